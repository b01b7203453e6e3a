// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/header.h"

#include "common/core/literals.h"

#include <QHBoxLayout>
#include <QPainter>

namespace pulse {
namespace {

constexpr int widthWithName = 560;

} // namespace

/// A disc while new results arrive, otherwise a ring.
class StatusDot : public Adaptive<>
{
public:
    explicit StatusDot(QWidget *parent)
        : Adaptive(parent)
    {
        setFixedSize(10, 10);
    }

    void set(Tone tone, bool full)
    {
        m_tone = tone;
        m_full = full;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme().color(m_tone), 2));
        painter.setBrush(m_full ? QBrush(theme().color(m_tone)) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    }

private:
    Tone m_tone = Tone::Dim;
    bool m_full = false;
};

Header::Header(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidingLabel(TextSize::Large, QFont::DemiBold, this))
    , m_space(new QWidget(this))
    , m_dot(new StatusDot(this))
    , m_where(new ElidingLabel(TextSize::Normal, QFont::Normal, this))
    , m_state(new ElidingLabel(TextSize::Normal, QFont::Normal, this))
{
    m_name->setText(u"Pulseboard"_s);
    m_name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_space->setFixedWidth(8);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_name);
    layout->addWidget(m_space);
    layout->addWidget(m_dot);
    layout->addWidget(m_where);
    layout->addSpacing(8);
    layout->addWidget(m_state);
    layout->addStretch(1);
    m_state->setTone(Tone::Dim);
}

/// The name is the first to be hidden if there is no room, since it is also in the window's title.
void Header::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_name->setVisible(width() >= widthWithName);
    m_space->setVisible(width() >= widthWithName);
}

void Header::setStatus(const SourceStatus &status, const Freshness &freshness)
{
    m_dot->set(StatusText::tone(status, freshness), StatusText::isFull(status, freshness));
    m_where->setText(status.key.isEmpty() ? status.where : status.where + u" · "_s + status.key);
    m_state->setText(StatusText::headline(status, freshness));
}

} // namespace pulse
