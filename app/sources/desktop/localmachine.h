// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/redis/redisurl.h"

#include <chrono>
#include <optional>

namespace pulse {

/// The keys and the server of the chain on this machine.
struct LocalEndpoint
{
    RedisUrl redis;
    QByteArray outputKey;
    QByteArray inputKey; ///< empty: unknown

    /// Parses the line that `pulseboard-local --serve` prints: {"redis": "unix://…", "input_key": "…", "output_key":
    /// "…"}.
    static Result<LocalEndpoint> parse(const QByteArray &line);

    bool operator==(const LocalEndpoint &) const = default;
};

/// Runs `pulseboard-local --serve`, which measures this machine, runs the function, and ends with its stdin or with
/// this program. If it ends by itself, it is started again after a pause that doubles each time, and starts with the
/// shortest one again if it ran for longer than the longest pause. Its log is copied to our stderr.
class LocalMachine : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString program;               ///< path; empty: beside our own executable, else on PATH
        std::optional<RedisUrl> redis; ///< nothing: a private server
        QString function;              ///< its --function; empty: the sample function
        std::chrono::milliseconds shortestPause{1000};
        std::chrono::milliseconds longestPause{30000};
    };

    explicit LocalMachine(Options options, QObject *parent = nullptr);
    ~LocalMachine() override; ///< stops the child; kills it after 6 s

    void start(); ///< at first, or before the pause is over

Q_SIGNALS:
    void up(const pulse::LocalEndpoint &endpoint);
    /// The child could not be started, or ended; the next attempt follows after the pause.
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
    bool m_isAnnounced = false; // this run has printed its location
};

} // namespace pulse
