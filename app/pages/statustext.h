// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"
#include "app/style/valueformat.h"
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
    /// "1.2 s ago", "34 s ago", "5 min ago", "3 h ago", "2 d ago".
    static QString ago(qint64 milliseconds);

    /// The same as a number and its unit: "1.2" and "s".
    static ValueText age(qint64 milliseconds);

    /// For the header, in a few words: "live, 1.2 s ago".
    static QString headline(const SourceStatus &status, const Freshness &freshness);
    /// For the window's title: "● results · Pulseboard", "○ not connected, trying again… · results · Pulseboard".
    static QString title(const SourceStatus &status, const Freshness &freshness);
    /// For the status bar: the connection, or why there is none.
    static QString connection(const SourceStatus &status);
    /// For the status bar: "newest result 1.2 s ago".
    static QString newest(const Freshness &freshness);
    /// For the status bar: "the source's clock is 30 s behind". `offset`: ms by which it is behind ours. Empty if the
    /// difference is small.
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
