// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/navigationrail.h"

#include "app/widgets/railbutton.h"

#include <QBoxLayout>
#include <QMetaEnum>

namespace pulse {

NavigationRail::NavigationRail(const Theme &theme, QWidget *parent)
    : ChoiceBar(parent)
    , m_layout(new QBoxLayout(QBoxLayout::TopToBottom, this))
{
    m_layout->setSpacing(4);
    const QList<std::pair<RailIcon, QString>> pages = {
        {RailIcon::Tiles, tr("Overview")},  {RailIcon::Chip, tr("CPUs")},  {RailIcon::Pulse, tr("System")},
        {RailIcon::Braces, tr("Function")}, {RailIcon::Table, tr("Data")},
    };
    for (const auto &[icon, label] : pages) {
        auto *button = new RailButton(icon, label, theme, this);
        m_layout->addWidget(button);
        addChoice(button);
    }
    m_layout->addStretch(1);
    setHorizontal(false);
    connect(this, &ChoiceBar::activated, this, [this](int index) { Q_EMIT chosen(static_cast<Page>(index)); });
}

QString NavigationRail::title(Page page) const
{
    return choice(page)->text();
}

void NavigationRail::setBadge(Page page, int number)
{
    static_cast<RailButton *>(choice(page))->setBadge(number);
}

bool NavigationRail::isHorizontal() const
{
    return m_layout->direction() == QBoxLayout::LeftToRight;
}

/// In a row the buttons share the width; in a column what is left stays free below them.
void NavigationRail::setHorizontal(bool horizontal)
{
    m_layout->setDirection(horizontal ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_layout->setStretch(count(), horizontal ? 0 : 1);
    for (int i = 0; i < count(); ++i)
        m_layout->setStretch(i, horizontal ? 1 : 0);
    m_layout->setContentsMargins(horizontal ? 8 : 6, horizontal ? 2 : 8, horizontal ? 8 : 6, horizontal ? 2 : 8);
    setSizePolicy(horizontal ? QSizePolicy::Preferred : QSizePolicy::Fixed,
                  horizontal ? QSizePolicy::Fixed : QSizePolicy::Preferred);
    updateGeometry();
}

} // namespace pulse
