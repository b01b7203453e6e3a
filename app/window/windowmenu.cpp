// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowmenu.h"

#include "app/style/controlstyle.h"
#include "app/window/language.h"
#include "common/core/literals.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

namespace pulse {

WindowMenu::WindowMenu(const std::function<void(QMenu &)> &addExports, QWidget *parent)
    : IconButton(parent)
    , m_addExports(addExports)
    , m_menu(new QMenu(this))
    , m_themes(new QActionGroup(this))
{
    connect(m_themes, &QActionGroup::triggered, this, [this](QAction *action) {
        Q_EMIT themeChosen(static_cast<ThemeChoice>(m_themes->actions().indexOf(action)));
    });
    connect(this, &QAbstractButton::clicked, this, &WindowMenu::openMenu);
    WindowMenu::retranslate();
}

void WindowMenu::retranslate()
{
    setToolTip(tr("More"));
    setAccessibleName(tr("More"));
    m_menu->clear();
    delete m_languages;
    fill();
    setThemeChoice(m_theme);
    setLanguageChoice(m_language);
    applyTheme();
}

void WindowMenu::fill()
{
    m_addExports(*m_menu);
    m_menu->addSeparator();
    for (const QString &text : {tr("System theme"), tr("Light"), tr("Dark")}) {
        QAction *action = m_menu->addAction(text);
        action->setCheckable(true);
        m_themes->addAction(action);
    }
    m_menu->addSeparator();
    m_languages = m_menu->addMenu(tr("Language"));
    addLanguages();
#ifndef Q_OS_WASM // a browser has this itself
    m_menu->addAction(tr("Full screen") + u"\tF11"_s, this, &WindowMenu::fullScreenRequested);
#endif
    m_menu->addAction(tr("Help for this view") + u"\t?"_s, this, &WindowMenu::helpRequested);
    m_menu->addAction(tr("Keyboard shortcuts") + u"\tF1"_s, this, &WindowMenu::keysRequested);
}

void WindowMenu::addLanguages()
{
    auto *group = new QActionGroup(m_languages);
    const QStringList names = Language::names();
    for (qsizetype i = 0; i < names.size(); ++i) {
        QAction *action = m_languages->addAction(i == 0 ? tr("System language") : Language::title(names[i]));
        action->setCheckable(true);
        action->setData(names[i]);
        group->addAction(action);
    }
    connect(group, &QActionGroup::triggered, this,
            [this](QAction *action) { Q_EMIT languageChosen(action->data().toString()); });
}

void WindowMenu::setThemeChoice(ThemeChoice choice)
{
    m_theme = choice;
    m_themes->actions().at(static_cast<int>(choice))->setChecked(true);
}

void WindowMenu::setLanguageChoice(const QString &choice)
{
    m_language = choice;
    for (QAction *action : m_languages->actions())
        action->setChecked(action->data() == choice);
}

void WindowMenu::applyTheme()
{
    for (QMenu *menu : {m_menu, m_languages})
        applyControlStyle(*menu);
    IconButton::applyTheme();
}

/// Opens the menu below the button, aligned at the right.
void WindowMenu::openMenu()
{
    m_menu->popup(mapToGlobal(QPoint(width() - m_menu->sizeHint().width(), height() + 4)));
}

void WindowMenu::paintIcon(QPainter &painter) const
{
    for (const double x : {8.0, 14.0, 20.0})
        painter.drawEllipse(QPointF(x, side / 2.0), 1.75, 1.75);
}

} // namespace pulse
