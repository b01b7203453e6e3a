// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/backoff.h"
#include "runtime/core/childprocess.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace pulse {

/// A program that is to run all the time: started again when it ends, after a growing pause.
class Service : public QObject
{
    Q_OBJECT

public:
    struct Command
    {
        QString name; ///< for people
        QString program;
        QStringList arguments;
        QProcessEnvironment environment;
    };

    explicit Service(Command command, QObject *parent = nullptr);

    void start();
    void stop();  ///< SIGTERM, by force after a grace period; then `stopped`
    void hurry(); ///< while stopping: one more SIGTERM, which our programs and Redis take for "now"

Q_SIGNALS:
    void printed(const QByteArray &line);
    void restarting(const QString &why); ///< it ended unasked: a whole sentence, with what it printed last
    void stopped();

private:
    void startChild();
    void childEnded(const QString &how);

    Command m_command;
    std::unique_ptr<ChildProcess> m_child;
    Backoff m_backoff;
    QElapsedTimer m_running; // since the child was started
    QByteArray m_lastLine;
    QTimer m_restart;
    QTimer m_grace;
    bool m_stopping = false;
};

} // namespace pulse
