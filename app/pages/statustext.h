// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"
#include "common/results/resultsource.h"
#include "common/watch/freshness.h"

#include <QCoreApplication>

#include <optional>

namespace pulse {

/// The window's texts about its source, each a function of the status.
class StatusText
{
    Q_DECLARE_TR_FUNCTIONS(StatusText)

public:
    /// "just now", "34 s ago", "5 min ago", "3 h ago", "2 d ago".
    static QString ago(qint64 milliseconds);

    /// What is shown: "metrics.py on vm7". While function or machine are unknown, the output key replaces the function,
    /// and the machine is omitted.
    static QString name(const SourceStatus &status, const FunctionReport &report);
    /// The file of the function, or a name for the built-in sample; empty: no function is loaded.
    static QString functionName(const FunctionStatus &status);
    /// The state in one or two words: "Live".
    static QString word(const SourceStatus &status, const Freshness &freshness);
    /// For the header: "Live · every 5 s". The age follows if it exceeds two periods, and so does a difference of the
    /// clocks that is not small. `clockOffset`: ms by which the source's clock is behind ours.
    static QString headline(const SourceStatus &status, const Freshness &freshness, std::optional<qint64> clockOffset);
    /// For the window's title: "● metrics.py on vm7 · Pulseboard", "○ Not connected · metrics.py on vm7 · Pulseboard".
    static QString title(const QString &name, const SourceStatus &status, const Freshness &freshness);
    /// The connection as a sentence; the reason is that of the status.
    static QString connection(const SourceStatus &status);
    /// The age of the newest result, and how often results arrive: "3 s ago · every 5 s".
    static QString newest(const Freshness &freshness);
    /// "30 s behind this machine's". `offset`: ms by which the source's clock is behind ours. Empty if the difference
    /// is small.
    static QString clock(std::optional<qint64> offset);
    /// One sentence for a window without data; the reason is that of the status.
    static QString placeholder(const SourceStatus &status);
    /// Why the source has this status, one sentence without a full stop; empty: no problem.
    static QString reason(const SourceStatus &status);
    /// What the program found out while it waits for the first result; empty: nothing (yet).
    static QString findings(const SourceStatus &status, const FunctionReport &report);
    /// What to do about it; empty if the reason includes that.
    static QString advice(const SourceStatus &status);

    /// For a window with old data: one sentence with the reason; empty: no problem.
    static QString alarm(const SourceStatus &status, const Freshness &freshness);
    /// What to do about it, and the age of the data.
    static QString alarmDetail(const SourceStatus &status, const Freshness &freshness);

    static Tone tone(const SourceStatus &status, const Freshness &freshness);
    /// The shape has the same meaning as the colour: full while results arrive.
    static bool isFull(const SourceStatus &status, const Freshness &freshness);
};

} // namespace pulse
