// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/widgets/tile.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "common/results/redis/redissource.h"
#include "tests/support/files.h"
#include "tests/support/history.h"
#include "tests/support/redisserver.h"
#include "tests/support/shownwidgets.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

namespace pulse::test {

/// The key of the results.
inline const QByteArray resultKey = "results";

/// Returns a real measurement whose counter of sent bytes is higher by `sent`.
inline QByteArray measurement(qint64 sent)
{
    QJsonObject object = QJsonDocument::fromJson(payload("metrics-2023-02-27")).object();
    const QString name = u"net_io_counters_eth0-bytes_sent"_s;
    object.insert(name, object.value(name).toDouble() + static_cast<double>(sent));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Writes `count` results of 4 CPUs and their measurements, one each 5 s, the newest of them now.
inline void addHistory(const RedisServer &server, int count, const QJsonObject &others = {})
{
    for (int i = 0; i < count; ++i)
        addResult(server, resultKey, now() - 5000 * (count - 1 - i), resultOf({10, 20, 30, 40}, 20, 60, others),
                  measurement(i * 5120));
}

/// A window that follows `resultKey` on a server.
struct DashboardWindow
{
    explicit DashboardWindow(const RedisOptions &redis,
                             const MainWindow::Options &options = {.theme = ThemeChoice::Light})
        : source({.redis = redis, .key = resultKey, .historyLength = 4320, .pollPeriod = std::chrono::milliseconds(50)},
                 "metrics")
        , window(source, options)
    {
        window.resize(1100, 700);
        window.show();
        source.open();
    }
    explicit DashboardWindow(const RedisServer &server,
                             const MainWindow::Options &options = {.theme = ThemeChoice::Light})
        : DashboardWindow(server.options(), options)
    {
    }

    /// Returns the tile with this label; nullptr if there is none.
    Tile *find(const QString &label) const
    {
        const QList<Tile *> tiles = window.findChildren<Tile *>();
        const auto at = std::ranges::find(tiles, label, &Tile::label);
        return at == tiles.end() ? nullptr : *at;
    }
    /// Returns the number that a tile shows.
    QString tile(const char *label) const
    {
        const Tile *found = find(QString::fromLatin1(label));
        return found ? found->number() : u"no such tile"_s;
    }
    /// Returns the number of CPUs in the newest result, as the tile shows it.
    QString cpus() const
    {
        const Tile *mean = find(u"CPU mean"_s);
        return mean ? mean->detail().section(' '_L1, 1, 1) : QString();
    }

    /// Returns the visible chart with this title; nullptr if there is none.
    LineChart *chart(const QString &title) const { return visibleChart(window, title); }
    LineChart *chart(const char *title) const { return chart(QString::fromLatin1(title)); }
    QList<ChartLine> lines(const char *title) const
    {
        const auto *found = visibleChart<TimeChart>(window, QString::fromLatin1(title));
        return found ? found->lines() : QList<ChartLine>();
    }
    QStringList labels(const char *title) const
    {
        QStringList result;
        for (const ChartLine &line : lines(title))
            result.append(line.label);
        result.sort();
        return result;
    }

    /// Returns whether a visible text of the window, or of the open details of its state, contains `text`.
    bool says(const QString &text) const { return showsText(window, text); }
    bool says(const char *text) const { return says(QString::fromUtf8(text)); }

    template <typename Widget>
    Widget &the() const
    {
        return *window.findChild<Widget *>();
    }

    RedisSource source;
    MainWindow window;
};

} // namespace pulse::test
