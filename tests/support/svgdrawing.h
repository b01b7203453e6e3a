// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QColor>
#include <QList>
#include <QPolygonF>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

#include <algorithm>
#include <iterator>

namespace pulse::test {

/// A shape of an SVG, in px of the whole picture.
struct Shape
{
    QString element;
    QString stroke;
    QString fill;
    QList<QPolygonF> pieces; ///< of a path, polyline or polygon; of a circle its centre
};

/// The elements of an SVG file.
struct Drawing
{
    QString error; ///< of the XML
    QString title;
    QStringList texts;
    QList<Shape> shapes;
    int images = 0;

    explicit Drawing(const QByteArray &svg)
    {
        QXmlStreamReader xml(svg);
        QList<QXmlStreamAttributes> groups;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isEndElement() && xml.name() == u"g")
                groups.removeLast();
            if (!xml.isStartElement())
                continue;
            if (xml.name() == u"g")
                groups.append(xml.attributes());
            else if (xml.name() == u"title")
                title = xml.readElementText();
            else if (xml.name() == u"text")
                texts.append(xml.readElementText());
            else if (!groups.isEmpty())
                addShape(xml.name().toString(), xml.attributes(), groups.constLast());
        }
        error = xml.errorString();
    }

    QList<Shape> those(const QString &element, const QColor &stroke) const
    {
        QList<Shape> result;
        std::ranges::copy_if(shapes, std::back_inserter(result), [&](const Shape &shape) {
            return shape.element == element && shape.stroke == stroke.name();
        });
        return result;
    }
    QList<Shape> filled(const QString &element, const QColor &fill) const
    {
        QList<Shape> result;
        std::ranges::copy_if(shapes, std::back_inserter(result),
                             [&](const Shape &shape) { return shape.element == element && shape.fill == fill.name(); });
        return result;
    }

private:
    void addShape(const QString &element, const QXmlStreamAttributes &own, const QXmlStreamAttributes &group)
    {
        images += element == u"image" ? 1 : 0;
        static const QRegularExpression number(u"[-+0-9.e]+"_s);
        const auto value = [](const QXmlStreamAttributes &all, const char *name) {
            return all.value(QLatin1String(name)).toString();
        };
        const QStringList matrix = value(group, "transform").section(u'(', 1).chopped(1).split(u',');
        const QPointF origin = matrix.size() == 6 ? QPointF(matrix[4].toDouble(), matrix[5].toDouble()) : QPointF();
        QList<QPolygonF> pieces;
        const QString data = element == u"circle" ? value(own, "cx") + u' ' + value(own, "cy")
                             : element == u"path" ? value(own, "d")
                                                  : value(own, "points");
        for (const QString &part : data.split(u'M', Qt::SkipEmptyParts)) {
            QPolygonF piece;
            QRegularExpressionMatchIterator numbers = number.globalMatch(part);
            while (numbers.hasNext()) {
                const double x = numbers.next().captured().toDouble();
                piece.append(origin + QPointF(x, numbers.hasNext() ? numbers.next().captured().toDouble() : 0));
            }
            pieces.append(piece);
        }
        shapes.append({element, value(group, "stroke"), value(group, "fill"), pieces});
    }
};

} // namespace pulse::test
