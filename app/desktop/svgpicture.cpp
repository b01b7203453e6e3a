// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/svgpicture.h"

#include "app/window/exporter.h"
#include "common/core/literals.h"

#include <QAbstractScrollArea>
#include <QBuffer>
#include <QFontInfo>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgGenerator>

namespace pulse {
namespace {

constexpr int pxPerInch = 96; // CSS

/// Returns the visible viewports, outer ones first.
QList<QWidget *> viewportsIn(const QWidget &widget)
{
    QList<QWidget *> viewports;
    for (const QAbstractScrollArea *area : widget.findChildren<QAbstractScrollArea *>()) {
        if (area->isVisible() && !area->visibleRegion().isEmpty())
            viewports.append(area->viewport());
    }
    return viewports;
}

/// Returns a document of the size of `whole` with one widget, without the contents of its viewports.
QString documentOf(QWidget &widget, QWidget &whole)
{
    QRegion part = widget.rect();
    for (const QWidget *viewport : viewportsIn(widget))
        part -= QRect(viewport->mapTo(&widget, QPoint()), viewport->size());
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(pxPerInch);
    generator.setSize(whole.size());
    generator.setViewBox(whole.rect());
    generator.setTitle(whole.isWindow() ? whole.windowTitle() : whole.accessibleName());
    generator.setDescription({});
    QPainter painter(&generator);
    if (&widget == &whole) {
        paintPicture(painter, widget, part);
    } else if (!part.isEmpty()) {
        painter.translate(widget.mapTo(&whole, QPoint()));
        widget.render(&painter, part.boundingRect().topLeft(), part, QWidget::DrawChildren);
    }
    painter.end();
    return QString::fromUtf8(svg);
}

/// Returns a viewport with its contents as a clipped group, since QSvgGenerator does not clip what widgets paint.
QString clippedGroup(QWidget &viewport, QWidget &whole, qsizetype number)
{
    const QString document = documentOf(viewport, whole);
    const qsizetype begin = document.indexOf("<defs>"_L1);
    QString content = document.mid(begin, document.lastIndexOf("</svg>"_L1) - begin);
    const QString id = u"view%1"_s.arg(number);
    content.replace("\"gradient"_L1, u"\"%1-gradient"_s.arg(id));
    content.replace("#gradient"_L1, u"#%1-gradient"_s.arg(id));
    const QRect clip = viewport.visibleRegion().boundingRect().translated(viewport.mapTo(&whole, QPoint()));
    const QString group = u"<clipPath id=\"%1\"><rect x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"/></clipPath>\n"
                          "<g clip-path=\"url(#%1)\">\n%6</g>\n"_s;
    return group.arg(id).arg(clip.x()).arg(clip.y()).arg(clip.width()).arg(clip.height()).arg(content);
}

/// Removes empty groups, of which the generator writes many.
void removeEmptyGroups(QString &svg)
{
    static const QRegularExpression empty(u"<g [^<>]*>\\s*</g>\\s*"_s);
    svg.remove(empty);
}

/// Names the fonts that are really used, and alternatives if they are not installed.
void nameFonts(QString &svg)
{
    static const QRegularExpression name(u"font-family=\"([^\"]+)\""_s);
    QStringList families;
    for (const QRegularExpressionMatch &match : name.globalMatch(svg))
        families.append(match.captured(1));
    families.removeDuplicates();
    for (const QString &family : std::as_const(families)) {
        const QFontInfo used{QFont(family)};
        const QLatin1String otherwise(used.fixedPitch() ? "monospace" : "sans-serif");
        svg.replace(u"font-family=\"%1\""_s.arg(family), u"font-family=\"%1, %2\""_s.arg(used.family(), otherwise));
    }
}

} // namespace

QByteArray svgPicture(QWidget &widget)
{
    QString svg = documentOf(widget, widget);
    qsizetype number = 0;
    for (QWidget *viewport : viewportsIn(widget))
        svg.insert(svg.lastIndexOf("</svg>"_L1), clippedGroup(*viewport, widget, ++number));
    removeEmptyGroups(svg);
    nameFonts(svg);
    return svg.toUtf8();
}

} // namespace pulse
