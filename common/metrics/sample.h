// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace pulse {

/// A number that a function returned, with its name; see samplecodec.h for names inside objects.
struct Reading
{
    QString name;
    double value = 0;           ///< finite
    QList<double> history = {}; ///< its previous values, oldest first; NaN for a missing one

    bool operator==(const Reading &) const = default;
};

/// A list of numbers under one name: the history of one number, or one number for each of several things (CPUs). Only
/// the name shows which.
struct NumberList
{
    QString name;
    QList<double> values; ///< NaN for a missing or infinite number

    bool operator==(const NumberList &) const = default;
};

/// The numbers of one result, in the order in which the function returned them.
struct Sample
{
    qint64 time = 0; ///< ms since epoch
    QList<Reading> readings = {};
    QList<NumberList> lists = {};

    bool isEmpty() const { return readings.isEmpty() && lists.isEmpty(); }

    bool operator==(const Sample &) const = default;
};

} // namespace pulse
