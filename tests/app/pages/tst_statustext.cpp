// SPDX-License-Identifier: GPL-3.0-or-later
// The texts about the source: what is shown, its state, the difference of its clock.
#include "app/pages/statustext.h"
#include "common/core/literals.h"
#include "common/results/samplefunction.h"

#include <QCryptographicHash>
#include <QTest>

using namespace pulse;

class TestStatusText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void titleNamesFunctionAndMachine_data();
    void titleNamesFunctionAndMachine();
    void chipHasAWordAndTheRhythm_data();
    void chipHasAWordAndTheRhythm();
    void titlesShowTheState_data();
    void titlesShowTheState();
    void clockDifferenceIsShownFromFiveSeconds();
    void agesAreWhole_data();
    void agesAreWhole();
};

namespace {

using Kind = SourceStatus::Kind;

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;

FunctionReport reportOf(const QString &function, const QString &host, const QString &hash = {})
{
    FunctionReport report;
    if (!function.isEmpty()) {
        report.status.emplace();
        report.status->function = function;
        report.status->codeHash = hash;
    }
    if (!host.isEmpty())
        report.machine = Machine{host, u"Intel Xeon E-2388G"_s, 32LL << 30};
    return report;
}

} // namespace

void TestStatusText::titleNamesFunctionAndMachine_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QString>("hash");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *name, const char *function, const char *host, const char *key, const char *title) {
        QTest::newRow(name) << QString::fromUtf8(function) << QString() << QString::fromUtf8(host)
                            << QString::fromUtf8(key) << QString::fromUtf8(title);
    };
    row("all", "/opt/metrics.py", "vm7", "results", "metrics.py on vm7");
    row("a URL", "https://example.org/functions/mine.zip", "vm7", "results", "mine.zip on vm7");
    row("a setting", "PYFILE", "vm7", "results", "PYFILE on vm7");
    row("no machine", "/opt/metrics.py", "", "results", "metrics.py");
    row("no function", "", "vm7", "results", "results on vm7");
    row("neither", "", "", "results", "results");
    row("a machine only", "", "vm7", "", "vm7");
    row("nothing", "", "", "", "redis://here");
    row("a name with a place marker", "/opt/%2.py", "%1", "results", "%2.py on %1");
    const QByteArray sampleHash = QCryptographicHash::hash(sampleFunction(), QCryptographicHash::Sha256).toHex();
    QTest::newRow("the sample") << u"/tmp/x/metrics.py"_s << QString::fromLatin1(sampleHash) << u"vm7"_s << u"results"_s
                                << u"Built-in sample on vm7"_s;
}

void TestStatusText::titleNamesFunctionAndMachine()
{
    QFETCH(QString, function);
    QFETCH(QString, hash);
    QFETCH(QString, host);
    QFETCH(QString, key);
    QTEST(StatusText::name({Kind::Live, u"redis://here"_s, key, {}}, reportOf(function, host, hash)), "title");
}

void TestStatusText::chipHasAWordAndTheRhythm_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<Problem::Kind>("problem");
    QTest::addColumn<Freshness>("freshness");
    QTest::addColumn<qint64>("clockOffset");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *text, Kind kind, const Freshness &freshness, qint64 clockOffset = 0,
                        Problem::Kind problem = Problem::Kind::None) {
        QTest::newRow(text) << kind << problem << freshness << clockOffset << QString::fromUtf8(text);
    };
    row("Live", Kind::Live, {0, {}, false});
    row("Live · every 5 s", Kind::Live, {0, 5 * second, false});
    row("Live · every 2 s", Kind::Live, {3998, 1999, false});
    row("Live · every 5 s · 10 s ago", Kind::Live, {10 * second + 1, 5 * second, false});
    row("Live · every 5 min", Kind::Live, {500 * second, 299'998, false});
    row("Live · every 1 s", Kind::Live, {0, 700, false});
    row("Live · 2 per second", Kind::Live, {0, 500, false});
    row("Live · 4 per second", Kind::Live, {0, 250, false});
    row("Live · every 5 s · clock 30 s behind", Kind::Live, {0, 5 * second, false}, 30 * second);
    row("Live · every 6 s · clock 5 s ahead", Kind::Live, {0, 6 * second, false}, -5001);
    row("Live · every 7 s", Kind::Live, {0, 7 * second, false}, 5 * second);
    row("Outdated · 3 min ago", Kind::Live, {180 * second, 5 * second, true});
    row("Outdated", Kind::Live, {{}, 5 * second, true, true});
    row("Connected", Kind::Live, {{}, 5 * second, false, true});
    row("Connecting", Kind::Connecting, {});
    row("Waiting", Kind::Waiting, {});
    row("Not connected", Kind::Lost, {20 * second, 5 * second, true}, 30 * second);
    row("Unreadable", Kind::NotJson, {20 * second, 5 * second, false});
    row("Refused", Kind::Refused, {});
    row("Login refused", Kind::Refused, {}, 0, Problem::Kind::Login);
    row("No permission", Kind::Refused, {}, 0, Problem::Kind::Permission);
    row("Wrong key", Kind::Refused, {}, 0, Problem::Kind::NotResults);
}

void TestStatusText::chipHasAWordAndTheRhythm()
{
    QFETCH(Kind, kind);
    QFETCH(Problem::Kind, problem);
    QFETCH(Freshness, freshness);
    QFETCH(qint64, clockOffset);
    SourceStatus status{kind, u"here"_s, u"k"_s, {}};
    status.problem.kind = problem;
    QTEST(StatusText::headline(status, freshness, clockOffset), "text");
}

void TestStatusText::titlesShowTheState_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<bool>("stale");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *name, Kind kind, bool stale, const char *title) {
        QTest::newRow(name) << kind << stale << QString::fromUtf8(title);
    };
    row("live", Kind::Live, false, "● k · Pulseboard");
    row("stale", Kind::Live, true, "○ Outdated · k · Pulseboard");
    row("lost", Kind::Lost, false, "○ Not connected · k · Pulseboard");
    row("waiting", Kind::Waiting, false, "○ Waiting · k · Pulseboard");
    row("refused", Kind::Refused, false, "○ Refused · k · Pulseboard");
}

void TestStatusText::titlesShowTheState()
{
    QFETCH(Kind, kind);
    QFETCH(bool, stale);
    const SourceStatus status{kind, u"here"_s, u"k"_s, {}};
    QTEST(StatusText::title(u"k"_s, status, {1000, 1000, stale}), "title");
}

void TestStatusText::clockDifferenceIsShownFromFiveSeconds()
{
    QCOMPARE(StatusText::clock({}), QString());
    QCOMPARE(StatusText::clock(5000), QString());
    QCOMPARE(StatusText::clock(-5000), QString());
    QCOMPARE(StatusText::clock(5001), u"5 s behind this machine's"_s);
    QCOMPARE(StatusText::clock(-30'000), u"30 s ahead of this machine's"_s);
    QCOMPARE(StatusText::clock(2 * hour), u"2 h behind this machine's"_s);
}

void TestStatusText::agesAreWhole_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 age, const char *text) { QTest::newRow(text) << age << QString::fromLatin1(text); };
    row(999, "just now");
    row(second, "1 s ago");
    row(9999, "9 s ago");
    row(2 * minute - 1, "119 s ago");
    row(2 * minute, "2 min ago");
    row(2 * hour, "2 h ago");
    row(49 * hour, "2 d ago");
}

void TestStatusText::agesAreWhole()
{
    QFETCH(qint64, age);
    QTEST(StatusText::ago(age), "text");
}

QTEST_GUILESS_MAIN(TestStatusText)
#include "tst_statustext.moc"
