// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json/jsonreader.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

QString toQString(const Json &text)
{
    return QString::fromStdString(text.get_ref<const std::string &>());
}

/// Returns the name of an entry in errors.
QString nameOf(const Json &entry, const QString &place)
{
    const auto id = entry.is_object() ? entry.find("id") : entry.end();
    if (id == entry.end() || !id->is_string())
        return place;
    return u"%1 (%2)"_s.arg(place, toQString(*id));
}

/// Returns the name of a member of `object` that is not in `known`; empty if all are known.
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

Json toJson(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(toJson(text));
    return list;
}

QByteArray jsonText(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

JsonReader::JsonReader(const Json &object, const QString &where)
    : m_where(where)
    , m_object(&object)
{
    static const Json nothing = Json::object();
    if (object.is_object())
        return;
    m_object = &nothing;
    m_error = Error{u"%1 has to be an object in braces"_s.arg(where)};
}

const Json *JsonReader::find(const char *field)
{
    if (const QString name = QString::fromLatin1(field); !m_fields.contains(name))
        m_fields.append(name);
    const auto at = m_object->find(field);
    return at == m_object->end() ? nullptr : &*at;
}

void JsonReader::read(const char *field, bool &value)
{
    const Json *given = find(field);
    check(field, !given || given->is_boolean(), u"has to be true or false"_s);
    if (given && given->is_boolean())
        value = given->get<bool>();
}

void JsonReader::read(const char *field, double &value)
{
    const Json *given = find(field);
    check(field, !given || given->is_number(), u"has to be a number, or null for none"_s);
    if (given && given->is_number())
        value = given->get<double>();
}

void JsonReader::read(const char *field, QString &value, qsizetype longest)
{
    const Json *given = find(field);
    check(field, !given || given->is_string(), u"has to be a text in quotes"_s);
    if (given && given->is_string())
        value = boundedText(QByteArray::fromStdString(given->get_ref<const std::string &>()), longest);
}

void JsonReader::read(const char *field, QStringList &values)
{
    const Json *given = find(field);
    const bool isRight =
        given && given->is_array() && std::ranges::all_of(*given, [](const Json &one) { return one.is_string(); });
    check(field, !given || isRight, u"has to be a list of texts in quotes"_s);
    if (!isRight)
        return;
    values.clear();
    std::ranges::transform(*given, std::back_inserter(values), toQString);
}

void JsonReader::readRequired(const char *field, QString &value)
{
    read(field, value);
    check(field, !value.isEmpty(), u"is missing; give a text"_s);
}

const Json &JsonReader::list(const char *field)
{
    static const Json empty = Json::array();
    const Json *given = find(field);
    check(field, !given || given->is_array(), u"has to be a list in square brackets"_s);
    return given && given->is_array() ? *given : empty;
}

std::optional<JsonReader> JsonReader::object(const char *field)
{
    const Json *given = find(field);
    if (!given || given->is_null())
        return {};
    const QString name = u"\"%1\""_s.arg(QLatin1String(field));
    return JsonReader(*given, m_where.isEmpty() ? name : u"%1, %2"_s.arg(m_where, name));
}

bool JsonReader::isNull(const char *field)
{
    const Json *given = find(field);
    return given && given->is_null();
}

void JsonReader::check(const char *field, bool isRight, const QString &problem)
{
    if (isRight || m_error)
        return;
    const QString name = QString::fromLatin1(field);
    m_error = Error{m_where.isEmpty() ? u"\"%1\" %2"_s.arg(name, problem)
                                      : u"%1, field \"%2\" %3"_s.arg(m_where, name, problem)};
}

void JsonReader::checkRange(const char *field, bool isInRange)
{
    check(field, isInRange, u"is out of range"_s);
}

void JsonReader::setError(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void JsonReader::copyErrorOf(const JsonReader &inner)
{
    if (inner.m_error)
        setError(*inner.m_error);
}

Result<void> JsonReader::result() const
{
    return m_error ? Result<void>(*m_error) : Result<void>();
}

Result<void> JsonReader::finish() const
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

std::vector<JsonReader> TableReader::entries(const char *list)
{
    const QString name = QString::fromLatin1(list);
    m_lists.append(name);
    const auto given = m_table.find(list);
    if (given == m_table.end())
        return {};
    if (!given->is_array() && !m_error)
        m_error = Error{u"%1, \"%2\" has to be a list in square brackets"_s.arg(m_file, name)};
    std::vector<JsonReader> result;
    for (std::size_t i = 0; given->is_array() && i < given->size(); ++i)
        result.emplace_back((*given)[i], nameOf((*given)[i], u"%1, %2[%3]"_s.arg(m_file, name).arg(i)));
    return result;
}

Result<void> TableReader::finish() const
{
    if (m_error)
        return *m_error;
    if (const std::optional<QString> name = stranger(m_table, m_lists))
        return Error{u"%1 has an unknown list \"%2\"; %3"_s.arg(m_file, *name, remove(m_lists))};
    return {};
}

} // namespace pulse
