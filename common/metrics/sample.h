// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pulse {

/// One number that a function returned, under its name; see samplecodec.h for names inside objects.
struct Reading
{
    QString name;
    double value = 0; ///< finite

    bool operator==(const Reading &) const = default;
};

/// The numbers of one result, in the order in which the function returned them.
struct Sample
{
    qint64 time = 0; ///< ms since epoch
    QList<Reading> readings;

    bool operator==(const Sample &) const = default;
};

} // namespace pulse
