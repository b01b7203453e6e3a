// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/valueaxis.h"
#include "app/charts/sparkline.h"
#include "tests/support/extremenumbers.h"
#include "tests/support/pictures.h"

#include <QPainter>
#include <QTest>

#include <limits>

using namespace pulse;
using namespace pulse::test;

class TestSparkline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lineStaysInsideItsArea();
    void everyFiniteNumberIsDrawn();
};

void TestSparkline::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestSparkline::lineStaysInsideItsArea()
{
    QImage image(120, 40, QImage::Format_RGB32);
    image.fill(Qt::white);
    const QRect inside(10, 5, 100, 30);
    QPainter painter(&image);
    const QList<TimedValue> values{
        {0, -1e300}, {50, 1e300}, {100, std::numeric_limits<double>::quiet_NaN()}, {150, 50}};
    paintSparkline(painter, inside, values, {.from = 0, .to = 150, .lowest = 0, .highest = 100, .longestGap = 100},
                   Qt::blue);
    paintSparkline(painter, inside, {}, {.from = 0, .to = 150}, Qt::blue);
    painter.end();
    QVERIFY(countExact(image, Qt::blue) > 10);
    QCOMPARE(countExact(image, Qt::white) - countExact(image, Qt::white, inside), 120 * 40 - 100 * 30);
}

/// Each number is drawn as a constant, and all of them in one line.
void TestSparkline::everyFiniteNumberIsDrawn()
{
    const QRect inside(10, 5, 100, 30);
    QList<TimedValue> all;
    for (const double value : extremeNumbers)
        all.append({10 * all.size(), value});
    QList<std::pair<QList<TimedValue>, SparkScale>> drawn{
        {all, {.from = 0, .to = 180, .lowest = drawable(-largest), .highest = drawable(largest), .longestGap = 100}}};
    for (const double value : extremeNumbers)
        drawn.append(
            {{{0, value}, {50, value}, {100, value}},
             {.from = 0, .to = 100, .lowest = drawable(value), .highest = drawable(value), .longestGap = 100}});
    for (const auto &[values, scale] : drawn) {
        QImage image(120, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintSparkline(painter, inside, values, scale, Qt::blue);
        painter.end();
        QVERIFY2(countExact(image, Qt::blue) > 10, qPrintable(QString::number(values.constLast().value)));
        QCOMPARE(countExact(image, Qt::white) - countExact(image, Qt::white, inside), 120 * 40 - 100 * 30);
    }
}

QTEST_MAIN(TestSparkline)
#include "tst_sparkline.moc"
