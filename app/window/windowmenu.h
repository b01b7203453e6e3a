// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/iconbutton.h"

#include <functional>

class QActionGroup;
class QMenu;

namespace pulse {

/// A button with three dots that opens a menu for the visible view and the window's look.
class WindowMenu : public IconButton
{
    Q_OBJECT

public:
    /// `addExports` adds the entries that export the view.
    WindowMenu(const std::function<void(QMenu &)> &addExports, QWidget *parent);

    void setThemeChoice(ThemeChoice choice);       ///< emits nothing
    void setLanguageChoice(const QString &choice); ///< one of Language::names(); emits nothing
    QMenu *menu() const { return m_menu; }

Q_SIGNALS:
    void fullScreenRequested();
    void helpRequested();
    void keysRequested();
    void themeChosen(pulse::ThemeChoice choice);
    void languageChosen(const QString &name);

protected:
    void applyTheme() override;
    void retranslate() override;
    void paintIcon(QPainter &painter) const override;

private:
    void fill();
    void addLanguages();
    void openMenu();

    std::function<void(QMenu &)> m_addExports;
    ThemeChoice m_theme = ThemeChoice::Auto;
    QString m_language;
    QMenu *m_menu;                // this and the following are children
    QMenu *m_languages = nullptr; // in the order of Language::names()
    QActionGroup *m_themes;       // in the order of ThemeChoice
};

} // namespace pulse
