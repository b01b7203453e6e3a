// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/naturalorder.h"

#include "common/core/literals.h"

namespace pulse {
namespace {

qsizetype digitsAt(QStringView text, qsizetype at)
{
    qsizetype count = 0;
    while (at + count < text.size() && text[at + count].isDigit())
        ++count;
    return count;
}

QStringView withoutZeros(QStringView digits)
{
    while (digits.size() > 1 && digits.front() == '0'_L1)
        digits = digits.sliced(1);
    return digits;
}

int compareNumbers(QStringView a, QStringView b)
{
    const QStringView left = withoutZeros(a);
    const QStringView right = withoutZeros(b);
    if (left.size() != right.size())
        return left.size() < right.size() ? -1 : 1;
    return left.compare(right);
}

int compareNaturally(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        const qsizetype left = digitsAt(a, i);
        const qsizetype right = digitsAt(b, j);
        const bool areNumbers = left > 0 && right > 0;
        const int order = areNumbers ? compareNumbers(a.sliced(i, left), b.sliced(j, right))
                                     : a.sliced(i, 1).compare(b.sliced(j, 1), Qt::CaseInsensitive);
        if (order != 0)
            return order;
        i += areNumbers ? left : 1;
        j += areNumbers ? right : 1;
    }
    if (i < a.size() || j < b.size())
        return i < a.size() ? 1 : -1;
    return a.compare(b); // "a01" and "a1", or "A" and "a", are different names
}

} // namespace

bool naturallyBefore(QStringView a, QStringView b)
{
    return compareNaturally(a, b) < 0;
}

} // namespace pulse
