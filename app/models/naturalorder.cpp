// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/naturalorder.h"

#include <algorithm>

namespace pulse {

/// Before each number goes a digit, so that it is sorted among letters and signs as digits are, and its length.
QString naturalOrder(const QString &text)
{
    const auto isDigit = [&text](qsizetype at) { return text.at(at) >= u'0' && text.at(at) <= u'9'; };
    QString order;
    order.reserve(text.size() + 8);
    for (qsizetype at = 0; at < text.size();) {
        if (!isDigit(at)) {
            order += text.at(at++).toCaseFolded();
            continue;
        }
        while (text.at(at) == u'0' && at + 1 < text.size() && isDigit(at + 1))
            ++at;
        qsizetype end = at;
        while (end < text.size() && isDigit(end))
            ++end;
        const auto length = static_cast<char16_t>(std::min<qsizetype>(end - at, 999));
        order += QChar(u'0');
        order += QChar(length);
        order += text.mid(at, end - at);
        at = end;
    }
    return order;
}

} // namespace pulse
