// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype roomForMark = 64; // bytes

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

QString boundedText(const QByteArray &utf8, qsizetype longest)
{
    if (utf8.size() <= longest)
        return QString::fromUtf8(utf8);
    qsizetype headEnd = (longest - roomForMark) / 2;
    qsizetype tailStart = utf8.size() - headEnd;
    while (headEnd > 0 && isContinuation(utf8[headEnd]))
        --headEnd;
    while (tailStart < utf8.size() && isContinuation(utf8[tailStart]))
        ++tailStart;
    const auto leftOut = std::count_if(utf8.begin() + headEnd, utf8.begin() + tailStart,
                                       [](char byte) { return !isContinuation(byte); });
    return u"%1 […%2 characters left out…] %3"_s.arg(QString::fromUtf8(utf8.first(headEnd)), QString::number(leftOut),
                                                     QString::fromUtf8(utf8.sliced(tailStart)));
}

QString boundedText(const QString &text, qsizetype longest)
{
    constexpr qsizetype longestUnit = 3; // bytes of UTF-8 per UTF-16 code unit
    return text.size() * longestUnit <= longest ? text : boundedText(text.toUtf8(), longest);
}

} // namespace pulse
