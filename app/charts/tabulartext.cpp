// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/tabulartext.h"

#include <algorithm>

namespace pulse {
namespace {

double digitWidth(const QFontMetricsF &metrics)
{
    double width = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        width = std::max(width, metrics.horizontalAdvance(QChar(digit)));
    return width;
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
    const double digit = digitWidth(metrics);
    double width = 0;
    forEachPiece(
        text, [&](const QString &piece, bool isDigit) { width += isDigit ? digit : metrics.horizontalAdvance(piece); });
    return width;
}

void drawTabular(QPainter &painter, QPointF baseline, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const double digit = digitWidth(metrics);
    forEachPiece(text, [&](const QString &piece, bool isDigit) {
        const double width = metrics.horizontalAdvance(piece);
        const double cell = isDigit ? digit : width;
        painter.drawText(baseline + QPointF((cell - width) / 2, 0), piece);
        baseline.rx() += cell;
    });
}

QString elidedTabular(const QFontMetricsF &metrics, const QString &text, double width)
{
    if (tabularWidth(metrics, text) <= width)
        return text;
    const QString ellipsis = QStringLiteral("…");
    QString rest = text;
    while (!rest.isEmpty() && tabularWidth(metrics, rest + ellipsis) > width)
        rest.chop(1);
    return rest + ellipsis;
}

} // namespace pulse
