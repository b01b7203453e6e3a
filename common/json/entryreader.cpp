// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json/entryreader.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

using Json = nlohmann::json;

QString toQString(const Json &text)
{
    return QString::fromStdString(text.get_ref<const std::string &>());
}

/// What errors call an entry.
QString nameOf(const Json &entry, const QString &place)
{
    const auto id = entry.is_object() ? entry.find("id") : entry.end();
    if (id == entry.end() || !id->is_string())
        return place;
    return u"%1 (%2)"_s.arg(place, toQString(*id));
}

/// The name of something in `object` that is none of `known`; nothing where there is nothing else.
std::optional<QString> stranger(const Json &object, const QStringList &known)
{
    for (const auto &item : object.items()) {
        const QString name = QString::fromStdString(item.key());
        if (!known.contains(name))
            return name;
    }
    return {};
}

QString remove(const QStringList &known)
{
    return u"remove it, or use one of \"%1\""_s.arg(known.join(u"\", \""_s));
}

Error notJson(const QByteArray &json, const QString &file, const Json::parse_error &error)
{
    const auto offset = std::min(static_cast<qsizetype>(error.byte), json.size());
    return {u"%1 is not JSON: line %2 cannot be read; check its commas, quotes and brackets"_s.arg(file).arg(
        json.first(offset).count('\n') + 1)};
}

} // namespace

EntryReader::EntryReader(const Json &object, const QString &where)
    : m_object(&object)
    , m_where(where)
{
    static const Json nothing = Json::object();
    if (object.is_object())
        return;
    m_object = &nothing;
    m_error = Error{u"%1 has to be an object in braces"_s.arg(where)};
}

const Json *EntryReader::find(const char *field)
{
    if (const QString name = QString::fromLatin1(field); !m_fields.contains(name))
        m_fields.append(name);
    const auto at = m_object->find(field);
    return at == m_object->end() ? nullptr : &*at;
}

void EntryReader::required(const char *field, QString &value)
{
    text(field, value);
    check(field, !value.isEmpty(), u"is missing; give a text"_s);
}

void EntryReader::text(const char *field, QString &value)
{
    const Json *given = find(field);
    if (!given)
        return;
    check(field, given->is_string(), u"has to be a text in quotes"_s);
    if (given->is_string())
        value = toQString(*given);
}

void EntryReader::number(const char *field, std::optional<double> &value)
{
    const Json *given = find(field);
    if (!given)
        return;
    check(field, given->is_number() || given->is_null(), u"has to be a number, or null for none"_s);
    if (given->is_number())
        value = given->get<double>();
    else
        value.reset();
}

void EntryReader::flag(const char *field, bool &value)
{
    const Json *given = find(field);
    if (!given)
        return;
    check(field, given->is_boolean(), u"has to be true or false"_s);
    if (given->is_boolean())
        value = given->get<bool>();
}

std::optional<QStringList> EntryReader::texts(const char *field)
{
    const Json *given = find(field);
    if (!given)
        return {};
    const bool isRight =
        given->is_array() && std::ranges::all_of(*given, [](const Json &one) { return one.is_string(); });
    check(field, isRight, u"has to be a list of texts in quotes"_s);
    QStringList result;
    if (isRight)
        std::ranges::transform(*given, std::back_inserter(result), toQString);
    return result;
}

bool EntryReader::isNull(const char *field)
{
    const Json *given = find(field);
    return given && given->is_null();
}

std::optional<EntryReader> EntryReader::object(const char *field)
{
    const Json *given = find(field);
    if (!given)
        return {};
    return EntryReader(*given, u"%1, \"%2\""_s.arg(m_where, QString::fromLatin1(field)));
}

void EntryReader::check(const char *field, bool isRight, const QString &problem)
{
    if (!isRight && !m_error)
        m_error = Error{u"%1, field \"%2\" %3"_s.arg(m_where, QString::fromLatin1(field), problem)};
}

void EntryReader::take(EntryReader &inner)
{
    if (const Result<void> done = inner.finish(); !done && !m_error)
        m_error = done.error();
}

Result<void> EntryReader::finish()
{
    if (m_error)
        return *m_error;
    if (const std::optional<QString> name = stranger(*m_object, m_fields))
        return Error{u"%1 has an unknown field \"%2\"; %3"_s.arg(m_where, *name, remove(m_fields))};
    return {};
}

TableReader::TableReader(const QByteArray &json, const QString &file)
    : m_table(Json::object())
    , m_file(file)
{
    try {
        m_table = Json::parse(json.begin(), json.end());
    } catch (const Json::parse_error &error) {
        m_error = notJson(json, file, error);
    } catch (const Json::out_of_range &) {
        m_error = Error{u"%1 holds a number that is too large; correct it"_s.arg(file)};
    }
    if (!m_table.is_object()) {
        m_table = Json::object();
        m_error = Error{u"%1 is JSON, but not an object; write {\"charts\": […], \"families\": […]}"_s.arg(file)};
    }
}

std::vector<EntryReader> TableReader::entries(const char *list)
{
    const QString name = QString::fromLatin1(list);
    m_lists.append(name);
    const auto given = m_table.find(list);
    if (given == m_table.end())
        return {};
    if (!given->is_array() && !m_error)
        m_error = Error{u"%1, \"%2\" has to be a list in square brackets"_s.arg(m_file, name)};
    std::vector<EntryReader> result;
    for (std::size_t i = 0; given->is_array() && i < given->size(); ++i)
        result.emplace_back((*given)[i], nameOf((*given)[i], u"%1, %2[%3]"_s.arg(m_file, name).arg(i)));
    return result;
}

Result<void> TableReader::finish()
{
    if (m_error)
        return *m_error;
    if (const std::optional<QString> name = stranger(m_table, m_lists))
        return Error{u"%1 has an unknown list \"%2\"; %3"_s.arg(m_file, *name, remove(m_lists))};
    return {};
}

} // namespace pulse
