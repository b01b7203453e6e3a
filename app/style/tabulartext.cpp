// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/tabulartext.h"

#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>
#include <QTextLayout>

#include <algorithm>
#include <list>

namespace pulse {
namespace {

constexpr std::size_t mostFonts = 16;
constexpr qsizetype mostPieces = 1000;
constexpr qsizetype mostWidths = 1000;

/// A piece of text, shaped: finding glyphs and their places takes longer than drawing them.
struct Piece
{
    QList<QGlyphRun> runs; ///< on a baseline that begins at 0, 0
    double width = 0;
};

Piece shaped(const QFont &font, const QString &text)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    layout.endLayout();
    line.setPosition({0, -line.ascent()});
    return {layout.glyphRuns(), QFontMetricsF(font).horizontalAdvance(text)};
}

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

/// What is known of a font.
struct KnownFont
{
    QFont font;
    double widestDigit = 0;
    QHash<QString, Piece> pieces = {};
    QHash<QString, double> widths = {}; // of texts
};

const Piece &pieceOf(KnownFont &font, const QString &text)
{
    auto piece = font.pieces.constFind(text);
    if (piece == font.pieces.constEnd()) {
        if (font.pieces.size() == mostPieces)
            font.pieces.clear();
        piece = font.pieces.insert(text, shaped(font.font, text));
    }
    return *piece;
}

KnownFont &known(const QFont &font)
{
    thread_local std::list<KnownFont> fonts;
    const auto at = std::ranges::find(fonts, font, &KnownFont::font);
    if (at != fonts.end())
        return *at;
    if (fonts.size() == mostFonts)
        fonts.pop_back();
    KnownFont &added = fonts.emplace_front(KnownFont{font});
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        added.widestDigit = std::max(added.widestDigit, pieceOf(added, QChar(digit)).width);
    return added;
}

/// Calls `take(piece, cell)` for every digit and for every run of other characters, which stay together so that
/// kerning, ligatures and combining characters work; `cell` is the width of its place.
template <class Take>
void forEachPiece(KnownFont &font, const QString &text, Take take)
{
    qsizetype begin = 0;
    while (begin < text.size()) {
        qsizetype end = begin + 1;
        while (!isDigit(text[begin]) && end < text.size() && !isDigit(text[end]))
            ++end;
        const Piece &piece = pieceOf(font, text.mid(begin, end - begin));
        take(piece, isDigit(text[begin]) ? font.widestDigit : piece.width);
        begin = end;
    }
}

double widthOf(KnownFont &font, const QString &text)
{
    double width = 0;
    forEachPiece(font, text, [&](const Piece &, double cell) { width += cell; });
    return width;
}

} // namespace

double tabularWidth(const QFont &font, const QString &text)
{
    KnownFont &in = known(font);
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
    const bool isWhole = makesVectors(painter);
    if (align != Qt::AlignLeft) {
        const double width =
            isWhole ? QFontMetricsF(painter.font()).horizontalAdvance(text) : tabularWidth(painter.font(), text);
        at.rx() -= align == Qt::AlignRight ? width : width / 2;
    }
    if (isWhole) {
        painter.drawText(at, text);
        return;
    }
    forEachPiece(known(painter.font()), text, [&](const Piece &piece, double cell) {
        for (const QGlyphRun &run : piece.runs)
            painter.drawGlyphRun(at + QPointF((cell - piece.width) / 2, 0), run);
        at.rx() += cell;
    });
}

QString elidedTabular(const QFont &font, const QString &text, double width, Qt::TextElideMode mode)
{
    if (tabularWidth(font, text) <= width)
        return text;
    KnownFont &in = known(font);
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
