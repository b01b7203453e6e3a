// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/iconbutton.h"

class QActionGroup;
class QMenu;

namespace pulse {

/// Three dots, and behind them what can be done with the view in sight, and how the window looks.
class WindowMenu : public IconButton
{
    Q_OBJECT

public:
    explicit WindowMenu(QWidget *parent);

    void setThemeChoice(ThemeChoice choice); ///< emits nothing
    void setTheme(const Theme &theme);
    QMenu *menu() const { return m_menu; }

Q_SIGNALS:
    void copyPictureWanted();
    void savePictureWanted();
    void saveValuesWanted();
    void fullScreenWanted();
    void keysWanted();
    void themeChosen(pulse::ThemeChoice choice);

protected:
    void paintIcon(QPainter &painter) const override;

private:
    void popUp();

    QMenu *m_menu;          // this and the other: children
    QActionGroup *m_themes; // in the order of ThemeChoice
};

} // namespace pulse
