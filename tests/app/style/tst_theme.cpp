// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/theme.h"
#include "common/core/literals.h"
#include "tests/support/pictures.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void colorsHaveContrast_data();
    void colorsHaveContrast();
    void controlsHaveContrast_data() { colorsHaveContrast_data(); }
    void controlsHaveContrast();
    void linesAreDistinguishable();
    void themeFollowsTheDesktop();
};

void TestTheme::colorsHaveContrast_data()
{
    QTest::addColumn<Theme>("theme");
    QTest::newRow("light") << Theme::light();
    QTest::newRow("dark") << Theme::darkTheme();
}

void TestTheme::colorsHaveContrast()
{
    QFETCH(Theme, theme);
    for (const QColor &ground : {theme.background, theme.surface}) {
        QVERIFY(contrast(theme.text, ground) >= 7);
        QVERIFY(contrast(theme.dim, ground) >= 4.5);
        for (const QColor &color : {theme.good, theme.warning, theme.bad})
            QVERIFY2(contrast(color, ground) >= 3, qPrintable(color.name()));
        for (int i = 0; i < 8; ++i)
            QVERIFY2(contrast(lineColor(i), ground) >= 3, qPrintable(lineColor(i).name()));
    }
    QVERIFY(contrast(theme.text, theme.elevated) >= 7);
    QVERIFY(contrast(theme.dim, theme.elevated) >= 4.5);
}

/// WCAG 2.2, 1.4.11: the border of a field can be seen against the page, a panel and the field itself.
void TestTheme::controlsHaveContrast()
{
    QFETCH(Theme, theme);
    for (const QColor &ground : {theme.background, theme.surface, theme.field}) {
        QVERIFY2(contrast(theme.outline, ground) >= 3, qPrintable(ground.name()));
        QVERIFY2(contrast(theme.bad, ground) >= 3, qPrintable(ground.name()));
    }
    for (const QColor &ground : {theme.background, theme.surface})
        QVERIFY2(contrast(theme.primary, ground) >= 3, qPrintable(ground.name()));
    QVERIFY(contrast(theme.text, theme.field) >= 7);
    QVERIFY(contrast(theme.dim, theme.field) >= 4.5); // placeholders
    QVERIFY(contrast(Qt::white, theme.primary) >= 4.5);
}

/// Red, orange and amber mean a status.
void TestTheme::linesAreDistinguishable()
{
    for (int a = 0; a < 8; ++a) {
        QCOMPARE(linePen(a).widthF(), 1.5);
        QCOMPARE(linePen(a).style(), Qt::SolidLine);
        QCOMPARE(linePen(a + 8), linePen(a));
        const int hue = lineColor(a).hsvHue();
        QVERIFY2(hue > 60 && hue < 340, qPrintable(lineColor(a).name()));
        for (int b = 0; b < a; ++b)
            QVERIFY2(linePen(a) != linePen(b), qPrintable(u"%1 and %2"_s.arg(a).arg(b)));
    }
}

void TestTheme::themeFollowsTheDesktop()
{
    QPalette desktop;
    desktop.setColor(QPalette::Window, Qt::black);
    QVERIFY(Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(!Theme::of(ThemeChoice::Light, desktop).dark);
    desktop.setColor(QPalette::Window, Qt::white);
    QVERIFY(!Theme::of(ThemeChoice::Auto, desktop).dark);
    QVERIFY(Theme::of(ThemeChoice::Dark, desktop).dark);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
