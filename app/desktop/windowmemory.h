// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/mainwindow.h"

#include <QByteArray>

#include <optional>

class QSettings;

namespace pulse {

/// The previous window: its place, its size and what it showed. Stored in the user's settings.
struct WindowMemory
{
    QByteArray geometry; ///< from QWidget::saveGeometry; empty: not stored yet
    std::optional<ThemeChoice> theme;
    std::optional<QString> language; ///< one of Language::names()
    std::optional<int> page;
    std::optional<TimeWindow::Duration> length;

    static WindowMemory read(const QSettings &settings); ///< invalid entries are ignored
    void write(QSettings &settings) const;
    static WindowMemory of(const MainWindow &window);
};

} // namespace pulse
