// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"

namespace pulse {

/// A table of families as it is written.
struct FamilyTable
{
    QList<ChartDefinition> charts;
    QList<MetricFamily> families;
};

/// `base` with the entries of a JSON table added: one whose id is known changes the fields that it gives, others are
/// new. Error: one sentence that names the file, the entry, the field and what to do.
Result<FamilyTable> readFamilyTable(const QByteArray &json, const QString &file, FamilyTable base);

} // namespace pulse
