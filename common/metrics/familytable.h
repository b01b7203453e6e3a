// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/metricfamilies.h"

namespace pulse {

/// The content of a table of families.
struct FamilyTable
{
    QList<ChartDefinition> charts;
    QList<MetricFamily> families;
};

/// Returns `base` with the entries of a JSON table added: one with a known id changes the fields that it contains,
/// others are new. Error: one sentence with the file, the entry, the field and the correction.
Result<FamilyTable> readFamilyTable(const QByteArray &json, const QString &file, FamilyTable base);

} // namespace pulse
