// SPDX-License-Identifier: GPL-3.0-or-later
// The whole chain with real programs: the records of a dashboard at a gateway are those in Redis, without gaps and
// duplicates, whichever process ends in between.
#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/files.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

/// Collects what a source emits.
struct Listener
{
    explicit Listener(FeedSource &source)
    {
        QObject::connect(&source, &ResultSource::history, &context, [this](const QList<Record> &all) {
            records = all;
            ++histories;
        });
        QObject::connect(&source, &ResultSource::record, &context, [this](const Record &one) { records.append(one); });
    }

    QObject context;
    QList<Record> records;
    int histories = 0;
};

} // namespace

class TestGatewayFaults : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void noRecordIsLostIfTheGatewayEnds_data();
    void noRecordIsLostIfTheGatewayEnds();
    void noRecordIsLostIfRedisEnds();
    void noRecordIsLostIfTheRuntimeEnds_data();
    void noRecordIsLostIfTheRuntimeEnds();
    void recordsSurviveAllProgramsEnding();

private:
    bool startGateway();
    /// Writes new measurements one after the other and waits for each result.
    void compute(int count);
    QList<Record> inRedis() const;
    void sameAsInRedis();

    std::unique_ptr<Program> m_gateway;
    std::unique_ptr<FeedSource> m_source;
    std::unique_ptr<Listener> m_listener;
    quint16 m_port = 0;
    int m_number = 0;
};

void TestGatewayFaults::init()
{
    setUp({u"--appendonly"_s, u"yes"_s, u"--appendfsync"_s, u"always"_s});
    m_number = 0;
    m_port = freePort();
    m_gateway = std::make_unique<Program>(u"pulseboard-gateway"_s);
    QVERIFY(startRuntime(functionFile("counting.py")));
    compute(3);
    QVERIFY(startGateway());
    FeedSource::Options options;
    options.socket.url.setUrl(u"ws://127.0.0.1:%1/feed"_s.arg(m_port));
    options.shortestRetry = 20ms;
    options.longestRetry = 200ms;
    m_source = std::make_unique<FeedSource>(options);
    m_listener = std::make_unique<Listener>(*m_source);
    m_source->open();
    sameAsInRedis();
    compute(3);
    sameAsInRedis();
    QCOMPARE(m_listener->histories, 1);
}

void TestGatewayFaults::cleanup()
{
    if (QTest::currentTestFailed() && m_gateway)
        qWarning().noquote() << "log of the gateway:" << m_gateway->log();
    m_source.reset();
    m_gateway.reset();
    tearDown();
}

bool TestGatewayFaults::startGateway()
{
    return m_gateway->start({u"--redis"_s, m_server->url().toString(), u"--output-key"_s,
                             QString::fromLatin1(outputKey), u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)});
}

void TestGatewayFaults::compute(int count)
{
    for (int i = 0; i < count; ++i) {
        putNumber(++m_number);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_number, waitTimeout);
    }
}

QList<Record> TestGatewayFaults::inRedis() const
{
    QList<Record> records;
    for (const StreamEntry &entry : history()) {
        const auto field = [&entry](const char *name) { return entry.value(name).value_or(QByteArray()); };
        records.append({field("t").toLongLong(), field("d"), field("i")});
    }
    return records;
}

void TestGatewayFaults::sameAsInRedis()
{
    const QList<Record> wanted = inRedis();
    QVERIFY(wanted.size() >= m_number);
    QTRY_COMPARE_WITH_TIMEOUT(m_listener->records.size(), wanted.size(), waitTimeout);
    for (qsizetype i = 0; i < wanted.size(); ++i) { // compared as JSON, since the feed omits spaces
        QCOMPARE(m_listener->records[i].time, wanted[i].time);
        QCOMPARE(jsonObject(m_listener->records[i].output), jsonObject(wanted[i].output));
        QCOMPARE(jsonObject(m_listener->records[i].input), jsonObject(wanted[i].input));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_source->status().kind, SourceStatus::Kind::Live, waitTimeout);
}

void TestGatewayFaults::noRecordIsLostIfTheGatewayEnds_data()
{
    QTest::addColumn<bool>("killed");
    QTest::newRow("killed") << true;
    QTest::newRow("ended") << false;
}

void TestGatewayFaults::noRecordIsLostIfTheGatewayEnds()
{
    QFETCH(bool, killed);
    for (int i = 0; i < 3; ++i) {
        if (killed)
            m_gateway->kill();
        else
            QCOMPARE(m_gateway->terminate(), 0);
        compute(3); // results that it misses
        QVERIFY(startGateway());
        compute(2);
        sameAsInRedis();
    }
    QCOMPARE(m_listener->histories, 1);
}

void TestGatewayFaults::noRecordIsLostIfRedisEnds()
{
    for (int i = 0; i < 3; ++i) {
        m_server->kill();
        QTRY_COMPARE_WITH_TIMEOUT(m_source->status().kind, SourceStatus::Kind::Lost, waitTimeout);
        QVERIFY(m_server->start());
        compute(3);
        sameAsInRedis();
    }
    QCOMPARE(m_listener->histories, 1);
}

void TestGatewayFaults::noRecordIsLostIfTheRuntimeEnds_data()
{
    noRecordIsLostIfTheGatewayEnds_data();
}

void TestGatewayFaults::noRecordIsLostIfTheRuntimeEnds()
{
    QFETCH(bool, killed);
    for (int i = 0; i < 3; ++i) {
        if (killed)
            m_runtime->kill();
        else
            QCOMPARE(m_runtime->terminate(), 0);
        QVERIFY(m_runtime->start());
        compute(3);
        sameAsInRedis();
    }
    QCOMPARE(m_listener->histories, 1);
}

void TestGatewayFaults::recordsSurviveAllProgramsEnding()
{
    m_gateway->kill();
    m_runtime->kill();
    m_server->kill();
    QVERIFY(m_server->start());
    QVERIFY(m_runtime->start());
    compute(3);
    QVERIFY(startGateway());
    compute(3);
    sameAsInRedis();
    QCOMPARE(m_listener->histories, 1);
}

QTEST_GUILESS_MAIN(TestGatewayFaults)
#include "tst_gatewayfaults.moc"
