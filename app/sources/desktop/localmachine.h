// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/redis/redisurl.h"

#include <chrono>
#include <optional>

namespace pulse {

/// Where the chain on this machine puts its results.
struct LocalEndpoint
{
    RedisUrl redis;
    QByteArray outputKey;
    QByteArray inputKey; ///< empty: it was not told

    /// From the line that `pulseboard-local --serve` prints: {"redis": "unix://…", "input_key": "…", "output_key":
    /// "…"}.
    static Result<LocalEndpoint> parse(const QByteArray &line);

    bool operator==(const LocalEndpoint &) const = default;
};

/// Runs `pulseboard-local --serve`, which measures this machine, runs the function, and ends when its stdin does or we
/// do. If it ends by itself, it is started again after a pause that doubles each time, from the shortest one on once it
/// had been up for longer than the longest. Its log is copied to our stderr.
class LocalMachine : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString program;               ///< path; empty: beside our own executable, else on PATH
        std::optional<RedisUrl> redis; ///< nothing: a private server of its own
        QString function;              ///< --function of it; empty: the one that it brings along
        std::chrono::milliseconds shortestPause{1000};
        std::chrono::milliseconds longestPause{30000};
    };

    explicit LocalMachine(Options options, QObject *parent = nullptr);
    ~LocalMachine() override; ///< stops the child; waits for it, at most six seconds, then kills it

    void start(); ///< at first, or instead of waiting for the next try

Q_SIGNALS:
    void up(const pulse::LocalEndpoint &endpoint);
    /// It could not be started, or ended; the next try follows after the pause.
    void down(const QString &why, std::chrono::milliseconds pause);

private:
    Result<ProcessCommand> prepare();
    void onPrinted(const QByteArray &line, QProcess::ProcessChannel channel);
    void handleAnnouncement(const QByteArray &line);
    void handleLog(const QByteArray &line);
    void onEnded(const ProcessEnd &end);
    QString describeEnd(const ProcessEnd &end) const;

    Options m_options;
    KeptProcess m_process;
    QString m_lastLog;          // the last line on stderr that is not empty
    bool m_isAnnounced = false; // this run has printed where its results are
};

} // namespace pulse
