// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/tilerow.h"

#include "app/models/thresholdwatch.h"

#include <QGridLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr int gap = 8;
constexpr int narrowestTile = 124;
constexpr qint64 historyBuckets = 60;
constexpr double lowestTop = 10; // percent

const QString percent = QStringLiteral("%");

std::optional<ValueText> textOf(std::optional<double> value, const QString &unit)
{
    return value ? std::optional(valueText(*value, unit)) : std::nullopt;
}

Thinning thinningOf(const Scene &scene)
{
    return {std::max<qint64>(1, scene.range.length() / historyBuckets), scene.thinning.longestGap};
}

/// Time and scale of the small pictures: percentages from 0 on, but no higher than they reach, for those of an idle
/// machine would be a line at the bottom.
SparkScale scaleOf(const Scene &scene, const QList<TimedValue> &values)
{
    double highest = lowestTop;
    for (const TimedValue &value : values)
        highest = std::max(highest, value.value);
    return {scene.range.from, scene.range.to, 0, highest, thinningOf(scene).longestStep()};
}

Level levelIn(const SampleStore &store, const SeriesKey &key, std::optional<double> value)
{
    const MetricFamily *family = store.families().family(key.family);
    return family && value ? levelOf(*value, family->thresholds) : Level::Normal;
}

void showHistory(Tile &tile, const Scene &scene, const QList<TimedValue> &values, int color)
{
    tile.setHistory(values, scaleOf(scene, values), color);
}

} // namespace

TileRow::TileRow(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_mean(new Tile(tr("CPU mean"), theme, this))
    , m_busiest(new Tile(tr("Busiest CPU"), theme, this))
    , m_egress(new Tile(tr("Egress"), theme, this))
    , m_cache(new Tile(tr("Cache"), theme, this))
    , m_age(new Tile(tr("Newest result"), theme, this))
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap);
    layOut(5);
}

void TileRow::show(const Scene &scene)
{
    showCpus(scene);
    showShare(*m_egress, scene, QStringLiteral("egress"), tr("of network bytes"), egressColor);
    showShare(*m_cache, scene, QStringLiteral("cache"), tr("of memory"), cacheColor);
    for (Tile *tile : {m_mean, m_busiest, m_egress, m_cache, m_age})
        tile->setDimmed(!scene.isCurrent);
    fit();
}

void TileRow::showCpus(const Scene &scene)
{
    const SampleStore &store = scene.store;
    const QList<SeriesKey> keys = mainCpuKeys(store);
    double sum = 0;
    int count = 0;
    std::optional<double> highest;
    SeriesKey busiest;
    for (const SeriesKey &key : keys) {
        const std::optional<double> value = store.newest(key);
        if (!value)
            continue;
        sum += *value;
        ++count;
        if (!highest || *value > *highest)
            busiest = key;
        highest = std::max(highest.value_or(*value), *value);
    }
    m_mean->setValue(count > 0 ? textOf(sum / count, percent) : std::nullopt,
                     count > 0 ? tr("of %n CPUs", nullptr, count) : QString());
    m_busiest->setValue(textOf(highest, percent), highest ? store.title(busiest) : QString(),
                        levelIn(store, busiest, highest));
    const Thinning thinning = thinningOf(scene);
    showHistory(*m_mean, scene, store.meanValues(keys, scene.range, thinning), 0);
    showHistory(*m_busiest, scene, highest ? store.values(busiest, scene.range, thinning) : QList<TimedValue>(),
                std::max(0, busiest.index));
}

void TileRow::showShare(Tile &tile, const Scene &scene, const QString &family, const QString &detail, int color)
{
    const SeriesKey key = scene.store.keys(family).value(0, {family, QString(), -1, 0});
    const std::optional<double> value = scene.store.newest(key);
    tile.setValue(textOf(value, percent), detail, levelIn(scene.store, key, value));
    showHistory(tile, scene, scene.store.values(key, scene.range, thinningOf(scene)), color);
}

void TileRow::showAge(const Freshness &freshness)
{
    const std::optional<qint64> age = freshness.age;
    const QString every =
        freshness.period ? tr("one every %1").arg(StatusText::age(*freshness.period).joined()) : QString();
    m_age->setValue(age ? std::optional(StatusText::age(*age)) : std::nullopt,
                    freshness.hasUnknownAge ? tr("age unknown until the next one") : every);
}

void TileRow::setTheme(const Theme &theme)
{
    for (Tile *tile : {m_mean, m_busiest, m_egress, m_cache, m_age})
        tile->setTheme(theme);
}

void TileRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// Of five beside each other, who lays out the page need not keep the width free: there is another way.
QSize TileRow::minimumSizeHint() const
{
    return {2 * narrowestTile + gap, QWidget::minimumSizeHint().height()};
}

void TileRow::fit()
{
    int widest = narrowestTile;
    for (const Tile *tile : {m_mean, m_busiest, m_egress, m_cache, m_age})
        widest = std::max(widest, tile->minimumSizeHint().width());
    const int columns = width() >= 5 * (widest + gap) ? 5 : 2;
    if (columns != m_columns)
        layOut(columns);
}

void TileRow::layOut(int columns)
{
    m_columns = columns;
    const QList<Tile *> tiles{m_mean, m_busiest, m_egress, m_cache, m_age};
    for (Tile *tile : tiles)
        m_layout->removeWidget(tile);
    for (int place = 0; place < tiles.size(); ++place) {
        const int column = place % columns;
        const bool isLast = place + 1 == tiles.size();
        m_layout->addWidget(tiles[place], place / columns, column, 1, isLast ? columns - column : 1);
    }
    for (int column = 0; column < 5; ++column)
        m_layout->setColumnStretch(column, column < columns ? 1 : 0);
}

} // namespace pulse
