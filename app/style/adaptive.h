// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QEvent>
#include <QWidget>

namespace pulse {

/// A widget that follows the theme (Theme::changeEvent) and the language (QEvent::LanguageChange), which arrive as
/// events. A subclass with its own colours or texts overrides the function, and calls it in its constructor. A theme
/// event also arrives when the window has become narrow or wide (app/style/narrow.h).
template <class Base = QWidget>
class Adaptive : public Base
{
public:
    using Base::Base;

    static const Theme &theme() { return Theme::current(); }

protected:
    virtual void applyTheme() { this->update(); }
    virtual void retranslate() {}

    bool event(QEvent *event) override
    {
        if (event->type() == Theme::changeEvent())
            applyTheme();
        else if (event->type() == QEvent::LanguageChange)
            retranslate();
        return Base::event(event);
    }
};

} // namespace pulse
