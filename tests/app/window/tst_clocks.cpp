// SPDX-License-Identifier: GPL-3.0-or-later
// The window of a source whose clock differs from this machine's, over Redis and through a gateway.
#include "app/pages/chartpanel.h"
#include "app/pages/functionpage.h"
#include "app/sources/feedsource.h"
#include "app/widgets/elidinglabel.h"
#include "app/window/mainwindow.h"
#include "app/window/statuschip.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/redissource.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/pageindex.h"
#include "tests/support/shownwidgets.h"
#include "tests/support/timeouts.h"

#include <QLabel>
#include <QRegularExpression>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestClocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void oldHistoryHasItsAge_data();
    void oldHistoryHasItsAge();
    void newResultsAreLive_data();
    void newResultsAreLive();
    void stoppedResultsAreReported_data();
    void stoppedResultsAreReported();
    void missedResultsHaveTheirAge();
    void ageOfAForeignRuntimeIsUnknownAtFirst_data();
    void ageOfAForeignRuntimeIsUnknownAtFirst();
    void ageIsUnknownWithoutTheServersTime_data();
    void ageIsUnknownWithoutTheServersTime();
    void resultFarAheadHidesNothing_data();
    void resultFarAheadHidesNothing();
    void suspensionCountsAsAge();
    void settingThisClockChangesNoAge();
    void timesOfTheFunctionUseTheSourcesClock();

private:
    std::unique_ptr<RedisServer> m_server;
};

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;

const QByteArray result = R"({"avg-util-cpu0-60sec": 40, "avg-util-cpu1-60sec": 60})";

/// A window over Redis or over a gateway; its machine's clocks are the real ones plus a difference.
struct Dashboard
{
    Dashboard(const RedisServer &server, bool byGateway, const RedisUrl &url)
        : source(makeSource(server, byGateway, url))
        , window(*source, {.theme = ThemeChoice::Light, .readClock = [this] {
                               const ClockReading now = ClockReading::now();
                               return ClockReading{now.wall + addedWall, now.steady + addedSteady};
                           }})
    {
        window.resize(1300, 700);
        window.show();
        source->open();
    }
    explicit Dashboard(const RedisServer &server, bool byGateway = false)
        : Dashboard(server, byGateway, server.url())
    {
    }

    std::unique_ptr<ResultSource> makeSource(const RedisServer &server, bool byGateway, const RedisUrl &url)
    {
        OutputFollower::Options options{.redis = server.options(), .key = feedKey, .pollPeriod = 50ms};
        options.redis.url = url;
        if (!byGateway)
            return std::make_unique<RedisSource>(options, QByteArray());
        GatewaySettings settings = gatewaySettings(server);
        settings.redis = url;
        gateway = std::make_unique<RunningGateway>(settings, gatewayLimits(server));
        FeedSource::Options feed;
        feed.socket.url = gateway->feedUrl();
        return std::make_unique<FeedSource>(feed);
    }

    bool says(const QString &text) const { return showsText(window, text); }
    bool says(const char *text) const { return says(QString::fromUtf8(text)); }
    void openDetails() const { window.findChild<StatusChip *>()->click(); }
    bool isLive() const { return window.windowTitle().startsWith(u"● "_s); }

    const LineChart *chart() const { return visibleChart(window, u"CPU average"_s); }
    /// Returns the time between the newest value and the right edge, in ms.
    std::optional<qint64> roomRight() const
    {
        const QList<ChartLine> lines = chart() ? chart()->lines() : QList<ChartLine>();
        if (lines.isEmpty() || lines.constFirst().values.isEmpty())
            return {};
        return chart()->timeRange().second - lines.constFirst().values.constLast().time;
    }

    std::unique_ptr<RunningGateway> gateway;
    std::unique_ptr<ResultSource> source;
    qint64 addedWall = 0;
    qint64 addedSteady = 0;
    MainWindow window;
};

/// Adds results each 5 s, the last of which was written `age` ms ago by a clock that is `ahead` ms ahead.
void addHistory(const RedisServer &server, qint64 age, qint64 ahead)
{
    for (qint64 i = 10; i >= 0; --i) {
        const qint64 written = now() - age - i * 5 * second;
        const QByteArray id = QByteArray::number(written) + "-0";
        QVERIFY(server.call({"XADD", historyKey(feedKey), id, "t", QByteArray::number(written + ahead), "d", result}));
    }
    QVERIFY(server.call({"SET", feedKey, result}));
}

void addBothWays()
{
    QTest::addColumn<bool>("byGateway");
    QTest::newRow("Redis") << false;
    QTest::newRow("gateway") << true;
}

void addClocks()
{
    QTest::addColumn<bool>("byGateway");
    QTest::addColumn<qint64>("ahead");
    for (const bool byGateway : {false, true}) {
        for (const qint64 seconds : {-600, -30, 0, 30, 600})
            QTest::addRow("%s, %lld s", byGateway ? "gateway" : "Redis", static_cast<long long>(seconds))
                << byGateway << seconds * second;
    }
}

} // namespace

