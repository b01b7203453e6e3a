// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace pulse {

/// Writes what the function prints to the log, up to so many lines a second; how many were left out is said instead.
class FunctionLog : public QObject
{
    Q_OBJECT

public:
    explicit FunctionLog(QObject *parent = nullptr);

    void write(const QByteArray &line);

private:
    void startSecond();

    QTimer m_second; // active: lines are being counted
    int m_lines = 0;
    qint64 m_dropped = 0;
};

} // namespace pulse
