// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

#include <QPointer>
#include <QTimer>

#include <memory>

namespace pulse {

/// Tries a connection to a Redis server or a gateway, step by step, until a result arrives or a step fails. Destroying
/// it cancels the test and ends its ssh.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Tunnel, ///< through SSH
        Server, ///< the Redis server or the gateway answers
        SignIn, ///< of a gateway; that of a Redis server belongs to Server
        Output, ///< the output key exists, or the gateway has the output
        Result, ///< the first result arrives
    };
    enum class Outcome { Running, Passed, Failed };

    explicit ConnectionTest(const Connection &connection, QObject *parent = nullptr);
    ~ConnectionTest() override;

    void start();                                  ///< may be called once
    SshTunnel *tunnel() const { return m_tunnel; } ///< null: without SSH

Q_SIGNALS:
    /// `why`: of Failed, one sentence without a full stop.
    void stepChanged(pulse::ConnectionTest::Step step, pulse::ConnectionTest::Outcome outcome, const QString &why);
    void finished(); ///< the last step passed, or one failed; nothing is connected any more

private:
    void watchSource();
    void handleStatus(const SourceStatus &status);
    void handleWaiting(const SourceStatus &status);
    void handleResult();
    void handleTimeout();
    Step current() const { return m_steps.constFirst(); }
    void reach(Step step);
    void pass();
    void fail(const QString &why);
    void finish();

    std::unique_ptr<ResultSource> m_source; // null after the end
    QPointer<SshTunnel> m_tunnel;           // of the source
    QList<Step> m_steps;                    // the current one and those after it
    QTimer m_timeout;                       // of the current step
};

} // namespace pulse
