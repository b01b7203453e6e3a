// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/tilerow.h"

#include <QHBoxLayout>
#include <QLocale>

namespace pulse {
namespace {

std::optional<QString> percent(std::optional<double> value)
{
    if (!value)
        return {};
    return QLocale().toString(*value, 'f', 1);
}

} // namespace

TileRow::TileRow(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_mean(new Tile(tr("CPU mean"), tr("%"), theme, this))
    , m_busiest(new Tile(tr("Busiest CPU"), tr("%"), theme, this))
    , m_egress(new Tile(tr("Egress"), tr("%"), theme, this))
    , m_cache(new Tile(tr("Cache"), tr("%"), theme, this))
    , m_count(new Tile(tr("CPUs"), {}, theme, this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (Tile *tile : {m_mean, m_busiest, m_egress, m_cache, m_count})
        layout->addWidget(tile, 1);
}

void TileRow::show(const SampleStore &store)
{
    const std::optional<CpuValue> busiest = store.busiestCpu();
    const qsizetype count = store.newestCpus().size();
    m_mean->setNumber(percent(store.cpuMean()), tr("over the last minute"));
    m_busiest->setNumber(busiest ? percent(busiest->value) : std::nullopt,
                         busiest ? tr("CPU %1").arg(busiest->cpu) : QString());
    m_egress->setNumber(percent(store.newestShare(MetricFamily::Egress)), tr("of network bytes"));
    m_cache->setNumber(percent(store.newestShare(MetricFamily::Cache)), tr("of memory"));
    m_count->setNumber(count > 0 ? std::optional(QLocale().toString(count)) : std::nullopt, tr("measured"));
}

void TileRow::setDimmed(bool dimmed)
{
    for (Tile *tile : findChildren<Tile *>())
        tile->setDimmed(dimmed);
}

void TileRow::setTheme(const Theme &theme)
{
    for (Tile *tile : findChildren<Tile *>())
        tile->setTheme(theme);
}

} // namespace pulse
