// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/windowmenu.h"

#include "app/views/controlstyle.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

namespace pulse {

WindowMenu::WindowMenu(QWidget *parent)
    : IconButton(parent)
    , m_menu(new QMenu(this))
    , m_themes(new QActionGroup(this))
{
    setToolTip(tr("More"));
    setAccessibleName(tr("More"));
    m_menu->addAction(tr("Copy picture"), this, &WindowMenu::copyPictureWanted);
    m_menu->addAction(tr("Save picture (PNG)"), this, &WindowMenu::savePictureWanted);
    m_menu->addAction(tr("Save values in sight (CSV)"), this, &WindowMenu::saveValuesWanted);
    m_menu->addSeparator();
    for (const QString &text : {tr("Theme of the system"), tr("Light"), tr("Dark")}) {
        QAction *action = m_menu->addAction(text);
        action->setCheckable(true);
        m_themes->addAction(action);
    }
    m_menu->addSeparator();
#ifndef Q_OS_WASM // a browser has that itself
    m_menu->addAction(tr("Full screen") + QStringLiteral("\tF11"), this, &WindowMenu::fullScreenWanted);
#endif
    m_menu->addAction(tr("Keyboard shortcuts") + QStringLiteral("\tF1"), this, &WindowMenu::keysWanted);
    connect(m_themes, &QActionGroup::triggered, this, [this](QAction *action) {
        Q_EMIT themeChosen(static_cast<ThemeChoice>(m_themes->actions().indexOf(action)));
    });
    connect(this, &QAbstractButton::clicked, this, &WindowMenu::popUp);
}

void WindowMenu::setThemeChoice(ThemeChoice choice)
{
    m_themes->actions().at(static_cast<int>(choice))->setChecked(true);
}

void WindowMenu::setTheme(const Theme &theme)
{
    IconButton::setTheme(theme);
    m_menu->setPalette(theme.palette());
    m_menu->setStyleSheet(controlStyle(theme));
}

/// Below the button, with the right edges in line.
void WindowMenu::popUp()
{
    m_menu->popup(mapToGlobal(QPoint(width() - m_menu->sizeHint().width(), height() + 4)));
}

void WindowMenu::paintIcon(QPainter &painter) const
{
    for (const double x : {8.0, 14.0, 20.0})
        painter.drawEllipse(QPointF(x, side / 2.0), 1.75, 1.75);
}

} // namespace pulse
