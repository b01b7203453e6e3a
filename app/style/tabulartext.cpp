// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/tabulartext.h"

#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

/// Widths of a font's digits. They are cached, since measuring takes longer than drawing a number.
struct Digits
{
    QFontMetricsF metrics;
    double widest = 0;
    bool equal = true; ///< all digits have the same width in the font
};

Digits digitsIn(const QFontMetricsF &metrics)
{
    Digits digits{metrics};
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        const double width = metrics.horizontalAdvance(QChar(digit));
        digits.equal = digits.equal && (digit == u'0' || width == digits.widest);
        digits.widest = std::max(digits.widest, width);
    }
    return digits;
}

Digits digitsOf(const QFontMetricsF &metrics)
{
    constexpr qsizetype mostKnown = 16;
    thread_local QList<Digits> known;
    const auto it = std::ranges::find(known, metrics, &Digits::metrics);
    if (it != known.end())
        return *it;
    if (known.size() == mostKnown)
        known.removeFirst();
    known.append(digitsIn(metrics));
    return known.constLast();
}

/// Calls `take(piece, isDigit)` for every digit and for every run of other characters, which stay together so that
/// kerning, ligatures and combining characters work.
template <class Take>
void forEachPiece(const QString &text, Take take)
{
    qsizetype begin = 0;
    while (begin < text.size()) {
        const auto isDigit = [&](qsizetype at) { return text.at(at) >= u'0' && text.at(at) <= u'9'; };
        qsizetype end = begin + 1;
        while (!isDigit(begin) && end < text.size() && !isDigit(end))
            ++end;
        take(text.mid(begin, end - begin), isDigit(begin));
        begin = end;
    }
}

} // namespace

double tabularWidth(const QFontMetricsF &metrics, const QString &text)
{
    const Digits digits = digitsOf(metrics);
    if (digits.equal)
        return metrics.horizontalAdvance(text);
    double width = 0;
    forEachPiece(text, [&](const QString &piece, bool isDigit) {
        width += isDigit ? digits.widest : metrics.horizontalAdvance(piece);
    });
    return width;
}

/// As vectors, a text stays in one piece, so that it can be searched and edited.
void drawTabular(QPainter &painter, QPointF at, const QString &text, Qt::AlignmentFlag align)
{
    const QFontMetricsF metrics(painter.font());
    const Digits digits = digitsOf(metrics);
    const bool isWhole = digits.equal || makesVectors(painter);
    if (align != Qt::AlignLeft) {
        const double width = isWhole ? metrics.horizontalAdvance(text) : tabularWidth(metrics, text);
        at.rx() -= align == Qt::AlignRight ? width : width / 2;
    }
    if (isWhole) {
        painter.drawText(at, text);
        return;
    }
    forEachPiece(text, [&](const QString &piece, bool isDigit) {
        const double width = metrics.horizontalAdvance(piece);
        const double cell = isDigit ? digits.widest : width;
        painter.drawText(at + QPointF((cell - width) / 2, 0), piece);
        at.rx() += cell;
    });
}

QString elidedTabular(const QFontMetricsF &metrics, const QString &text, double width, Qt::TextElideMode mode)
{
    if (tabularWidth(metrics, text) <= width)
        return text;
    const QString ellipsis = u"…"_s;
    const auto elided = [&](qsizetype kept) {
        const qsizetype tail = mode == Qt::ElideMiddle ? kept / 2 : 0;
        return text.left(kept - tail) + ellipsis + text.right(tail);
    };
    qsizetype fits = 0; // characters; so many fit, or none do
    for (qsizetype tooMany = text.size(); tooMany - fits > 1;) {
        const qsizetype middle = fits + (tooMany - fits) / 2;
        (tabularWidth(metrics, elided(middle)) <= width ? fits : tooMany) = middle;
    }
    return elided(fits);
}

} // namespace pulse
