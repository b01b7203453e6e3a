// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/metricfamilies.h"

#include "common/core/literals.h"
#include "common/metrics/familytable.h"
#include "common/metrics/shownname.h"
#include "common/metrics/windowtext.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

// Resources in a static library are linked only if they are initialized, outside of any namespace.
static void initFamilies()
{
    Q_INIT_RESOURCE(families);
}

namespace pulse {
namespace {

constexpr qsizetype mostNamesKnown = 16'384;

MetricFamilies readStandard()
{
    initFamilies();
    QFile file(u":/families.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The table of families is not compiled in");
    Result<MetricFamilies> families = MetricFamilies::parse(file.readAll(), u"resources/families.json"_s);
    if (!families)
        qFatal("%s", qUtf8Printable(families.error().message));
    return *std::move(families);
}

/// Returns nothing if the name has an index or a window that cannot be read.
std::optional<SeriesKey> keyOf(const MetricFamily &family, const QRegularExpressionMatch &match)
{
    SeriesKey key{family.id, match.captured(u"name"_s), -1, family.window};
    if (const QString text = match.captured(u"index"_s); !text.isEmpty()) {
        bool isNumber = false;
        key.index = text.toInt(&isNumber);
        if (!isNumber)
            return {};
    }
    if (const QString text = match.captured(u"window"_s); !text.isEmpty()) {
        const std::optional<int> window = windowSeconds(text);
        if (!window)
            return {};
        key.window = *window;
    }
    return key;
}

std::optional<SeriesKey> keyIn(const MetricFamily &family, const QString &name)
{
    for (const QRegularExpression &pattern : family.patterns) {
        const QRegularExpressionMatch match = pattern.match(name);
        if (!match.hasMatch())
            continue;
        if (const std::optional<SeriesKey> key = keyOf(family, match))
            return key;
    }
    return {};
}

QString translated(const QString &title)
{
    return QCoreApplication::translate("MetricFamilies", title.toUtf8().constData());
}

template <class Entry>
const Entry *withId(const QList<Entry> &entries, const QString &id)
{
    const auto at = std::ranges::find(entries, id, &Entry::id);
    return at == entries.end() ? nullptr : &*at;
}

} // namespace

Result<MetricFamilies> MetricFamilies::parse(const QByteArray &json, const QString &file)
{
    MetricFamilies families;
    if (const Result<void> read = families.extend(json, file); !read)
        return read.error();
    return families;
}

Result<void> MetricFamilies::extend(const QByteArray &json, const QString &file)
{
    Result<FamilyTable> table = readFamilyTable(json, file, {m_charts, m_families});
    if (!table)
        return table.error();
    m_charts = table->charts;
    m_families = table->families;
    m_knownOutputs.clear();
    m_knownInputs.clear();
    return {};
}

const MetricFamilies &MetricFamilies::standard()
{
    static const MetricFamilies families = readStandard();
    return families;
}

const ChartDefinition *MetricFamilies::chart(const QString &id) const
{
    return withId(m_charts, id);
}

const MetricFamily *MetricFamilies::family(const QString &id) const
{
    return withId(m_families, id);
}

std::optional<SeriesKey> MetricFamilies::match(const QString &name, Origin origin) const
{
    Known &known = origin == Origin::Output ? m_knownOutputs : m_knownInputs;
    const auto at = known.constFind(name);
    if (at != known.constEnd())
        return *at;
    if (known.size() >= mostNamesKnown) // names that change all the time must not fill the memory
        known.clear();
    return *known.insert(name, find(name, origin));
}

std::optional<SeriesKey> MetricFamilies::find(const QString &name, Origin origin) const
{
    for (auto family = m_families.crbegin(); family != m_families.crend(); ++family) {
        if (!(origin == Origin::Output ? family->ofOutput : family->ofInput))
            continue;
        if (const std::optional<SeriesKey> key = keyIn(*family, name))
            return key;
    }
    if (origin == Origin::Input)
        return {};
    return SeriesKey{{}, name, -1, 0};
}

QString MetricFamilies::title(const SeriesKey &key) const
{
    const MetricFamily *known = family(key.family);
    if (!known)
        return shownName(key.name);
    QString text = translated(known->title);
    text.replace("{index}"_L1, key.index < 0 ? QString() : QString::number(key.index));
    text.replace("{window}"_L1, key.window == 0 ? QString() : windowText(key.window));
    text.replace("{name}"_L1, shownName(key.name)); // last, since a name may contain braces
    return text.simplified();
}

QString MetricFamilies::title(const ChartDefinition &chart)
{
    return translated(chart.title);
}

QString MetricFamilies::tileText(const MetricFamily &family)
{
    return family.tile.isEmpty() ? QString() : translated(family.tile);
}

QString MetricFamilies::unit(const SeriesKey &key) const
{
    const MetricFamily *known = family(key.family);
    return known ? chart(known->chart)->unit : QString();
}

} // namespace pulse
