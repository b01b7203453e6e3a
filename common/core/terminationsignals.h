// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace pulse {

/// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal in the event loop of the object's thread. One per process: create
/// it in `main` before child processes are started, and keep it until the event loop has ended.
class TerminationSignals : public QObject
{
    Q_OBJECT

public:
    explicit TerminationSignals(QObject *parent = nullptr);
    ~TerminationSignals() override;

Q_SIGNALS:
    /// Emitted for every signal that arrives; a second one usually asks for an immediate end.
    void received(int number);

private:
    void readOne();

    int m_sockets[2] = {-1, -1};
};

} // namespace pulse