void TestClocks::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestClocks::init()
{
    m_server = std::make_unique<RedisServer>();
    QVERIFY(m_server->start());
}

void TestClocks::oldHistoryHasItsAge_data()
{
    addClocks();
}

/// The age is by the server's clock, and the history is visible.
void TestClocks::oldHistoryHasItsAge()
{
    QFETCH(bool, byGateway);
    QFETCH(qint64, ahead);
    addHistory(*m_server, 2 * hour, ahead);
    const Dashboard dashboard(*m_server, byGateway);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 2 h ago"), waitTimeout);
    QVERIFY(!dashboard.isLive());
    QVERIFY(!dashboard.says("clock "));
    QVERIFY(dashboard.roomRight() >= 0 && dashboard.roomRight() <= 61 * second);
}

void TestClocks::newResultsAreLive_data()
{
    addClocks();
}

/// The age is the time since the arrival, and the newest result is at the right edge of the charts.
void TestClocks::newResultsAreLive()
{
    QFETCH(bool, byGateway);
    QFETCH(qint64, ahead);
    addHistory(*m_server, 5 * second, ahead);
    const Dashboard dashboard(*m_server, byGateway);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive(), waitTimeout);
    addResult(*m_server, now() + ahead, result);
    dashboard.openDetails();
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("just now") || dashboard.says("1 s ago"), waitTimeout);
    QVERIFY(dashboard.says("Live · every 5 s"));
    QVERIFY(dashboard.isLive());
    QTRY_VERIFY(dashboard.roomRight() >= 0 && dashboard.roomRight() < 5 * second);
    const qint64 seconds = std::abs(ahead) / second;
    const QString difference = seconds < 120 ? u"30 s"_s : u"10 min"_s;
    QTRY_COMPARE(dashboard.says(u"clock %1 %2"_s.arg(difference, ahead < 0 ? u"behind"_s : u"ahead"_s)), seconds > 0);
    QCOMPARE(dashboard.says("clock "), seconds > 0);
}

void TestClocks::stoppedResultsAreReported_data()
{
    addClocks();
}

/// No further message is needed for the report, and a clock that is ahead does not hide it.
void TestClocks::stoppedResultsAreReported()
{
    QFETCH(bool, byGateway);
    QFETCH(qint64, ahead);
    Dashboard dashboard(*m_server, byGateway);
    QTRY_COMPARE_WITH_TIMEOUT(dashboard.source->status().kind, SourceStatus::Kind::Waiting, waitTimeout);
    addResult(*m_server, now() + ahead, result);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive(), waitTimeout);
    dashboard.addedWall = dashboard.addedSteady = 3 * minute;
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 3 min ago"), waitTimeout);
    QVERIFY(!dashboard.isLive());
    QVERIFY(dashboard.says("No new result")); // the bar above the charts
}

/// Results that were written meanwhile have the age that the server reports, and do not change the clock difference.
void TestClocks::missedResultsHaveTheirAge()
{
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "on", ">pw", "~*", "&*", "+@all"}));
    RedisUrl url = m_server->url();
    url.user = u"away"_s;
    url.password = u"pw"_s;
    addHistory(*m_server, 2 * hour, 0);
    const Dashboard dashboard(*m_server, false, url);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 2 h ago"), waitTimeout);
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "off"}));
    QVERIFY(m_server->call({"CLIENT", "KILL", "USER", "away"}));
    QTRY_COMPARE_WITH_TIMEOUT(dashboard.source->status().kind, SourceStatus::Kind::Refused, waitTimeout);
    addHistory(*m_server, hour, 0);
    QVERIFY(m_server->call({"ACL", "SETUSER", "away", "on"}));
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 60 min ago"), waitTimeout);
    QVERIFY(!dashboard.says("clock "));
}

void TestClocks::ageOfAForeignRuntimeIsUnknownAtFirst_data()
{
    addBothWays();
}

/// Without a stream, the time when the existing value was written is unknown.
void TestClocks::ageOfAForeignRuntimeIsUnknownAtFirst()
{
    QFETCH(bool, byGateway);
    QVERIFY(m_server->call({"SET", feedKey, result}));
    Dashboard dashboard(*m_server, byGateway);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Connected"), waitTimeout);
    dashboard.openDetails();
    QVERIFY(dashboard.says("age unknown until the next one arrives"));
    QVERIFY(!dashboard.isLive());
    QVERIFY(m_server->call({"SET", feedKey, R"({"avg-util-cpu0-60sec": 41})"}));
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive() && dashboard.says("just now"), waitTimeout);
    QVERIFY(!dashboard.says("unknown"));
    dashboard.addedWall = dashboard.addedSteady = 3 * minute;
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 3 min ago"), waitTimeout);
}

