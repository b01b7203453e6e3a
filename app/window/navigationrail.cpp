// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/navigationrail.h"

#include <QBoxLayout>

namespace pulse {

NavigationRail::NavigationRail(QWidget *parent)
    : ChoiceBar(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    m_layout->addStretch(1);
    setHorizontal(false);
    connect(this, &ChoiceBar::activated, this, &NavigationRail::chosen);
}

void NavigationRail::addPage(const QPainterPath &icon, const QString &title)
{
    auto *button = new RailButton(icon, title, this);
    m_layout->insertWidget(count(), button);
    addChoice(button);
    setHorizontal(isHorizontal());
}

void NavigationRail::setTitle(int page, const QString &title)
{
    static_cast<RailButton *>(choice(page))->setLabel(title);
}

void NavigationRail::setBadge(int page, int number)
{
    static_cast<RailButton *>(choice(page))->setBadge(number);
}

bool NavigationRail::isHorizontal() const
{
    return m_layout->direction() == QBoxLayout::LeftToRight;
}

/// In a row the buttons share the width; in a column the remaining height is below them.
void NavigationRail::setHorizontal(bool horizontal)
{
    m_layout->setDirection(horizontal ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setStretch(count(), horizontal ? 0 : 1);
    for (int i = 0; i < count(); ++i)
        m_layout->setStretch(i, horizontal ? 1 : 0);
    m_layout->setSpacing(horizontal ? 0 : 4); // a phone has no room between labels
    m_layout->setContentsMargins(horizontal ? 0 : 6, horizontal ? 2 : 8, horizontal ? 0 : 6, horizontal ? 2 : 8);
    setSizePolicy(horizontal ? QSizePolicy::Preferred : QSizePolicy::Fixed,
                  horizontal ? QSizePolicy::Fixed : QSizePolicy::Preferred);
    updateGeometry();
}

} // namespace pulse
