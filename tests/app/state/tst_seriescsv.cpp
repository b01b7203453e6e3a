// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"
#include "app/state/seriescsv.h"
#include "common/core/literals.h"
#include "tests/support/samples.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestSeriesCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFiniteNumberIsWritten();
    void namesAreNotFormulas();
};

void TestSeriesCsv::everyFiniteNumberIsWritten()
{
    SampleStore store;
    QVERIFY(store.append(recordOf(
        1000, R"({"a": 5e-324, "b": -1e-320, "c": 1e300, "d": 9223372036854775808, "e": -1.7976931348623157e308})")));
    QCOMPARE(seriesCsv(store, {0, 2000}),
             QByteArray("time,a,b,c,d,e\r\n1970-01-01T00:00:01.000Z,5e-324,-1e-320,1e+300,9223372036854776000,"
                        "-1.7976931348623157e+308\r\n"));
}

/// Spreadsheets would run these names as formulas; numbers, also negative ones, stay numbers.
void TestSeriesCsv::namesAreNotFormulas()
{
    const QStringList names{u"=1+1"_s, u"+1"_s, u"-1"_s, u"@SUM(A1)"_s, u"\tx"_s, u"\rx"_s, u"=HYPERLINK(\"x\",1)"_s};
    QJsonObject result;
    QList<SeriesKey> keys;
    for (const QString &name : names) {
        result.insert(name, -5);
        keys.append({QString(), name, -1, 0});
    }
    SampleStore store;
    QVERIFY(store.append(recordOf(1000, QJsonDocument(result).toJson())));
    const QByteArray csv = seriesCsv(store, {0, 2000}, keys);
    QCOMPARE(csv, QByteArray("time,'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'\rx\",\"'=HYPERLINK(\"\"x\"\",1)\"\r\n"
                             "1970-01-01T00:00:01.000Z,-5,-5,-5,-5,-5,-5,-5\r\n"));
}

QTEST_GUILESS_MAIN(TestSeriesCsv)
#include "tst_seriescsv.moc"