void TestClocks::ageIsUnknownWithoutTheServersTime_data()
{
    addBothWays();
}

void TestClocks::ageIsUnknownWithoutTheServersTime()
{
    QFETCH(bool, byGateway);
    QVERIFY(m_server->call({"ACL", "SETUSER", "timeless", "on", ">pw", "~*", "&*", "+@all", "-time"}));
    RedisUrl url = m_server->url();
    url.user = u"timeless"_s;
    url.password = u"pw"_s;
    addHistory(*m_server, 2 * hour, 0);
    Dashboard dashboard(*m_server, byGateway, url);
    dashboard.openDetails();
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("age unknown until the next one arrives"), waitTimeout);
    QVERIFY(dashboard.roomRight() >= 0);
    dashboard.addedWall = dashboard.addedSteady = minute; // as if nothing had arrived for a minute
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated"), waitTimeout);
    dashboard.addedWall = dashboard.addedSteady = 0;
    addResult(*m_server, now(), result);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive() && dashboard.says("Live"), waitTimeout);
}

void TestClocks::resultFarAheadHidesNothing_data()
{
    addBothWays();
}

/// One result that is stamped a year ahead hides nothing, neither at opening nor later.
void TestClocks::resultFarAheadHidesNothing()
{
    QFETCH(bool, byGateway);
    constexpr qint64 year = 365 * 24 * hour;
    addHistory(*m_server, 5 * second, 0);
    addResult(*m_server, now() + year, result);
    const Dashboard dashboard(*m_server, byGateway);
    const auto shown = [&dashboard] {
        const QList<ChartLine> lines = dashboard.chart() ? dashboard.chart()->lines() : QList<ChartLine>();
        return lines.isEmpty() ? 0 : lines.constFirst().values.size();
    };
    QTRY_VERIFY_WITH_TIMEOUT(shown() >= 10, waitTimeout);
    QVERIFY(dashboard.roomRight() >= 0 && dashboard.roomRight() < minute);
    QVERIFY(dashboard.isLive());
    addResult(*m_server, now(), result);
    QTRY_VERIFY(shown() >= 11);
    addResult(*m_server, now() + year, result);
    addResult(*m_server, now(), result);
    QTRY_VERIFY(shown() >= 12);
    QVERIFY(dashboard.isLive());
    QVERIFY(!dashboard.says("clock "));
}

/// The steady clock continues meanwhile, so the result is old; the time axis continues at the source's time.
void TestClocks::suspensionCountsAsAge()
{
    Dashboard dashboard(*m_server);
    QTRY_COMPARE_WITH_TIMEOUT(dashboard.source->status().kind, SourceStatus::Kind::Waiting, waitTimeout);
    addResult(*m_server, now() - 30 * second, result);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive(), waitTimeout);
    dashboard.addedWall = dashboard.addedSteady = 8 * hour;
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("Outdated · 8 h ago"), waitTimeout);
    QVERIFY(dashboard.says("clock 30 s behind"));
    addResult(*m_server, now() + 8 * hour - 30 * second, result);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive() && dashboard.says("clock 30 s behind"), waitTimeout);
}

void TestClocks::settingThisClockChangesNoAge()
{
    Dashboard dashboard(*m_server);
    QTRY_COMPARE_WITH_TIMEOUT(dashboard.source->status().kind, SourceStatus::Kind::Waiting, waitTimeout);
    addResult(*m_server, now(), result);
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.isLive(), waitTimeout);
    dashboard.addedWall = 10 * minute;
    QTRY_VERIFY_WITH_TIMEOUT(dashboard.says("clock 10 min behind"), waitTimeout);
    QVERIFY(dashboard.isLive());
    QVERIFY(dashboard.roomRight() >= 0 && dashboard.roomRight() < 15 * second);
}

/// The function's times are by the runtime's clock, too.
void TestClocks::timesOfTheFunctionUseTheSourcesClock()
{
    const QByteArray lastCall = QByteArray::number(now() - 10 * minute - 5 * second);
    QVERIFY(m_server->call({"HSET", statusKey(feedKey), "ready", "1", "calls", "7", "last_call", lastCall}));
    addHistory(*m_server, 5 * second, -10 * minute);
    Dashboard dashboard(*m_server);
    dashboard.window.showPage(test::PageIndex::Function);
    const auto *page = dashboard.window.findChild<FunctionPage *>();
    const auto isShown = [page] {
        return std::ranges::any_of(page->findChildren<ElidingLabel *>(), [](const ElidingLabel *one) {
            static const QRegularExpression fewSeconds(u"^([0-9.]+) s ago$"_s);
            return fewSeconds.match(one->text()).hasMatch();
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isShown(), waitTimeout);
}

QTEST_MAIN(TestClocks)
#include "tst_clocks.moc"
