// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/local/terminaltable.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace pulse;
using namespace std::chrono_literals;

class TestTerminalTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fitsTheTerminal_data();
    void fitsTheTerminal();
    void showsTheHighestLoadsIfNotAllFit();
    void waitsForTheFirstResult();
    void showsOtherNumbersUnderTheirNames();
    void namesAreShownInOneLine();
    void otherNumbersFit();
    void showsTheShortestWindow();
    void fractionsBecomePercent();
    void absurdNumbersFit();
    void coloursAreOptional();
    void agesAreDescribed_data();
    void agesAreDescribed();
};

namespace {

TerminalTable tableWith(int cpus)
{
    TerminalTable table{u"Pulseboard"_s, u"newest result 1.2 s ago"_s, {}, u"a log line"_s};
    table.sample.time = 1;
    for (int cpu = 0; cpu < cpus; ++cpu)
        table.sample.readings.append({u"moving_average_cpu_percent-%1"_s.arg(cpu), cpu * 100.0 / cpus});
    table.sample.readings.append({u"percentage_outgoing_bytes"_s, 38.1});
    table.sample.readings.append({u"percentage_memory_caching"_s, 61.0});
    return table;
}

/// Returns the numbers of the CPUs that have a gauge.
QSet<int> shownCpus(const QStringList &lines)
{
    static const QRegularExpression gauge(u"(\\d+) [█░]+ +\\d+\\.\\d %"_s);
    QSet<int> cpus;
    for (auto it = gauge.globalMatch(lines.join('\n'_L1)); it.hasNext();)
        cpus.insert(it.next().captured(1).toInt());
    return cpus;
}

} // namespace

void TestTerminalTable::fitsTheTerminal_data()
{
    QTest::addColumn<int>("cpus");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::newRow("2 CPUs, 80x24") << 2 << 80 << 24;
    QTest::newRow("16 CPUs, 80x24") << 16 << 80 << 24;
    QTest::newRow("16 CPUs, 50x20") << 16 << 50 << 20;
    QTest::newRow("64 CPUs, 200x50") << 64 << 200 << 50;
    QTest::newRow("1 CPU, 30x12") << 1 << 30 << 12;
}

void TestTerminalTable::fitsTheTerminal()
{
    QFETCH(int, cpus);
    QFETCH(int, columns);
    QFETCH(int, rows);
    const QStringList lines = renderTable(tableWith(cpus), {columns, rows}, false);
    QVERIFY2(lines.size() <= rows, qPrintable(QString::number(lines.size())));
    for (const QString &line : lines.mid(1)) // the title may be longer than a very narrow terminal
        QVERIFY2(line.size() <= columns, qPrintable(line));
    QCOMPARE(shownCpus(lines).size(), cpus);
    const QString text = lines.join('\n'_L1);
    QVERIFY(text.contains(QRegularExpression(u"Egress [█░]+ +38.1 %"_s)));
    QVERIFY(text.contains(QRegularExpression(u"Cache  [█░]+ +61.0 %"_s)));
}

void TestTerminalTable::showsTheHighestLoadsIfNotAllFit()
{
    const QStringList lines = renderTable(tableWith(256), {80, 24}, false);
    QVERIFY(lines.size() <= 24);
    const QSet<int> shown = shownCpus(lines);
    QVERIFY(shown.size() < 256);
    QVERIFY(shown.contains(255) && !shown.contains(0)); // CPU 255 has the highest load
    QVERIFY(lines.join('\n'_L1).contains(u"%1 more"_s.arg(256 - shown.size())));
}

void TestTerminalTable::waitsForTheFirstResult()
{
    const QStringList lines = renderTable({u"Pulseboard"_s, {}, {}, {}}, {}, false);
    QVERIFY(lines.join('\n'_L1).contains(u"Waiting for the first result"_s));
}

void TestTerminalTable::showsOtherNumbersUnderTheirNames()
{
    TerminalTable table = tableWith(2);
    table.sample.readings.append({u"n_pids"_s, 580});
    QVERIFY(renderTable(table, {}, false).contains(u"  n_pids 580"_s));
}

void TestTerminalTable::namesAreShownInOneLine()
{
    TerminalTable table = tableWith(2);
    table.title = u"a\nb\x1b[2J"_s;
    table.lastLog = u"c\rd\ne"_s;
    table.sample.readings.append({u"two\nlines\r\x1b[2J"_s, 1});
    table.sample.readings.append({QString(), 2});
    const QStringList lines = renderTable(table, {}, false);
    QVERIFY(lines.constFirst().startsWith(u"  a\\nb\\x1b[2J "_s));
    QVERIFY(lines.contains(u"  two\\nlines\\r\\x1b[2J 1"_s));
    QVERIFY(lines.contains(u"  \"\" 2"_s));
    QVERIFY(lines.contains(u"  c\\rd\\ne"_s));
    for (const QString &line : lines)
        QVERIFY(!line.contains(QRegularExpression(u"[\\x00-\\x1f]"_s)));
}

