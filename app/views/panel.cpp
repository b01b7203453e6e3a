// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/panel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace pulse {

Panel::Panel(const QString &title, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_chart(new LineChart(theme, this))
{
    m_title->setText(title);
    m_chart->setAccessibleName(title);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(16);
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_remark);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 4); // the chart leaves room below its time labels
    layout->setSpacing(4);
    layout->addLayout(heading);
    layout->addWidget(m_chart, 1);
    setTheme(theme);
}

void Panel::setRemark(const QString &text)
{
    m_remark->setText(text);
}

void Panel::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_title->setColor(theme.text);
    m_remark->setColor(theme.dim);
    m_chart->setTheme(theme);
    update();
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), m_theme);
}

} // namespace pulse
