// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/serieskey.h"
#include "common/results/record.h"

namespace pulse::test {

/// Returns the key of a series of that family with a name of its own.
inline SeriesKey named(const char *family, const char *name)
{
    return {QString::fromLatin1(family), QString::fromLatin1(name), -1, 0};
}

inline Record recordOf(qint64 time, const QByteArray &output, const QByteArray &input = {})
{
    return {time, output, input};
}

/// Returns a record with the average of each CPU, in percent.
inline Record cpusAt(qint64 time, const QList<double> &cpus)
{
    QByteArrayList fields;
    for (qsizetype i = 0; i < cpus.size(); ++i)
        fields << "\"moving_average_cpu_percent-" + QByteArray::number(i) + "\": " + QByteArray::number(cpus[i]);
    return {time, "{" + fields.join(", ") + "}", {}};
}

} // namespace pulse::test
