// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <limits>

namespace pulse::test {

constexpr double largest = std::numeric_limits<double>::max();
constexpr double smallest = 5e-324; ///< the smallest positive number

/// Finite numbers that a result can contain: very small ones, very large ones and some between them.
inline const QList<double> extremeNumbers{0,     smallest, -smallest, 1e-320,  -1e-320, 2.3e-308, 1e-300,
                                          1e-9,  -1e-9,    1e-6,      0.001,   1,       99'999,   9223372036854775808.0,
                                          1e300, -1e300,   largest,   -largest};

} // namespace pulse::test
