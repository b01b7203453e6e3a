// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/problem.h"

#include <QCoreApplication>

namespace pulse {

/// Problems in the language of the window.
class ProblemText
{
    Q_DECLARE_TR_FUNCTIONS(ProblemText)

public:
    /// One sentence without a full stop at its end; empty: there is no problem.
    static QString of(const Problem &problem);
};

} // namespace pulse
