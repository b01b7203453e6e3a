// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// u"text"_s is a QString, "text"_L1 a QLatin1StringView and 'x'_L1 a QLatin1Char.
using namespace Qt::StringLiterals; // NOLINT(google-build-using-namespace): what this header is for

} // namespace pulse
