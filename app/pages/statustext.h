// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"
#include "app/style/valueformat.h"
#include "common/results/resultsource.h"
#include "common/watch/freshness.h"

#include <QCoreApplication>

#include <optional>

namespace pulse {

/// What the window says about its source, each a function of what is known.
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
    /// For the window's title: "● results · Pulseboard", "○ lost, reconnecting… · results · Pulseboard".
    static QString title(const SourceStatus &status, const Freshness &freshness);
    /// For the status bar: connected to what, or why not.
    static QString connection(const SourceStatus &status);
    /// For the status bar: "newest result 1.2 s ago".
    static QString newest(const Freshness &freshness);
    /// For the status bar, by how many ms the source's clock is behind ours: "the source's clock is 30 s behind". Empty
    /// while they differ little.
    static QString clock(std::optional<qint64> offset);
    /// One sentence for a window without any data; the reason, if any, is the status's own.
    static QString instead(const SourceStatus &status);
    /// Why the source has this status, one sentence without a full stop; empty: nothing is wrong.
    static QString reason(const SourceStatus &status);
    /// What to do about that; empty where the reason says it.
    static QString advice(const SourceStatus &status);

    /// For a window that shows what is old: one sentence that says why; empty while nothing is wrong.
    static QString alarm(const SourceStatus &status, const Freshness &freshness);
    /// What to do about that, and how old all is.
    static QString alarmDetail(const SourceStatus &status, const Freshness &freshness);

    static Tone tone(const SourceStatus &status, const Freshness &freshness);
    /// The shape tells the same as the colour: full while results arrive.
    static bool isFull(const SourceStatus &status, const Freshness &freshness);
};

} // namespace pulse
