// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>

namespace pulse {

/// Returns the last position of each name.
template <class Name>
QHash<Name, qsizetype> lastPlaces(const QList<Name> &names)
{
    QHash<Name, qsizetype> places;
    for (qsizetype i = 0; i < names.size(); ++i)
        places.insert(names[i], i);
    return places;
}

/// Turns rows with the names `before` into rows with the names `after` and keeps those with the same name (anything
/// that can be compared and hashed): calls `remove(row, count)` and `insert(row, count, first)`; `row` is an index into
/// the rows at that moment, and `first` into `after`. Rows that exchange places are removed and inserted again.
template <class Name, class Remove, class Insert>
void syncRows(const QList<Name> &before, const QList<Name> &after, Remove remove, Insert insert)
{
    if (before == after)
        return;
    const QHash<Name, qsizetype> placeBefore = lastPlaces(before);
    const QHash<Name, qsizetype> placeAfter = lastPlaces(after);
    qsizetype old = 0;
    qsizetype next = 0; // also the row
    while (old < before.size() || next < after.size()) {
        const auto matches = [&] { return old < before.size() && next < after.size() && before[old] == after[next]; };
        const auto isRemoved = [&] { // it is not in `after`, or the next row of `after` follows it
            return old < before.size() && (next == after.size() || placeAfter.value(before[old], -1) < next ||
                                           placeBefore.value(after[next], -1) > old);
        };
        const qsizetype firstOld = old;
        const qsizetype firstNext = next;
        if (matches()) {
            ++old;
            ++next;
        } else if (isRemoved()) {
            while (isRemoved() && !matches())
                ++old;
            remove(static_cast<int>(next), static_cast<int>(old - firstOld));
        } else {
            while (next < after.size() && !matches() && !isRemoved())
                ++next;
            insert(static_cast<int>(firstNext), static_cast<int>(next - firstNext), static_cast<int>(firstNext));
        }
    }
}

} // namespace pulse
