// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/memory.h"

#include <QTest>

using namespace pulse;

class TestCollectorMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfTheRealPayload();
    void missingLinesAreEmpty_data();
    void missingLinesAreEmpty();
    void limitsOfLxcAreKept();
    void olderKernelsAreRead();
    void unreadableLinesAreEmpty();
};

namespace {

using Lines = QMap<QByteArray, quint64>; // kB

/// Returns the values of the machine that wrote tests/data/payloads/metrics-2022-07-16.json.
Lines payloadLines()
{
    return {{"MemTotal", 20494720}, {"MemFree", 316344},      {"MemAvailable", 12803192}, {"Buffers", 1207176},
            {"Cached", 9244260},    {"Active", 8847648},      {"Inactive", 7673648},      {"Shmem", 11072},
            {"Slab", 3330648},      {"SReclaimable", 2422976}};
}

QByteArray toText(const Lines &lines)
{
    QByteArray text;
    for (auto it = lines.cbegin(); it != lines.cend(); ++it)
        text += it.key() + ":  " + QByteArray::number(it.value()) + " kB\n";
    return text + "HugePages_Total:       0\nActive(anon):     7 kB\n";
}

Memory memoryOf(const Lines &lines)
{
    return parseMemory(toText(lines));
}

} // namespace

void TestCollectorMemory::valuesAreThoseOfTheRealPayload()
{
    const Memory expected{.total = 20986593280,
                          .available = 13110468608,
                          .percent = 37.5,
                          .used = 7479259136,
                          .free = 323936256,
                          .active = 9059991552,
                          .inactive = 7857815552,
                          .buffers = 1236148224,
                          .cached = 11947249664,
                          .shared = 11337728,
                          .slab = 3410583552};
    QCOMPARE(memoryOf(payloadLines()), expected);
}

void TestCollectorMemory::missingLinesAreEmpty_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("empty"); // number of missing values: the line's own, and those computed from it
    QTest::newRow("total: percent, used") << QByteArray("MemTotal") << 3;
    QTest::newRow("free: used") << QByteArray("MemFree") << 2;
    QTest::newRow("available: percent") << QByteArray("MemAvailable") << 2;
    QTest::newRow("buffers: used") << QByteArray("Buffers") << 2;
    QTest::newRow("cached: used") << QByteArray("Cached") << 2;
    for (const char *line : {"Active", "Inactive", "Shmem", "Slab"})
        QTest::newRow(line) << QByteArray(line) << 1;
}

void TestCollectorMemory::missingLinesAreEmpty()
{
    QFETCH(QByteArray, line);
    Lines lines = payloadLines();
    const Memory whole = memoryOf(lines);
    QCOMPARE(lines.remove(line), 1);
    const Memory memory = memoryOf(lines);
    int empty = memory.percent ? 0 : 1;
    for (const auto member : {&Memory::total, &Memory::available, &Memory::used, &Memory::free, &Memory::active,
                              &Memory::inactive, &Memory::buffers, &Memory::cached, &Memory::shared, &Memory::slab}) {
        if (memory.*member)
            QCOMPARE(memory.*member, whole.*member); // the other values are unaffected
        else
            ++empty;
    }
    QTEST(empty, "empty");
}

void TestCollectorMemory::limitsOfLxcAreKept()
{
    Lines lines = payloadLines();
    lines["MemTotal"] = 1000000; // the container's value, while the others are the host's
    const Memory memory = memoryOf(lines);
    QCOMPARE(memory.available, memory.free);
    QCOMPARE(memory.used, std::optional<quint64>(1024 * (1000000 - lines["MemFree"])));
    QCOMPARE(memory.percent, std::optional(68.4));

    lines["MemFree"] = 2000000;
    QVERIFY(!memoryOf(lines).used); // not a wrapped negative number
    QVERIFY(!memoryOf(lines).percent);
}

void TestCollectorMemory::olderKernelsAreRead()
{
    Lines lines = payloadLines();
    lines.remove("SReclaimable");
    QCOMPARE(memoryOf(lines).cached, std::optional<quint64>(1024 * lines["Cached"]));
}

void TestCollectorMemory::unreadableLinesAreEmpty()
{
    QCOMPARE(parseMemory({}), Memory());
    QCOMPARE(parseMemory("MemTotal:\nMemFree: many kB\n\n:\n"), Memory());
    QVERIFY(!parseMemory("MemTotal: 0 kB\nMemAvailable: 0 kB\n").percent);
}

QTEST_GUILESS_MAIN(TestCollectorMemory)
#include "tst_collector_memory.moc"
