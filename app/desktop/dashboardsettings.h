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
    bool anyway = false; ///< even if there is no result to show by then

    bool operator==(const GrabSettings &) const = default;
};

struct DashboardSettings
{
    Connection connection;
    std::optional<std::chrono::milliseconds> runFor; ///< nothing: until the window is closed
    MainWindow::Options window;
    QSize size;
    /// What of these was given, and is not to be as the window was left.
    bool hasConnection = false;
    bool hasTheme = false;
    bool hasLanguage = false;
    bool hasView = false;
    bool hasRange = false;
    bool hasSize = false;
    std::optional<GrabSettings> grab;
};

/// The settings that the program knows, for --help.
Settings dashboardSettings();

/// Typed and checked, once `settings` are loaded. What is wrong is then in settings.error().
DashboardSettings readDashboardSettings(Settings &settings);

/// Sees to a platform to draw on, before QApplication is made: offscreen for pictures. Error: there is no display,
/// where Qt would abort.
Result<void> preparePlatform(const DashboardSettings &settings, const QProcessEnvironment &environment);

} // namespace pulse
