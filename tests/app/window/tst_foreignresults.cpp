// SPDX-License-Identifier: GPL-3.0-or-later
// Results that are not those of our runtime, cannot be read, or may not be read.
#include "app/pages/tilerow.h"
#include "app/window/language.h"
#include "app/window/statuschip.h"
#include "common/core/literals.h"
#include "tests/support/dashboardwindow.h"
#include "tests/support/files.h"
#include "tests/support/history.h"
#include "tests/support/redisserver.h"

#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestForeignResults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void foreignResultsAreShown_data();
    void foreignResultsAreShown();
    void resultThatIsNotJsonKeepsTheData();
    void refusalsExplainWhatToDo_data();
    void refusalsExplainWhatToDo();
    void unknownMetricsAreExplained();

private:
    std::unique_ptr<RedisServer> m_server;
    Language m_language{u"en"_s}; // with singular and plural
};

void TestForeignResults::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestForeignResults::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestForeignResults::foreignResultsAreShown_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("cpus");
    QTest::addColumn<QString>("busiest");
    QTest::addColumn<QString>("cache");
    QTest::newRow("flat") << "output-flat-2025-12-04"
                          << "8"
                          << "99.9"
                          << "70.5";
    QTest::newRow("nested history") << "output-nested-history-2023-03-03"
                                    << "16"
                                    << "42.9"
                                    << "no such tile";
}

void TestForeignResults::foreignResultsAreShown()
{
    QFETCH(QString, file);
    QFETCH(QString, cpus);
    QFETCH(QString, busiest);
    QFETCH(QString, cache);
    QVERIFY(m_server->call({"SET", resultKey, payload(file)}));
    const DashboardWindow dashboard(m_server->options());
    QTRY_COMPARE(dashboard.cpus(), cpus);
    QCOMPARE(dashboard.tile("Busiest CPU"), busiest);
    QCOMPARE(dashboard.tile("Cache"), cache);
    QCOMPARE(dashboard.lines("CPU").size(), cpus.toInt());
    QVERIFY(m_server->call({"SET", resultKey, resultOf({1}, 2, 3)}));
    QTRY_COMPARE(dashboard.cpus(), u"one"_s);
}

void TestForeignResults::resultThatIsNotJsonKeepsTheData()
{
    QVERIFY(m_server->call({"SET", resultKey, resultOf({50}, 20, 60)}));
    const DashboardWindow dashboard(m_server->options());
    QTRY_COMPARE(dashboard.tile("CPU mean"), u"50.0"_s);
    QVERIFY(m_server->call({"SET", resultKey, "hello"}));
    QTRY_VERIFY(dashboard.says("The result is not JSON"));
    QCOMPARE(dashboard.tile("CPU mean"), u"50.0"_s);
    QCOMPARE(dashboard.lines("CPU").size(), 1);
    QVERIFY(m_server->call({"SET", resultKey, resultOf({55}, 20, 60)}));
    QTRY_COMPARE(dashboard.tile("CPU mean"), u"55.0"_s);
    QVERIFY(!dashboard.says("The result is not JSON"));
}

void TestForeignResults::refusalsExplainWhatToDo_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("isList");
    QTest::addColumn<QString>("advice");
    QTest::addColumn<QString>("state");
    QTest::newRow("wrong password") << "wrong" << false << "Check the user and the password"
                                    << "Login refused";
    QTest::newRow("wrong type") << QString() << true << "“results” holds no text; check the output key"
                                << "Wrong key";
}

void TestForeignResults::refusalsExplainWhatToDo()
{
    QFETCH(QString, password);
    QFETCH(bool, isList);
    QFETCH(QString, advice);
    RedisOptions options = m_server->options();
    options.url.password = password;
    if (isList)
        QVERIFY(m_server->call({"LPUSH", resultKey, "1"}));
    else
        QVERIFY(m_server->call({"CONFIG", "SET", "requirepass", "right"}));
    const DashboardWindow dashboard(options);
    QTRY_VERIFY(dashboard.says(advice));
    QTEST(dashboard.the<StatusChip>().label(), "state");
    QVERIFY(!dashboard.says("wrong:"));
}

void TestForeignResults::unknownMetricsAreExplained()
{
    QVERIFY(m_server->call({"SET", resultKey, R"({"n_pids": 863})"}));
    const DashboardWindow dashboard(m_server->options());
    QTRY_COMPARE(dashboard.the<StatusChip>().label(), u"Connected"_s); // there is no stream, so the age is unknown
    QVERIFY(dashboard.window.findChild<TileRow *>()->isVisible());
    QCOMPARE(dashboard.tile("CPU mean"), u"no such tile"_s);
    QCOMPARE(dashboard.lines("CPU").size(), 0);
}

QTEST_MAIN(TestForeignResults)
#include "tst_foreignresults.moc"
