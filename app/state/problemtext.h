// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/resultsource.h"

#include <QCoreApplication>

namespace pulse {

/// Problems in the language of the window.
class ProblemText
{
    Q_DECLARE_TR_FUNCTIONS(ProblemText)

public:
    /// One sentence without a full stop at its end; empty: there is no problem.
    static QString of(const Problem &problem);

    /// That the output key does not exist, and which keys may be meant; without a full stop at its end.
    static QString missingKey(const SourceStatus &status);
    /// Which other keys may contain results, without a full stop at its end; empty: none that is known.
    static QString otherKeys(const SourceStatus &status);
};

} // namespace pulse
