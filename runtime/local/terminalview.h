// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/sourceclock.h"
#include "runtime/local/resultview.h"
#include "runtime/local/terminaltable.h"

#include <QTimer>

namespace pulse {

/// Shows the newest result as a table that fills the terminal and is redrawn with each result and each second. It uses
/// the terminal's alternate screen; at the end the last table remains on the ordinary one.
class TerminalView : public QObject, public ResultView
{
    Q_OBJECT

public:
    explicit TerminalView(const QString &title);
    ~TerminalView() override;

    /// Returns whether stdout is a terminal that supports this.
    static bool isPossible();

    void ready(const RedisUrl &redis, const QByteArray &outputKey) override;
    void show(const Record &record, bool isLive) override;
    void setAge(std::optional<qint64> age) override;
    void log(const QByteArray &line) override;

private:
    void draw();
    QString status() const;

    TerminalTable m_table;
    SourceClock m_clock;
    QTimer m_timer;
};

} // namespace pulse
