// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/seriesvalues.h"

#include "common/core/literals.h"

#include <QSet>

#include <cmath>

namespace pulse {
namespace {

using Origin = MetricFamilies::Origin;

class Collector
{
public:
    explicit Collector(const MetricFamilies &families)
        : m_families(families)
    {
    }

    void add(const Sample &sample, Origin origin)
    {
        for (const Reading &reading : sample.readings)
            add(reading, origin);
        for (const NumberList &list : sample.lists)
            add(list, origin);
    }

    QList<SeriesValue> take() { return std::move(m_values); }

private:
    void add(const Reading &reading, Origin origin)
    {
        const std::optional<SeriesKey> key = m_families.match(reading.name, origin);
        if (!key || m_seen.contains(*key))
            return;
        m_seen.insert(*key);
        m_values.append({*key, reading.name, reading.value, reading.history});
    }

    void add(const NumberList &list, Origin origin)
    {
        const std::optional<SeriesKey> key = m_families.match(list.name, origin);
        if (key && !key->family.isEmpty())
            addHistory(list, origin);
        else
            addEach(list, origin);
    }

    void addHistory(const NumberList &list, Origin origin)
    {
        if (!list.values.isEmpty() && !std::isnan(list.values.last()))
            add(Reading{list.name, list.values.last(), list.values.first(list.values.size() - 1)}, origin);
    }

    void addEach(const NumberList &list, Origin origin)
    {
        for (qsizetype i = 0; i < list.values.size(); ++i) {
            if (!std::isnan(list.values[i]))
                add(Reading{u"%1.%2"_s.arg(list.name).arg(i), list.values[i]}, origin);
        }
    }

    const MetricFamilies &m_families;
    QSet<SeriesKey> m_seen;
    QList<SeriesValue> m_values;
};

} // namespace

QList<SeriesValue> seriesValues(const MetricFamilies &families, const Sample &output, const Sample &input)
{
    Collector collector(families);
    collector.add(output, Origin::Output);
    collector.add(input, Origin::Input);
    return collector.take();
}

} // namespace pulse
