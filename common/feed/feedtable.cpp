// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/feed/feedtable.h"

#include "common/core/literals.h"
#include "common/metrics/jsonrepair.h"

#include <algorithm>

namespace pulse::feedtable {
namespace {

const QByteArray textShape = QByteArrayLiteral("text");

/// Returns a discarded value if the text is not JSON or is too deep.
Json parsed(const QByteArray &text)
{
    Json json(Json::value_t::discarded);
    if (isTooDeep(text))
        return json;
    parseLeniently(text, [&json](QByteArrayView one) {
        json = Json::parse(one.begin(), one.end(), nullptr, false);
        return !json.is_discarded();
    });
    return json;
}

Json encodeObjects(const QByteArrayList &texts)
{
    Json names = Json::array();
    Json columns = Json::array();
    for (const QByteArray &text : texts) {
        const Json object = parsed(text);
        std::size_t column = 0;
        for (const auto &item : object.items()) {
            if (columns.size() < object.size()) { // the first row
                names.push_back(item.key());
                columns.push_back(Json::array());
            }
            columns[column++].push_back(item.value());
        }
    }
    return {{"names", names}, {"columns", columns}};
}

bool areTexts(const Json &list)
{
    return list.is_array() && std::ranges::all_of(list, [](const Json &one) { return one.is_string(); });
}

Result<QByteArrayList> decodeTexts(const Json &texts)
{
    if (!areTexts(texts))
        return Error{u"\"texts\" has to be a list of texts"_s};
    QByteArrayList result;
    for (const Json &text : texts)
        result.append(QByteArray::fromStdString(text.get<std::string>()));
    return result;
}

Result<QByteArrayList> decodeObjects(const Json &table, qsizetype count)
{
    const auto names = table.find("names");
    const auto columns = table.find("columns");
    const bool hasBoth = names != table.end() && columns != table.end() && areTexts(*names) && columns->is_array();
    if (!hasBoth || columns->size() != names->size())
        return Error{u"a table needs as many \"columns\" as \"names\""_s};
    const auto isWhole = [count](const Json &column) { return column.is_array() && std::ssize(column) == count; };
    if (!std::ranges::all_of(*columns, isWhole))
        return Error{u"each column of a table needs a value for each record"_s};
    QByteArrayList result(count, "{");
    QByteArray separator;
    for (std::size_t column = 0; column < names->size(); ++column) {
        const QByteArray name = separator + jsonText((*names)[column]) + ':';
        for (qsizetype row = 0; row < count; ++row)
            result[row] += name + jsonText((*columns)[column][static_cast<std::size_t>(row)]);
        separator = ",";
    }
    for (QByteArray &text : result)
        text += '}';
    return result;
}

} // namespace

bool isTooDeep(QByteArrayView json, int deepest)
{
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText) {
            i += c == '\\' ? 1 : 0;
            inText = c != '"';
        } else if (c == '"') {
            inText = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

QByteArray shapeOf(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const Json json = parsed(text);
    if (!json.is_object())
        return textShape;
    Json names = Json::array();
    for (const auto &item : json.items())
        names.push_back(item.key());
    return jsonText(names);
}

Json encode(const QByteArrayList &texts)
{
    const QByteArray shape = texts.isEmpty() ? QByteArray() : shapeOf(texts.constFirst());
    if (shape.isEmpty())
        return nullptr;
    if (shape != textShape)
        return encodeObjects(texts);
    Json list = Json::array();
    for (const QByteArray &text : texts)
        list.push_back(text.toStdString());
    return {{"texts", list}};
}

Result<QByteArrayList> decode(const Json &table, qsizetype count)
{
    if (table.is_null())
        return QByteArrayList(count);
    if (!table.is_object())
        return Error{u"a table has to be an object, or null"_s};
    const bool hasTexts = table.contains("texts");
    const Result<QByteArrayList> texts = hasTexts ? decodeTexts(table["texts"]) : decodeObjects(table, count);
    if (texts && texts->size() != count)
        return Error{u"a table needs a row for each record"_s};
    return texts;
}

} // namespace pulse::feedtable
