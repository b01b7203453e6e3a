// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/backoff.h"
#include "common/redis/redisurl.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>

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

/// Runs `pulseboard-local --serve` as a child: it measures this machine, runs the function and ends with its stdin.
/// If it ends by itself, it is started again after a pause that doubles each time, from the shortest one on once it had
/// been up for longer than the longest. Its log goes on to our stderr.
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
    void launch();
    void readStdout();
    void readStderr();
    void takeEnd();
    void fail(const QString &why);
    void stop();
    QString reasonForEnd() const;

    Options m_options;
    QProcess m_process;
    QTimer m_again;
    Backoff m_pauses;
    QByteArray m_stdout;      // up to the first line's end
    QString m_lastLog;        // the last line on stderr that is not empty
    QElapsedTimer m_running;  // since it was started
    bool m_announced = false; // `up` was emitted for this run
};

} // namespace pulse
