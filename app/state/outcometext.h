// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"

#include <QCoreApplication>

namespace pulse {

/// Outcomes of calls, for people; their names stand in docs/metrics.md.
class OutcomeText
{
    Q_DECLARE_TR_FUNCTIONS(OutcomeText)

public:
    /// "timed out"; an outcome that is not known is called by its name.
    static QString of(const QString &outcome);
    /// Whether something went wrong. That the function returned nothing is its right.
    static bool isFailure(const QString &outcome);
    static quint64 failures(const QList<OutcomeCount> &outcomes);
};

} // namespace pulse
