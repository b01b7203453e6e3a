// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace pulse {

/// Limits the log lines of one origin to 200 per second, and logs how many lines were left out.
class LogLimit : public QObject
{
    Q_OBJECT

public:
    /// `category`: the logging category of the line that says how many lines were left out.
    explicit LogLimit(const QByteArray &category, QObject *parent = nullptr);

    /// Counts a line and returns whether it may be logged.
    bool admit();

private:
    void startSecond();

    QByteArray m_category;
    QTimer m_second; // active: lines are being counted
    int m_lines = 0;
    qint64 m_dropped = 0;
};

} // namespace pulse
