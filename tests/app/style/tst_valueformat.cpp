// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/tabulartext.h"
#include "app/style/theme.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QSet>
#include <QTest>

#include <limits>

using namespace pulse;

class TestValueFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void valuesHaveReadableUnits_data();
    void valuesHaveReadableUnits();
    void differentNumbersHaveDifferentTexts();
    void digitsAreEquallyWide();
};

void TestValueFormat::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestValueFormat::valuesHaveReadableUnits_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const char *unit, const char *text) {
        QTest::addRow("%g %s", value, unit) << value << QString::fromUtf8(unit) << QString::fromUtf8(text);
    };
    row(23.44, "%", "23.4%");
    row(-0.01, "%", "0.0%");
    row(1e300, "%", "> 9999%");
    row(0, "B", "0 B");
    row(512, "B", "512 B");
    row(1023, "B", "0.999 KiB");
    row(1.23 * 1024 * 1024 * 1024, "B", "1.23 GiB");
    row(999.6 * 1024, "B/s", "0.976 MiB/s");
    row(12'000, "/s", "12000 /s");
    row(12'345.6, "/s", "12.3 k/s");
    row(863, "", "863");
    row(99'999, "", "99999");
    row(123'456'780, "", "123 M");
    row(0.02159, "", "0.0216");
    row(0.00123, "", "0.00123");
    row(0.00001, "", "1.00 ×10⁻⁵");
    row(9.996e-7, "", "1.00 ×10⁻⁶");
    row(-1e-9, "B", "-1.00 ×10⁻⁹ B");
    row(5e-324, "", "4.94 ×10⁻³²⁴");
    row(5e-324, "%", "0.0%");
    row(1e-320, "MHz", "1.00 ×10⁻³²⁰ MHz");
    row(9223372036854775808.0, "", "9.22 E");
    row(9223372036854775808.0, "B", "8.00 EiB");
    row(21'000.4, "°C", "21000 °C");
    row(800, "MHz", "800 MHz");
    row(2419.2, "MHz", "2.42 GHz");
    row(21.5, "°C", "21.5 °C");
    row(-3.25, "", "-3.25");
    row(1e300, "/s", "1.00 ×10³⁰⁰ /s");
    row(-1e300, "", "-1.00 ×10³⁰⁰");
    row(std::numeric_limits<double>::max(), "°C", "1.80 ×10³⁰⁸ °C");
    row(std::numeric_limits<double>::quiet_NaN(), "B", "–");
    row(std::numeric_limits<double>::infinity(), "%", "–");
}

void TestValueFormat::valuesHaveReadableUnits()
{
    QFETCH(double, value);
    QFETCH(QString, unit);
    QFETCH(QString, text);
    QCOMPARE(valueText(value, unit).joined(), text);
}

/// The values are those of `2e-7*(1+i%5)`.
void TestValueFormat::differentNumbersHaveDifferentTexts()
{
    QSet<QString> texts;
    for (int i = 1; i <= 5; ++i)
        texts.insert(valueText(2e-7 * i, QString()).joined());
    QCOMPARE(texts.size(), 5);
}

void TestValueFormat::digitsAreEquallyWide()
{
    const QFont font = sized(QFont(), TextSize::Huge);
    QCOMPARE(tabularWidth(font, u"11.1 s"_s), tabularWidth(font, u"40.8 s"_s));
    const double width = tabularWidth(font, u"key"_s);
    QCOMPARE(elidedTabular(font, u"key"_s, width), u"key"_s);
    const QString elided = elidedTabular(font, u"key 123456"_s, width);
    QVERIFY2(elided.endsWith(QChar(u'…')) && tabularWidth(font, elided) <= width, qPrintable(elided));
    const QString text = u"123 events of a group; "_s.repeated(500);
    const QString longest = elidedTabular(font, text, 500);
    QVERIFY(tabularWidth(font, longest) <= 500);
    QVERIFY(tabularWidth(font, text.first(longest.size()) + QChar(u'…')) > 500); // one more character
    QCOMPARE(elidedTabular(font, text, 1), u"…"_s);
    const QString middle = elidedTabular(font, u"cpu_average-12"_s, tabularWidth(font, u"cpu_…-12"_s), Qt::ElideMiddle);
    QVERIFY2(middle.startsWith(u"cpu"_s) && middle.contains(QChar(u'…')) && middle.endsWith(u"12"_s),
             qPrintable(middle));
}

QTEST_MAIN(TestValueFormat)
#include "tst_valueformat.moc"
