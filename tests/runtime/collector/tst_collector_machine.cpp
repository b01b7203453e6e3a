// SPDX-License-Identifier: GPL-3.0-or-later
// The name, CPU model and memory of the measured machine.
#include "common/core/literals.h"
#include "runtime/collector/hostmachine.h"
#include "tests/support/proctree.h"

#include <QSysInfo>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestCollectorMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cpuModelIsRead_data();
    void cpuModelIsRead();
    void nameIsThatOfTheRoot_data();
    void nameIsThatOfTheRoot();
    void recordedMachineIsRead();
    void missingFilesAreEmpty();
};

void TestCollectorMachine::cpuModelIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("model");
    const auto row = [](const char *name, const char *text, const char *model) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(model);
    };
    row("x86", "processor\t: 0\nmodel\t\t: 85\nmodel name\t: AMD EPYC 7763  64-Core\nprocessor\t: 1\n",
        "AMD EPYC 7763 64-Core");
    row("ARM with 32 bits", "model name\t: ARMv7 Processor rev 4 (v7l)\nHardware\t: BCM2835\n",
        "ARMv7 Processor rev 4 (v7l)");
    row("hardware", "processor\t: 0\nModel\t\t: Some Board\nHardware\t: BCM2835\n", "BCM2835");
    row("board", "processor\t: 0\nRevision\t: a02082\nModel\t\t: Raspberry Pi 4 Model B: 1.4\n",
        "Raspberry Pi 4 Model B: 1.4");
    row("empty value", "model name\t:\nHardware\t: BCM2835\n", "BCM2835");
    row("no model", "processor\t: 0\nBogoMIPS\t: 50.00\n", "");
    row("nothing", "", "");
}

void TestCollectorMachine::cpuModelIsRead()
{
    QFETCH(QByteArray, text);
    QTEST(parseCpuModel(text), "model");
}

void TestCollectorMachine::nameIsThatOfTheRoot_data()
{
    QTest::addColumn<QByteArray>("file"); // /etc/hostname
    QTest::addColumn<QString>("name");
    QTest::newRow("name") << QByteArray("vm7\n") << u"vm7"_s;
    QTest::newRow("comment") << QByteArray("# by the installer\n\n vm7.example.org \n") << u"vm7.example.org"_s;
    QTest::newRow("empty") << QByteArray("\n") << QSysInfo::machineHostName();
}

void TestCollectorMachine::nameIsThatOfTheRoot()
{
    QFETCH(QByteArray, file);
    const ProcTree tree(u"two-cpus"_s);
    tree.write(u"etc/hostname"_s, file);
    QTEST(readHostName(ProcReader(tree.root())), "name");
    QCOMPARE(readHostName(ProcReader()), QSysInfo::machineHostName());
}

void TestCollectorMachine::recordedMachineIsRead()
{
    const ProcTree tree(u"sixteen-cpus"_s);
    const Machine expected{u"vm7"_s, u"Intel(R) Xeon(R) Gold 6136 CPU @ 3.00GHz"_s, 24'972'115'968};
    QVERIFY(readMachine(ProcReader(tree.root()), u"vm7"_s) == expected);
}

void TestCollectorMachine::missingFilesAreEmpty()
{
    const ProcTree tree(u"two-cpus"_s);
    tree.remove(u"proc/cpuinfo"_s);
    tree.remove(u"proc/meminfo"_s);
    QVERIFY(readMachine(ProcReader(tree.root()), u"vm7"_s) == (Machine{u"vm7"_s, {}, 0}));
    QCOMPARE(readHostName(ProcReader(tree.root())), QSysInfo::machineHostName()); // there is no /etc/hostname
}

QTEST_GUILESS_MAIN(TestCollectorMachine)
#include "tst_collector_machine.moc"
