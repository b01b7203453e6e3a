// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/tabulartext.h"

#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <QFontMetricsF>
#include <QHash>

#include <algorithm>
#include <list>

namespace pulse {
namespace {

constexpr std::size_t mostFonts = 16;
constexpr qsizetype mostWidths = 1000;

/// What has been measured in a font, since measuring takes longer than drawing a number.
struct MeasuredFont
{
    QFont font;
    QFontMetricsF metrics{font};
    double widestDigit = 0;
    bool hasEqualDigits = true;
    QHash<QString, double> widths = {}; // of texts
};

MeasuredFont measured(const QFont &font)
{
    MeasuredFont result{font};
    for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
        const double width = result.metrics.horizontalAdvance(QChar(digit));
        result.hasEqualDigits = result.hasEqualDigits && (digit == u'0' || width == result.widestDigit);
        result.widestDigit = std::max(result.widestDigit, width);
    }
    return result;
}

MeasuredFont &known(const QFont &font)
{
    thread_local std::list<MeasuredFont> fonts;
    const auto at = std::ranges::find(fonts, font, &MeasuredFont::font);
    if (at != fonts.end())
        return *at;
    if (fonts.size() == mostFonts)
        fonts.pop_back();
    return fonts.emplace_front(measured(font));
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

double widthOf(const MeasuredFont &font, const QString &text)
{
    if (font.hasEqualDigits)
        return font.metrics.horizontalAdvance(text);
    double width = 0;
    forEachPiece(text, [&](const QString &piece, bool isDigit) {
        width += isDigit ? font.widestDigit : font.metrics.horizontalAdvance(piece);
    });
    return width;
}

} // namespace

double tabularWidth(const QFont &font, const QString &text)
{
    MeasuredFont &in = known(font);
    auto width = in.widths.constFind(text);
    if (width == in.widths.constEnd()) {
        if (in.widths.size() == mostWidths)
            in.widths.clear();
        width = in.widths.insert(text, widthOf(in, text));
    }
    return *width;
}

/// As vectors, a text stays in one piece, so that it can be searched and edited.
void drawTabular(QPainter &painter, QPointF at, const QString &text, Qt::AlignmentFlag align)
{
    const MeasuredFont &font = known(painter.font());
    const bool isWhole = font.hasEqualDigits || makesVectors(painter);
    if (align != Qt::AlignLeft) {
        const double width =
            makesVectors(painter) ? font.metrics.horizontalAdvance(text) : tabularWidth(font.font, text);
        at.rx() -= align == Qt::AlignRight ? width : width / 2;
    }
    if (isWhole) {
        painter.drawText(at, text);
        return;
    }
    forEachPiece(text, [&](const QString &piece, bool isDigit) {
        const double width = font.metrics.horizontalAdvance(piece);
        const double cell = isDigit ? font.widestDigit : width;
        painter.drawText(at + QPointF((cell - width) / 2, 0), piece);
        at.rx() += cell;
    });
}

QString elidedTabular(const QFont &font, const QString &text, double width, Qt::TextElideMode mode)
{
    if (tabularWidth(font, text) <= width)
        return text;
    const MeasuredFont &in = known(font);
    const QString ellipsis = u"…"_s;
    const auto elided = [&](qsizetype kept) {
        const qsizetype tail = mode == Qt::ElideMiddle ? kept / 2 : 0;
        return text.left(kept - tail) + ellipsis + text.right(tail);
    };
    qsizetype fits = 0; // characters; so many fit, or none do
    for (qsizetype tooMany = text.size(); tooMany - fits > 1;) {
        const qsizetype middle = fits + (tooMany - fits) / 2;
        (widthOf(in, elided(middle)) <= width ? fits : tooMany) = middle;
    }
    return elided(fits);
}

} // namespace pulse
