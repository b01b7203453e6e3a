// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/jsonrepair.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace pulse {
namespace {

constexpr qsizetype escapeSize = 6; // of \uXXXX

/// The code unit of the escape \uXXXX at the start of `text`; 0 if there is none.
char16_t escapedUnit(QByteArrayView text)
{
    bool isHexadecimal = false;
    const ushort unit = text.startsWith("\\u") && text.size() >= escapeSize
                            ? text.sliced(2, escapeSize - 2).toUShort(&isHexadecimal, 16)
                            : ushort(0);
    return isHexadecimal ? unit : u'\0';
}

/// Copies an escape sequence of a string; returns its length.
qsizetype copyEscape(QByteArrayView text, QByteArray &out)
{
    const char16_t unit = escapedUnit(text);
    if (!QChar::isSurrogate(unit)) {
        const QByteArrayView escape = text.first(std::min<qsizetype>(2, text.size()));
        out += escape;
        return escape.size();
    }
    const bool isPair = QChar::isHighSurrogate(unit) && QChar::isLowSurrogate(escapedUnit(text.sliced(escapeSize)));
    const qsizetype size = isPair ? 2 * escapeSize : escapeSize;
    out += isPair ? text.first(size) : QByteArrayView("\\ufffd");
    return size;
}

/// Copies a string, starting at its quote; returns its length.
qsizetype copyString(QByteArrayView text, QByteArray &out)
{
    out += '"';
    qsizetype at = 1;
    while (at < text.size() && text[at] != '"') {
        if (text[at] == '\\') {
            at += copyEscape(text.sliced(at), out);
        } else {
            out += text[at];
            ++at;
        }
    }
    if (at == text.size())
        return at;
    out += '"';
    return at + 1;
}

/// Returns whether a character may be part of a number, or of a word like null.
bool isOfWord(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != '\0' && std::strchr("+-.", c));
}

bool hasNoValue(QByteArrayView word)
{
    if (word == "NaN" || word == "Infinity" || word == "-Infinity")
        return true;
    const QByteArrayView digits = word.startsWith('-') ? word.sliced(1) : word;
    const bool isNumber = !digits.isEmpty() && digits[0] >= '0' && digits[0] <= '9';
    return isNumber && std::isinf(QLocale::c().toDouble(QString::fromLatin1(word))); // QByteArray::toDouble gives 0
}

/// Copies a number or a word; returns its length.
qsizetype copyWord(QByteArrayView text, QByteArray &out)
{
    qsizetype size = 0;
    while (size < text.size() && isOfWord(text[size]))
        ++size;
    const QByteArrayView word = text.first(size);
    out += hasNoValue(word) ? QByteArrayView("null") : word;
    return size;
}

} // namespace

QByteArray repairedJson(QByteArrayView json)
{
    QByteArray out;
    out.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        const QByteArrayView rest = json.sliced(at);
        if (rest[0] == '"') {
            at += copyString(rest, out);
        } else if (isOfWord(rest[0])) {
            at += copyWord(rest, out);
        } else {
            out += rest[0];
            ++at;
        }
    }
    return out;
}

} // namespace pulse
