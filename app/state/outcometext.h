// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"

#include <QCoreApplication>

namespace pulse {

/// Outcomes of calls as texts for users; their names are listed in docs/reference/metrics.md.
class OutcomeText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeText)

public:
    /// "timed out"; for an unknown outcome, its name.
    static QString of(const QString &outcome);
    /// Whether it is a failure. A function may return nothing.
    static bool isFailure(const QString &outcome);
    static quint64 failures(const QList<OutcomeCount> &outcomes);
};

} // namespace pulse
