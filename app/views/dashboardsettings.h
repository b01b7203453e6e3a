// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tunnel/sshtunnel.h"
#include "app/views/mainwindow.h"
#include "common/core/settings.h"
#include "common/redis/redisurl.h"

#include <QSize>
#include <QUrl>

namespace pulse {

/// A picture to draw instead of showing the window.
struct GrabSettings
{
    QString file;
    std::chrono::milliseconds after{5000};

    bool operator==(const GrabSettings &) const = default;
};

struct DashboardSettings
{
    bool thisMachine = true;       ///< run the whole chain here; else follow `outputKey` on `gateway` or `redis`
    std::optional<RedisUrl> redis; ///< for this machine: nothing means a private server
    std::optional<SshTunnel::Options> ssh;           ///< the way to `redis`, which is as the machine there sees it
    std::optional<QUrl> gateway;                     ///< of its feed: ws:// or wss://
    QByteArray gatewayToken;                         ///< empty: none
    QByteArray outputKey;                            ///< empty, with `gateway` alone: the first one that it has
    QByteArray inputKey;                             ///< of the measurements, on `redis`
    QString function;                                ///< for this machine; empty: the one that comes along
    std::optional<std::chrono::milliseconds> runFor; ///< nothing: until the window is closed
    MainWindow::Options window;
    QSize size;
    /// What of these was given, and is not to be as the window was left.
    bool hasTheme = false;
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
