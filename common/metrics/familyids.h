// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

namespace pulse::FamilyId {

/// The families of resources/families.json that the code refers to; the table describes all others.
inline const QString cpuUsage = u"cpu_percent"_s;
inline const QString cpuAverage = u"cpu_average"_s;

} // namespace pulse::FamilyId
