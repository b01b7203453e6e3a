// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/window/mainwindow.h"
#include "common/core/settings.h"

#include <QSize>

namespace pulse {

/// A picture to draw instead of showing the window.
struct GrabSettings
{
    QString file;
    std::chrono::milliseconds after{5000};
    bool anyway = false; ///< even if no result has been received

    bool operator==(const GrabSettings &) const = default;
};

struct DashboardSettings
{
    Connection connection;
    std::optional<std::chrono::milliseconds> runFor; ///< nothing: until the window is closed
    MainWindow::Options window;
    QSize size;
    /// Which of these were given; the others are restored from the previous window.
    bool hasConnection = false;
    bool hasTheme = false;
    bool hasLanguage = false;
    bool hasView = false;
    bool hasRange = false;
    bool hasSize = false;
    std::optional<GrabSettings> grab;
};

/// Declares the program's settings, also for --help.
Settings dashboardSettings();

/// Returns the values of loaded `settings`, checked. Problems are in settings.error().
DashboardSettings readDashboardSettings(Settings &settings);

/// Selects the platform to draw on, before QApplication is created: offscreen for pictures. Error: there is no display;
/// Qt would abort.
Result<void> preparePlatform(const DashboardSettings &settings, const QProcessEnvironment &environment);

} // namespace pulse
