// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/labellayout.h"
#include "app/charts/tabulartext.h"
#include "app/charts/theme.h"
#include "app/charts/timeticks.h"

#include <QDateTime>
#include <QTest>

#include <cmath>

using namespace pulse;

class TestCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsDoNotOverlap_data();
    void labelsDoNotOverlap();
    void ticksAreRound_data();
    void ticksAreRound();
    void colorsHaveContrast_data();
    void colorsHaveContrast();
    void linesCanBeToldApart();
    void themeFollowsTheDesktop();
    void digitsAreEquallyWide();
};

namespace {

/// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](float part) {
        return part <= 0.04045F ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

void TestCharts::labelsDoNotOverlap_data()
{
    QTest::addColumn<QList<double>>("wanted");
    QTest::addColumn<QList<double>>("expected"); // labels of height 10 between 0 and 100
    QTest::newRow("none") << QList<double>{} << QList<double>{};
    QTest::newRow("far apart") << QList<double>{20, 50, 80} << QList<double>{20, 50, 80};
    QTest::newRow("two at one place") << QList<double>{50, 50} << QList<double>{45, 55};
    QTest::newRow("a heap and one below") << QList<double>{50, 51, 52, 90} << QList<double>{41, 51, 61, 90};
    QTest::newRow("at the bottom") << QList<double>{98, 99, 100} << QList<double>{75, 85, 95};
    QTest::newRow("at the top") << QList<double>{0, 1} << QList<double>{5, 15};
    QTest::newRow("pushed into the next") << QList<double>{50, 52, 60} << QList<double>{44, 54, 64};
}

void TestCharts::labelsDoNotOverlap()
{
    QFETCH(QList<double>, wanted);
    QFETCH(QList<double>, expected);
    QCOMPARE(spreadLabels(wanted, 10, 0, 100), expected);
}

void TestCharts::ticksAreRound_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels"); // from 10:00:30 on
    QTest::newRow("each minute") << 300 << 8 << "10:01 10:02 10:03 10:04 10:05";
    QTest::newRow("less room") << 300 << 4 << "10:02 10:04";
    QTest::newRow("an hour") << 3600 << 7 << "10:10 10:20 10:30 10:40 10:50 11:00";
    QTest::newRow("hardly any room") << 300 << 2 << "10:05";
}

void TestCharts::ticksAreRound()
{
    QFETCH(int, seconds);
    QFETCH(int, most);
    QFETCH(QString, labels);
    const QDateTime from(QDate(2026, 3, 1), QTime(10, 0, 30));
    QStringList found;
    for (const TimeTick &tick : timeTicks(from.toMSecsSinceEpoch(), from.addSecs(seconds).toMSecsSinceEpoch(), most)) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(tick.time);
        QCOMPARE(time.time().second(), 0);
        found << time.toString(QStringLiteral("HH:mm"));
        QVERIFY(!tick.label.isEmpty());
    }
    QCOMPARE(found.join(QLatin1Char(' ')), labels);
}

void TestCharts::colorsHaveContrast_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::darkTheme();
}

void TestCharts::colorsHaveContrast()
{
    QFETCH(Theme, theme);
    for (const QColor &ground : {theme.background, theme.surface}) {
        QVERIFY(contrast(theme.text, ground) >= 7);
        QVERIFY(contrast(theme.dim, ground) >= 4.5);
        for (const QColor &color : {theme.good, theme.warning, theme.bad})
            QVERIFY2(contrast(color, ground) >= 3, qPrintable(color.name()));
        for (int i = 0; i < 12; ++i)
            QVERIFY2(contrast(lineColor(i), ground) >= 3, qPrintable(lineColor(i).name()));
    }
}

void TestCharts::linesCanBeToldApart()
{
    for (int a = 0; a < 48; ++a) {
        QCOMPARE(linePen(a).widthF(), 1.5);
        for (int b = 0; b < a; ++b)
            QVERIFY2(linePen(a) != linePen(b), qPrintable(QStringLiteral("%1 and %2").arg(a).arg(b)));
    }
}

void TestCharts::themeFollowsTheDesktop()
{
    QPalette desktop;
    desktop.setColor(QPalette::Window, Qt::black);
    QVERIFY(Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(!Theme::of(ThemeChoice::Light, desktop).dark);
    desktop.setColor(QPalette::Window, Qt::white);
    QVERIFY(!Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(Theme::of(ThemeChoice::Dark, desktop).dark);
}

void TestCharts::digitsAreEquallyWide()
{
    const QFontMetricsF metrics(sized(QFont(), TextSize::Huge));
    QCOMPARE(tabularWidth(metrics, QStringLiteral("11.1 s")), tabularWidth(metrics, QStringLiteral("40.8 s")));
    const double width = tabularWidth(metrics, QStringLiteral("key"));
    QCOMPARE(elidedTabular(metrics, QStringLiteral("key"), width), QStringLiteral("key"));
    const QString elided = elidedTabular(metrics, QStringLiteral("key 123456"), width);
    QVERIFY2(elided.endsWith(QChar(u'…')) && tabularWidth(metrics, elided) <= width, qPrintable(elided));
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
