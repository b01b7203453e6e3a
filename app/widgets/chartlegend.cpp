// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/chartlegend.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/style/tabulartext.h"
#include "app/widgets/iconbutton.h"
#include "common/core/literals.h"

#include <QMenu>
#include <QMetaMethod>

#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr int legendRowHeight = 20;
constexpr double legendSwatch = 8;
constexpr double swatchDistance = 5;
constexpr double valueDistance = 5;
constexpr double entryDistance = 14;
constexpr double buttonPadding = 6;

QString textOf(const LegendEntry &entry)
{
    return entry.name.isEmpty() ? entry.value : entry.name + ' '_L1 + entry.value;
}

/// "+5 more", as a link.
class MoreButton : public Adaptive<PushButton>
{
public:
    explicit MoreButton(QWidget *parent)
        : Adaptive(parent)
    {
        setFont(sized(font(), TextSize::Small));
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override
    {
        return {static_cast<int>(std::ceil(tabularWidth(font(), text()) + 2 * buttonPadding)),
                controlHeight(*this, legendRowHeight)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setFont(font());
        painter.setPen(underMouse() || isDown() ? theme().text : theme().link);
        const double baseline = (height() + QFontMetricsF(font()).capHeight()) / 2;
        drawTabular(painter, {buttonPadding, baseline}, text());
        if (hasFocus())
            IconButton::paintFocus(painter, rect(), theme());
    }
};

} // namespace

ChartLegend::ChartLegend(QWidget *parent)
    : Adaptive(parent)
    , m_more(new MoreButton(this))
{
    setFont(sized(font(), TextSize::Small));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->hide();
    connect(m_more, &PushButton::clicked, this, &ChartLegend::showMore);
}

void ChartLegend::setEntries(const QList<LegendEntry> &entries)
{
    if (std::exchange(m_entries, entries) == entries)
        return;
    layOut();
    update();
}

QStringList ChartLegend::texts() const
{
    QStringList result;
    for (const LegendEntry &entry : m_entries.first(m_shown))
        result.append(textOf(entry));
    return result;
}

QSize ChartLegend::sizeHint() const
{
    return minimumSizeHint();
}

QSize ChartLegend::minimumSizeHint() const
{
    return {0, m_more->isHidden() ? legendRowHeight : m_more->sizeHint().height()};
}

double ChartLegend::widthOf(const LegendEntry &entry) const
{
    const double name = entry.name.isEmpty() ? 0 : tabularWidth(font(), entry.name) + valueDistance;
    return legendSwatch + swatchDistance + name + tabularWidth(font(), entry.value) + entryDistance;
}

/// Returns the number of entries that fit into a width (px).
qsizetype ChartLegend::fitting(double room) const
{
    qsizetype count = 0;
    for (double used = -entryDistance; count < m_entries.size(); ++count) {
        used += widthOf(m_entries[count]);
        if (used > room)
            break;
    }
    return count;
}

void ChartLegend::layOut()
{
    const qsizetype before = m_shown;
    m_shown = fitting(width());
    if (m_shown < m_entries.size()) { // the button is as wide as with the largest number
        m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_entries.size())));
        m_shown = fitting(width() - m_more->sizeHint().width() - entryDistance);
        m_more->setText(tr("+%n more", nullptr, static_cast<int>(m_entries.size() - m_shown)));
    }
    double end = 0;
    for (const LegendEntry &entry : m_entries.first(m_shown))
        end += widthOf(entry);
    const QSize size = m_more->sizeHint();
    m_more->setGeometry(static_cast<int>(std::max(0.0, end - buttonPadding)), 0, std::min(size.width(), width()),
                        height());
    const bool hasMore = m_shown < m_entries.size();
    if (m_more->isHidden() == hasMore) {
        m_more->setVisible(hasMore);
        updateGeometry();
    }
    if (before != m_shown)
        update();
}

void ChartLegend::showMore()
{
    if (isSignalConnected(QMetaMethod::fromSignal(&ChartLegend::allRequested))) {
        Q_EMIT allRequested();
        return;
    }
    auto *menu = new QMenu(window());
    menu->setAttribute(Qt::WA_DeleteOnClose);
    applyControlStyle(*menu);
    for (const LegendEntry &entry : m_entries.sliced(m_shown))
        menu->addAction(textOf(entry).replace('&'_L1, "&&"_L1));
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

void ChartLegend::retranslate()
{
    layOut();
}

void ChartLegend::resizeEvent(QResizeEvent *)
{
    layOut();
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    const double middle = height() / 2.0;
    const double baseline = middle + metrics.capHeight() / 2;
    double x = 0;
    for (const LegendEntry &entry : m_entries.first(m_shown)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.color);
        painter.drawRoundedRect(QRectF(x, middle - legendSwatch / 2, legendSwatch, legendSwatch), 2, 2);
        painter.setPen(theme().dim);
        drawTabular(painter, {x + legendSwatch + swatchDistance, baseline}, entry.name);
        painter.setPen(theme().text);
        x += widthOf(entry);
        drawTabular(painter, {x - entryDistance, baseline}, entry.value, Qt::AlignRight);
    }
}

} // namespace pulse
