// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/tilerow.h"

#include "app/charts/render/valueaxis.h"
#include "app/style/sizes.h"
#include "app/widgets/moretile.h"
#include "common/core/literals.h"
#include "common/watch/thresholdwatch.h"

#include <QGridLayout>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int narrowestTile = 124;
constexpr qint64 historyBuckets = 60;
constexpr double smallestRange = 0.1; // of a sparkline, as a share of its values

const QString percent = u"%"_s;

Thinning thinningOf(const Scene &scene)
{
    return {std::max<qint64>(1, scene.range.length() / historyBuckets), scene.thinning.longestGap};
}

Extent extentOf(const QList<TimedValue> &values)
{
    Extent extent{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const TimedValue &value : values) {
        if (!std::isfinite(value.value))
            continue;
        extent.lowest = std::min(extent.lowest, value.value);
        extent.highest = std::max(extent.highest, value.value);
    }
    return extent;
}

/// All percentages have the same scale, so that tiles can be compared.
SparkScale percentScale(const Scene &scene)
{
    return {scene.range.from, scene.range.to, 0, 100, thinningOf(scene).longestStep()};
}

/// Scales other numbers from their lowest to their highest value; a nearly constant one is a flat line in the middle.
SparkScale ownScale(const Scene &scene, const QList<TimedValue> &values)
{
    const Extent extent = extentOf(values);
    const double lowest = drawable(extent.lowest);
    const double highest = drawable(extent.highest);
    const double missing =
        std::max(0.0, smallestRange * std::max(std::abs(lowest), std::abs(highest)) - (highest - lowest));
    return {scene.range.from, scene.range.to, lowest - missing / 2, highest + missing / 2,
            thinningOf(scene).longestStep()};
}

Tone toneIn(const SampleStore &store, const SeriesKey &key, double value)
{
    const MetricFamily *family = store.families().family(key.family);
    const Level level = family ? levelOf(value, family->thresholds) : Level::Normal;
    return level == Level::Critical ? Tone::Bad : level == Level::Warning ? Tone::Warning : Tone::Text;
}

/// Returns numbers of the newest result. Elements of lists are last, since they have no names of their own.
QList<SeriesKey> ownKeys(const SampleStore &store)
{
    static const QRegularExpression element(u"\\.\\d+$"_s);
    QList<SeriesKey> keys = store.keys(QString());
    keys.removeIf([&](const SeriesKey &key) { return !store.newest(key); });
    std::stable_partition(keys.begin(), keys.end(),
                          [](const SeriesKey &key) { return !element.match(key.name).hasMatch(); });
    return keys;
}

} // namespace

TileRow::TileRow(QWidget *parent)
    : QWidget(parent)
    , m_more(new MoreTile(this))
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap);
    m_more->hide();
    connect(m_more, &MoreTile::clicked, this, &TileRow::allNumbersRequested);
}

void TileRow::show(const Scene &scene)
{
    const QList<SeriesKey> own = ownKeys(scene.store);
    const qsizetype shown = std::min(own.size(), mostOwn);
    m_more->setCount(static_cast<int>(own.size() - shown) + scene.store.ignoredNumbers(), scene.store.ignoredNumbers());
    showTiles(ownNumbers(scene, own.first(shown)) + cpus(scene) + ofFamilies(scene), scene.isCurrent);
    updateLayout();
}

QList<TileRow::Content> TileRow::ownNumbers(const Scene &scene, const QList<SeriesKey> &keys)
{
    QList<Content> contents;
    for (const SeriesKey &key : keys) {
        Content content{u"own."_s + key.name, scene.store.title(key)};
        const QString unit = scene.store.unit(key);
        content.value = valueText(scene.store.newest(key).value_or(0), unit);
        content.history = scene.store.values(key, scene.range, thinningOf(scene));
        content.scale = ownScale(scene, content.history);
        const Extent extent = extentOf(content.history);
        if (extent.lowest < extent.highest)
            content.detail =
                tr("%1 to %2").arg(valueText(extent.lowest, unit).joined(), valueText(extent.highest, unit).joined());
        contents.append(content);
    }
    return contents;
}

QList<TileRow::Content> TileRow::cpus(const Scene &scene)
{
    const SampleStore &store = scene.store;
    QList<SeriesKey> keys = mainCpuKeys(store);
    keys.removeIf([&](const SeriesKey &key) { return !store.newest(key); });
    if (keys.isEmpty())
        return {};
    const SeriesKey busiest =
        *std::ranges::max_element(keys, {}, [&](const SeriesKey &key) { return store.newest(key); });
    const double value = store.newest(busiest).value_or(0);
    Content content{u"busiest"_s, tr("Busiest CPU"), valueText(value, percent), store.title(busiest),
                    toneIn(store, busiest, value)};
    content.history = store.values(busiest, scene.range, thinningOf(scene));
    content.scale = percentScale(scene);
    return {mean(scene, keys), content};
}

