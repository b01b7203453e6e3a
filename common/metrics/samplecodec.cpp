// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/samplecodec.h"

#include "common/core/literals.h"
#include "common/core/nonumber.h"
#include "common/metrics/jsonrepair.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr qsizetype maximumDepth = 16;

/// The part of a list that has been read.
struct List
{
    QString name;
    QList<double> numbers;     // its elements that are not lists
    QList<QList<double>> rows; // its elements that are lists
    bool endsWithRow = false;
    bool hasObjects = false;
};

/// Collects the numbers of a text while it is parsed: building a tree of it would take most of the time.
class NumberCollector : public nlohmann::json_sax<nlohmann::json>
{
public:
    bool isObject() const { return m_isObject; }
    Sample take() { return std::move(m_sample); }

    bool null() override { return add(noNumber); }
    bool boolean(bool) override { return add(noNumber); }
    bool string(std::string &) override { return add(noNumber); }
    bool binary(nlohmann::json::binary_t &) override { return add(noNumber); }
    bool number_integer(nlohmann::json::number_integer_t value) override { return add(static_cast<double>(value)); }
    bool number_unsigned(nlohmann::json::number_unsigned_t value) override { return add(static_cast<double>(value)); }
    bool number_float(nlohmann::json::number_float_t value, const std::string &) override { return add(value); }
    bool key(std::string &text) override
    {
        if (m_passedOver == 0)
            m_name = m_prefixes.last() + QString::fromStdString(text);
        return true;
    }
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override;
    bool parse_error(std::size_t, const std::string &, const nlohmann::json::exception &) override { return false; }

private:
    enum class Place { Object, List, Row };

    bool passOver();
    bool add(double value);
    void finish(const List &list);
    void addNewestRow(const List &list);

    Sample m_sample;
    bool m_isObject = false;
    int m_passedOver = 0;   // number of ignored objects and lists around the current position
    QStringList m_prefixes; // of the objects around the current position
    QString m_name;
    Place m_place = Place::Object;
    List m_list;
};

bool NumberCollector::passOver()
{
    ++m_passedOver;
    return true;
}

bool NumberCollector::start_object(std::size_t)
{
    if (m_passedOver > 0)
        return passOver();
    if (m_place != Place::Object) {
        add(noNumber);
        m_list.hasObjects = true;
        return passOver();
    }
    if (m_prefixes.size() == maximumDepth)
        return passOver();
    m_isObject = true;
    m_prefixes.append(m_prefixes.isEmpty() ? QString() : m_name + '.'_L1);
    return true;
}

bool NumberCollector::end_object()
{
    if (m_passedOver > 0)
        --m_passedOver;
    else
        m_prefixes.removeLast();
    return true;
}

bool NumberCollector::start_array(std::size_t)
{
    if (m_passedOver > 0 || m_prefixes.isEmpty())
        return passOver();
    if (m_place == Place::Row) {
        add(noNumber);
        return passOver();
    }
    if (m_place == Place::List) {
        m_place = Place::Row;
        m_list.rows.append(QList<double>());
        m_list.endsWithRow = true;
    } else {
        m_place = Place::List;
        m_list = {m_name, {}, {}};
    }
    return true;
}

bool NumberCollector::end_array()
{
    if (m_passedOver > 0) {
        --m_passedOver;
    } else if (m_place == Place::Row) {
        m_place = Place::List;
    } else {
        m_place = Place::Object;
        finish(m_list);
    }
    return true;
}

bool NumberCollector::add(double value)
{
    const double finite = std::isfinite(value) ? value : noNumber;
    if (m_passedOver > 0 || m_prefixes.isEmpty())
        return true;
    if (m_place == Place::Row) {
        m_list.rows.last().append(finite);
    } else if (m_place == Place::List) {
        m_list.numbers.append(finite);
        m_list.endsWithRow = false;
    } else if (!std::isnan(finite)) {
        m_sample.readings.append({m_name, finite});
    }
    return true;
}

void NumberCollector::finish(const List &list)
{
    if (list.endsWithRow)
        addNewestRow(list);
    else if (list.rows.isEmpty() && !list.hasObjects &&
             !std::ranges::all_of(list.numbers, [](double value) { return std::isnan(value); }))
        m_sample.lists.append({list.name, list.numbers});
}

void NumberCollector::addNewestRow(const List &list)
{
    const QList<double> &newest = list.rows.last();
    for (qsizetype i = 0; i < newest.size(); ++i) {
        if (std::isnan(newest[i]))
            continue;
        QList<double> history;
        for (const QList<double> &row : list.rows.first(list.rows.size() - 1))
            history.append(row.value(i, noNumber));
        m_sample.readings.append({u"%1.%2"_s.arg(list.name).arg(i), newest[i], history});
    }
}

} // namespace

Result<Sample> decodeSample(qint64 time, QByteArrayView json)
{
    NumberCollector collector;
    const auto parse = [&collector](QByteArrayView text) {
        collector = NumberCollector();
        return nlohmann::json::sax_parse(text.begin(), text.end(), &collector);
    };
    if (!parseLeniently(json, parse))
        return Error{QString::fromLatin1(QT_TRANSLATE_NOOP("SampleCodec", "The result is not JSON"))};
    if (!collector.isObject())
        return Error{QString::fromLatin1(QT_TRANSLATE_NOOP("SampleCodec", "The result is JSON, but not an object"))};
    Sample sample = collector.take();
    sample.time = time;
    return sample;
}

} // namespace pulse