void TestTerminalTable::otherNumbersFit()
{
    TerminalTable table = tableWith(0);
    table.sample.readings = {{QString(80, 'n'_L1), 1'000'000'000.002}, {u"large"_s, std::ldexp(1, 63)}};
    const QStringList names = renderTable(table, {60, 24}, false);
    QVERIFY(names.contains(u"  %1…%1 1000000000.002"_s.arg(QString(20, 'n'_L1))));
    QVERIFY(names.contains(u"  large 9.22337e+18"_s));
    for (int i = 0; i < 20; ++i)
        table.sample.readings.append({u"number%1"_s.arg(i), static_cast<double>(i)});
    static const QRegularExpression number(u"^  \\S+ [\\d.e+]+$"_s);
    static const QRegularExpression more(u"^  (\\d+) more$"_s);
    for (const int rows : {8, 12, 24, 40}) {
        const QStringList lines = renderTable(table, {60, rows}, false);
        QVERIFY(lines.size() <= rows);
        const QStringList last = lines.filter(more);
        QCOMPARE(last.size(), rows == 40 ? 0 : 1);
        const int hidden = last.isEmpty() ? 0 : more.match(last.constFirst()).captured(1).toInt();
        QCOMPARE(lines.filter(number).size() + hidden, table.sample.readings.size());
    }
}

void TestTerminalTable::showsTheShortestWindow()
{
    TerminalTable table = tableWith(0);
    table.sample.readings.append({u"avg-util-cpu0-1h"_s, 20});
    QVERIFY(renderTable(table, {}, false).contains(u"  CPU average, last 1 h"_s));
    table.sample.readings.append({u"avg-util-cpu0-60sec"_s, 10});
    table.sample.lists.append({u"queues"_s, {7, 8}});
    const QStringList lines = renderTable(table, {}, false);
    QVERIFY(lines.contains(u"  CPU average, last minute"_s));
    QVERIFY(lines.contains(u"  avg-util-cpu0-1h 20"_s));
    QVERIFY(lines.contains(u"  queues.1 8"_s));
    QCOMPARE(shownCpus(lines), QSet<int>{0});
}

void TestTerminalTable::fractionsBecomePercent()
{
    TerminalTable table;
    table.sample.readings = {{u"moving_average_cpu_percent-0"_s, 0.7}, // an idle CPU
                             {u"outgoing_traffic"_s, 0.0216},
                             {u"memory_caching"_s, 0.6}};
    const QString text = renderTable(table, {}, false).join('\n'_L1);
    QVERIFY(text.contains(QRegularExpression(u"  0 [█░]+ +0.7 %"_s)));
    QVERIFY(text.contains(QRegularExpression(u"Egress [█░]+ +2.2 %"_s)));
    QVERIFY(text.contains(QRegularExpression(u"Cache  [█░]+ +60.0 %"_s)));
}

void TestTerminalTable::absurdNumbersFit()
{
    TerminalTable table;
    int cpu = 0;
    for (const double value : {1e300, -1e300, 5e-324, -1e-320, 9223372036854775808.0, 1000.0, -100.0})
        table.sample.readings.append({u"moving_average_cpu_percent-%1"_s.arg(cpu++), value});
    table.sample.readings.append({u"percentage_outgoing_bytes"_s, 1e300});
    table.sample.readings.append({u"tiny"_s, 5e-324});
    table.sample.readings.append({u"huge"_s, 9223372036854775808.0});
    const QStringList lines = renderTable(table, {80, 24}, false);
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 80, qPrintable(line));
    const QString text = lines.join('\n'_L1);
    for (const char *wanted :
         {"  0 ████", ">9999 %", "<-999 %", "1000 %", "-100 %", "tiny 4.94066e-324", "huge 9.22337e+18"})
        QVERIFY2(text.contains(QString::fromUtf8(wanted)), wanted);
}

void TestTerminalTable::coloursAreOptional()
{
    QVERIFY(!renderTable(tableWith(2), {}, false).join(QString()).contains('\x1b'_L1));
    QVERIFY(renderTable(tableWith(2), {}, true).join(QString()).contains('\x1b'_L1));
}

void TestTerminalTable::agesAreDescribed_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("clock set back") << qint64(-5000) << "0.0 s";
    QTest::newRow("short") << qint64(1234) << "1.2 s";
    QTest::newRow("seconds") << qint64(59900) << "59 s";
    QTest::newRow("minutes") << qint64(60000) << "1 min";
    QTest::newRow("hours") << qint64(7300000) << "2 h";
}

void TestTerminalTable::agesAreDescribed()
{
    QFETCH(qint64, milliseconds);
    QFETCH(QString, text);
    QCOMPARE(describeAge(std::chrono::milliseconds(milliseconds)), text);
}

QTEST_APPLESS_MAIN(TestTerminalTable)
#include "tst_terminaltable.moc"
