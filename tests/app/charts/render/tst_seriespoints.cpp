// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/seriespoints.h"

#include <QTest>

#include <algorithm>

using namespace pulse;

namespace {

constexpr QSizeF pixel(0.01, 0.01);

/// Returns a thousand points, which are ten for each column of pixels.
QPolygonF denseLine(double even, double odd)
{
    QPolygonF line;
    for (int i = 0; i <= 1000; ++i)
        line.append({i / 1000.0, i % 2 == 0 ? even : odd});
    return line;
}

bool ascends(const QPolygonF &line)
{
    return std::ranges::is_sorted(line, {}, [](const QPointF &point) { return point.x(); });
}

} // namespace

class TestSeriesPoints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sparseLinesAreKept();
    void denseLinesKeepTheirPeaks();
    void flatColumnsHaveOnePoint();
    void bandsContainTheirLine();
    void pointsBetweenHaveTheirNeighbours();
};

void TestSeriesPoints::sparseLinesAreKept()
{
    const QPolygonF line(QList<QPointF>{{0, 0}, {0.5, 1}, {0.51, 0}, {1, 0.3}});
    QCOMPARE(thinned(line, pixel), line);
    QCOMPARE(thinned(QPolygonF(), pixel), QPolygonF());
}

void TestSeriesPoints::denseLinesKeepTheirPeaks()
{
    QPolygonF line = denseLine(0.2, 0.8);
    line[437].setY(1);
    line[621].setY(0);
    const QPolygonF points = thinned(line, pixel);
    QVERIFY2(points.size() < 210, qPrintable(QString::number(points.size())));
    QVERIFY(ascends(points));
    QCOMPARE(points.constFirst(), line.constFirst());
    QCOMPARE(points.constLast(), line.constLast());
    const auto [lowest, highest] = std::ranges::minmax(points, {}, [](const QPointF &point) { return point.y(); });
    QVERIFY(highest.y() == 1 && qAbs(highest.x() - 0.437) < pixel.width());
    QVERIFY(lowest.y() == 0 && qAbs(lowest.x() - 0.621) < pixel.width());
}

void TestSeriesPoints::flatColumnsHaveOnePoint()
{
    const QPolygonF points = thinned(denseLine(0.5, 0.501), pixel);
    QVERIFY2(points.size() < 110, qPrintable(QString::number(points.size())));
    QVERIFY(ascends(points));
}

void TestSeriesPoints::bandsContainTheirLine()
{
    QPolygonF line = denseLine(0.4, 0.6);
    line[500].setY(1);
    const AreaPiece band = bandOf(line, pixel);
    QCOMPARE(band.upper.size(), band.lower.size());
    QVERIFY(ascends(band.upper));
    for (const QPointF &point : std::as_const(line)) {
        bool contained = false;
        for (qsizetype i = 0; i + 1 < band.upper.size(); i += 2)
            contained = contained || (band.upper[i].x() <= point.x() && point.x() <= band.upper[i + 1].x() &&
                                      band.lower[i].y() <= point.y() && point.y() <= band.upper[i].y());
        QVERIFY2(contained, qPrintable(QString::number(point.x())));
    }
    QVERIFY(bandOf(QPolygonF(), pixel).upper.isEmpty());
}

void TestSeriesPoints::pointsBetweenHaveTheirNeighbours()
{
    const QPolygonF line(QList<QPointF>{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}});
    QCOMPARE(pointsBetween(line, 1.5, 2.5), QPolygonF(QList<QPointF>{{1, 1}, {2, 2}, {3, 3}}));
    QCOMPARE(pointsBetween(line, -1, 9), line);
    QVERIFY(pointsBetween(line, 5, 9).size() < 2); // nothing to draw
    QVERIFY(pointsBetween(line, -9, -5).size() < 2);
    QVERIFY(pointsBetween(QPolygonF(), 0, 1).isEmpty());
}

QTEST_GUILESS_MAIN(TestSeriesPoints)
#include "tst_seriespoints.moc"
