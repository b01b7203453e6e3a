// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/statuschip.h"

#include "app/pages/statustext.h"
#include "app/window/statusdetails.h"

#include <QPainter>

namespace pulse {
namespace {

constexpr int dotMargin = 10; // px; left of the dot
constexpr double dotSide = 8;
constexpr int dotRoom = 26;
constexpr int leastChip = 220; // px; enough for a word and how often results arrive

} // namespace

StatusChip::StatusChip(QWidget *parent)
    : LabelButton({.left = dotRoom, .right = dotMargin, .least = leastChip, .isRaised = true}, parent)
    , m_details(new StatusDetails(this))
{
    connect(this, &QAbstractButton::clicked, this, [this] { m_details->openBelow(*this); });
    StatusChip::retranslate();
}

void StatusChip::retranslate()
{
    setAccessibleDescription(tr("Show details of the source"));
}

void StatusChip::showState(const DashboardState &state)
{
    const SourceStatus status = state.status();
    const Freshness freshness = state.freshness();
    m_tone = StatusText::tone(status, freshness);
    m_isFull = StatusText::isFull(status, freshness);
    setLabel(StatusText::headline(status, freshness, state.clockOffset()));
    m_details->showState(state);
    update();
}

void StatusChip::paintIcon(QPainter &painter) const
{
    painter.setPen(QPen(theme().color(m_tone), 2));
    painter.setBrush(m_isFull ? QBrush(theme().color(m_tone)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(dotMargin, (height() - dotSide) / 2, dotSide, dotSide));
}

} // namespace pulse