TileRow::Content TileRow::mean(const Scene &scene, const QList<SeriesKey> &keys)
{
    long double sum = 0; // the sum of the largest doubles would overflow a double
    for (const SeriesKey &key : keys)
        sum += scene.store.newest(key).value_or(0);
    const double value = static_cast<double>(sum / static_cast<long double>(keys.size()));
    Content content{u"mean"_s, tr("CPU mean"), valueText(value, percent),
                    tr("of %n CPUs", nullptr, static_cast<int>(keys.size())),
                    toneIn(scene.store, keys.constFirst(), value)};
    content.history = scene.store.meanValues(mainCpuKeys(scene.store), scene.range, thinningOf(scene));
    content.scale = percentScale(scene);
    return content;
}

/// Adds tiles of the families that the table gives one; a tile shows the family's first series.
QList<TileRow::Content> TileRow::ofFamilies(const Scene &scene)
{
    QList<Content> contents;
    const MetricFamilies &families = scene.store.families();
    for (const MetricFamily &family : families.families()) {
        if (family.tile.isEmpty())
            continue;
        const SeriesKey key = scene.store.keys(family.id).value(0, {family.id, QString(), -1, 0});
        const std::optional<double> value = scene.store.newest(key);
        if (!value)
            continue;
        const QString unit = scene.store.unit(key);
        Content content{family.id, scene.store.title(key), valueText(*value, unit), MetricFamilies::tileText(family),
                        toneIn(scene.store, key, *value)};
        content.history = scene.store.values(key, scene.range, thinningOf(scene));
        content.scale = unit == percent ? percentScale(scene) : ownScale(scene, content.history);
        const ChartDefinition *chart = families.chart(family.chart);
        content.color = chart ? chart->color : 0;
        contents.append(content);
    }
    return contents;
}

void TileRow::showTiles(const QList<Content> &contents, bool isCurrent)
{
    m_order.clear();
    for (const Content &content : contents) {
        m_order.append(content.id);
        Tile *tile = tileFor(content);
        tile->setValue(content.value, content.detail, content.tone);
        tile->setHistory(content.history, content.scale, content.color);
        tile->setDimmed(!isCurrent);
    }
    std::erase_if(m_byId, [this](const auto &entry) {
        const bool isObsolete = !m_order.contains(entry.first);
        if (isObsolete)
            delete entry.second;
        return isObsolete;
    });
}

Tile *TileRow::tileFor(const Content &content)
{
    Tile *&tile = m_byId[content.id];
    if (!tile)
        tile = new Tile(content.label, this);
    tile->setLabel(content.label);
    return tile;
}

void TileRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateLayout();
}

/// The tiles can wrap, so the page can be narrower than all of them.
QSize TileRow::minimumSizeHint() const
{
    return {2 * narrowestTile + gap, QWidget::minimumSizeHint().height()};
}

/// Returns the tiles with values, in their order.
QList<QWidget *> TileRow::widgets() const
{
    QList<QWidget *> result;
    for (const QString &id : m_order)
        result.append(m_byId.at(id));
    if (m_more->count() > 0)
        result.insert(mostOwn, m_more);
    return result;
}

/// As many columns as fit, at least two, and rows of the same length.
void TileRow::updateLayout()
{
    const QList<QWidget *> all = widgets();
    int widest = narrowestTile;
    for (const QWidget *widget : all)
        widest = std::max(widest, widget->minimumSizeHint().width());
    const int count = static_cast<int>(all.size());
    const int fitting =
        std::clamp((width() + gap) / (widest + gap), std::min(2, std::max(1, count)), std::max(1, count));
    const int rows = std::max(1, (count + fitting - 1) / fitting);
    const int columns = std::max(1, (count + rows - 1) / rows);
    if (columns != m_columns || all != m_shownWidgets)
        layOut(all, columns);
}

void TileRow::layOut(const QList<QWidget *> &widgets, int columns)
{
    while (QLayoutItem *item = m_layout->takeAt(0))
        delete item;
    m_more->setVisible(widgets.contains(m_more));
    const int count = static_cast<int>(widgets.size());
    for (int place = 0; place < count; ++place) {
        const int column = place % columns;
        const bool isLast = place + 1 == count;
        m_layout->addWidget(widgets[place], place / columns, column, 1, isLast ? columns - column : 1);
        widgets[place]->show();
    }
    for (int column = 0; column < m_layout->columnCount(); ++column)
        m_layout->setColumnStretch(column, column < columns ? 1 : 0);
    m_columns = columns;
    m_shownWidgets = widgets;
}

} // namespace pulse
