// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/mainwindow.h"

#include <QByteArray>

#include <optional>

class QSettings;

namespace pulse {

/// How the window was left: where it stood, how large, what it showed. Kept in the user's settings from one start to
/// the next.
struct WindowMemory
{
    QByteArray geometry; ///< of QWidget::saveGeometry; empty: none yet
    std::optional<ThemeChoice> theme;
    std::optional<QString> language; ///< one of Language::names()
    std::optional<int> page;
    std::optional<TimeWindow::Duration> length;

    static WindowMemory read(const QSettings &settings); ///< what is there and has a meaning
    void write(QSettings &settings) const;
    static WindowMemory of(const MainWindow &window);
};

} // namespace pulse
