// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/panel.h"

#include "app/widgets/iconbutton.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace pulse {

Panel::Panel(const QString &title, QWidget *content, QWidget *parent)
    : Surface(parent)
    , m_title(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_remark(new ElidingLabel(TextSize::Small, QFont::Normal, this))
    , m_content(content)
    , m_layout(new QVBoxLayout(this))
{
    setFocusPolicy(Qt::TabFocus);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(16);
    heading->addWidget(m_title);
    heading->addStretch(1);
    heading->addWidget(m_remark);
    m_layout->setContentsMargins(12, 12, 12, 4); // a chart itself has room below its time labels
    m_layout->setSpacing(4);
    m_layout->addLayout(heading);
    m_layout->addWidget(content, 1);
    setTitle(title);
    m_remark->setTone(Tone::Dim);
}

void Panel::setTitle(const QString &title)
{
    if (m_content->accessibleName() == title)
        return;
    m_title->setText(title);
    setAccessibleName(title);
    m_content->setAccessibleName(title);
}

void Panel::setRemark(const QString &text)
{
    m_remark->setText(text);
}

void Panel::placeRow(QWidget *row, bool isBelow)
{
    m_layout->removeWidget(row);
    m_layout->insertWidget(m_layout->indexOf(m_content) + (isBelow ? 1 : 0), row);
}

void Panel::replaceContent(QWidget *content)
{
    content->setAccessibleName(m_content->accessibleName());
    m_layout->insertWidget(m_layout->indexOf(m_content), content, 1);
    m_layout->removeWidget(m_content);
    m_content->hide();
    m_content->deleteLater();
    m_content = content;
    content->show();
}

void Panel::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    IconButton::paintFocus(painter, rect(), theme());
}

/// Some platforms do not send a context menu event for these keys.
void Panel::keyPressEvent(QKeyEvent *event)
{
    const bool isMenuKey = event->key() == Qt::Key_Menu;
    const bool isShiftF10 = event->key() == Qt::Key_F10 && event->modifiers() == Qt::ShiftModifier;
    if (!isMenuKey && !isShiftF10)
        return Surface::keyPressEvent(event);
    const QPoint middle = rect().center();
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, middle, mapToGlobal(middle));
    QCoreApplication::sendEvent(this, &wanted);
}

} // namespace pulse
