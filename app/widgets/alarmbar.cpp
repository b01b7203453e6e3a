// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/alarmbar.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"

#include <QBoxLayout>
#include <QPainter>

#include <utility>

namespace pulse {
namespace {

constexpr int stripe = 4;
constexpr int narrow = 640;

} // namespace

AlarmBar::AlarmBar(QWidget *parent)
    : Surface(parent)
    , m_sentence(wrappedLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_detail(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_buttons(new QBoxLayout(QBoxLayout::LeftToRight))
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_sentence);
    texts->addWidget(m_detail);
    m_buttons->setSpacing(8);
    m_layout->setContentsMargins(stripe + 12, 8, 12, 8);
    m_layout->setSpacing(8);
    m_layout->addLayout(texts, 1);
    m_layout->addLayout(m_buttons);
    m_layout->setAlignment(m_buttons, Qt::AlignVCenter);
    m_detail->setTone(Tone::Dim);
    AlarmBar::applyTheme();
    hide();
}

void AlarmBar::setAlarm(const QString &sentence, const QString &detail, Tone tone)
{
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    if (std::exchange(m_tone, tone) != tone)
        update();
    setVisible(!sentence.isEmpty());
}

QPushButton *AlarmBar::addButton(const QString &text)
{
    auto *button = new PushButton(text, this);
    m_buttons->addWidget(button);
    return button;
}

void AlarmBar::applyTheme()
{
    setStyleSheet(controlStyle(theme(), isNarrow(*this)));
    update();
}

void AlarmBar::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(m_tone));
    painter.drawRoundedRect(QRectF(0, 0, stripe, height()), stripe / 2.0, stripe / 2.0);
}

void AlarmBar::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    m_layout->setDirection(width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace pulse
