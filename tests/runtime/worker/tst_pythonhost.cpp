// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "runtime/worker/pythonhost.h"
#include "tests/support/paths.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <ctime>
#include <limits>

using namespace pulse;

using Kind = Outcome;
Q_DECLARE_METATYPE(pulse::Outcome)

namespace {

/// Sleeps until a signal interrupts it; the tests set a timer before.
void waitForSignal()
{
    const timespec longTime{10, 0};
    ::nanosleep(&longTime, nullptr);
}

} // namespace

class TestPythonHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void callsHaveAnOutcome_data();
    void callsHaveAnOutcome();
    void badInputIsReported_data();
    void badInputIsReported();
    void numbersStayReadable();
    void replacedLibraryDoesNotAffectResults();
    void signalBetweenCallsIsNotBadInput_data();
    void signalBetweenCallsIsNotBadInput();
    void failureNamesFileAndLine();
    void anyExceptionIsDescribed_data();
    void anyExceptionIsDescribed();
    void longTextsAreCut();

private:
    CallOutcome callOn(const QByteArray &what);

    std::unique_ptr<PythonHost> m_host;
};

void TestPythonHost::initTestCase()
{
    Result<std::unique_ptr<PythonHost>> host = PythonHost::start({u"h"_s, 1, "in", "out"});
    QVERIFY(host);
    m_host = *std::move(host);
    FunctionVersion version;
    version.number = 1;
    version.file = version.copy = test::dataPath("/functions/outcomes.py");
    version.folder = test::dataPath("/functions");
    version.function = u"handler"_s;
    const auto loaded = m_host->load(version);
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().trace));
}

CallOutcome TestPythonHost::callOn(const QByteArray &what)
{
    return m_host->call(R"({"do": ")" + what + "\"}");
}

void TestPythonHost::callsHaveAnOutcome_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("failure");
    QTest::addColumn<bool>("nanReplaced");
    const auto result = [](const char *name, const QByteArray &json, bool nan = false) {
        QTest::newRow(name) << Kind::Success << json << QString() << nan;
    };
    const auto failure = [](const char *name, Kind kind, const char *type) {
        QTest::newRow(name) << kind << QByteArray() << QString::fromLatin1(type) << false;
    };
    result("result", R"({"a": 1, "b": [1.5, null, true, "\u00fc"]})");
    result("list", "[1, 2]");
    result("surrogate", R"({"a": "\ufffd"})");
    result("surrogates", R"({"a": ["x\ufffd\ufffd", {"b": ["\ufffd\ufffd"]}], "\ud83d\ude00": "\ud83d\ude00\\ud800"})");
    result("surrogate keys", R"({"\ufffd": 3, "a": {"b\ufffd": 2}})"); // the last one counts
    result("surrogate alone", R"("\ufffd")");
    const QByteArray large = "1" + QByteArray(308, '0');
    result("huge int", R"({"a": null, "b": [null, null], "c": )" + large + R"(, "d": ")" + QByteArray(400, '9') + "\"}",
           true);
    result("smallest huge int", "[null]", true);
    result("huge int key", R"({"null": 1})", true);
    result("huge longdouble", R"({"a": null, "b": [1.5], "c": [null]})", true);
    result("huge numpy objects", "[null, 1]", true);
    result("numpy scalar", R"({"a": 1.5, "b": 1099511627776, "c": true})");
    result("numpy array", R"({"a": [[1, 2], [3, 4]]})");
    result("numpy table", "[1, 2]");
    result("numpy keys", R"({"1": 1, "2": 2})");
    result("other keys", R"({"true": 1, "1.5": 2, "2026-01-02T00:00:00": 3, "2026-01-03": 4})");
    result("nan key", R"({"null": 1, "a": {"1": null}})", true);
    result("timestamp", R"({"a": "2026-01-02T03:04:05+00:00", "b": ["2026-01-02T00:00:00"]})");
    result("datetime64", R"({"a": "2026-01-02T03:04", "b": [["2026-01-02T00:00:00.000000000", )"
                         R"("2026-01-03T00:00:00.000000000"]]})");
    result("not a time", R"({"a": null, "b": [null, "2026"], "c": null})", true);
    result("time series", R"({"a": {"2026-01-01T00:00:00": 1, "2026-01-02T00:00:00": 2}})");
    result("index", R"(["2026-01-01T00:00:00+00:00", "2026-01-02T00:00:00+00:00"])");
    result("nan", R"({"a": null, "b": [null, 2.0]})", true);
    result("numpy nan", R"({"a": null, "b": [1.0, null]})", true);
    failure("none", Kind::Nothing, "");
    failure("empty", Kind::Nothing, "");
    failure("zero", Kind::Nothing, "");
    failure("raise", Kind::Raised, "ZeroDivisionError");
    failure("exit", Kind::Raised, "SystemExit");
    failure("recursion", Kind::Raised, "RecursionError");
    failure("unspeakable", Kind::Raised, "Unspeakable");
    failure("unspeakable value error", Kind::Raised, "ValueError");
    failure("unspeakable syntax error", Kind::Raised, "UnspeakableSyntax");
    failure("surrogate in the message", Kind::Raised, "ValueError");
    failure("slow value", Kind::Raised, "Interruption");
    failure("set", Kind::NotEncodable, "TypeError");
    failure("bytes", Kind::NotEncodable, "TypeError");
    failure("datetime", Kind::NotEncodable, "TypeError");
    failure("tuple key", Kind::NotEncodable, "TypeError");
    failure("cycle", Kind::NotEncodable, "ValueError");
}

void TestPythonHost::callsHaveAnOutcome()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, json);
    QFETCH(QString, failure);
    QFETCH(bool, nanReplaced);
    const CallOutcome outcome = callOn(QTest::currentDataTag());
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(outcome.json, json);
    QCOMPARE(outcome.failure.type, failure);
    QCOMPARE(outcome.nanReplaced, nanReplaced);
}

void TestPythonHost::badInputIsReported_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("type");
    QTest::newRow("empty") << QByteArray("") << "JSONDecodeError";
    QTest::newRow("not JSON") << QByteArray("nope") << "JSONDecodeError";
    QTest::newRow("cut off") << QByteArray(R"({"a": 1)") << "JSONDecodeError";
    QTest::newRow("list") << QByteArray("[1]") << "TypeError";
    QTest::newRow("number") << QByteArray("5") << "TypeError";
    QTest::newRow("not UTF-8") << QByteArray("{\"a\": \"\xff\"}") << "UnicodeDecodeError";
    QTest::newRow("NUL") << QByteArray("{\0}", 3) << "JSONDecodeError";
    QTest::newRow("deep") << QByteArray(200000, '[') << "RecursionError";
}

void TestPythonHost::badInputIsReported()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, type);
    const CallOutcome outcome = m_host->call(input);
    QCOMPARE(outcome.kind, Kind::BadInput);
    QCOMPARE(outcome.failure.type, type);
    QCOMPARE(m_host->call(R"({"do": "list"})").json, QByteArray("[1, 2]")); // and the next call works
}

/// Numbers are only examined further if they have many digits, wherever those begin.
void TestPythonHost::numbersStayReadable()
{
    const CallOutcome largest = callOn("largest int");
    QVERIFY(!largest.nanReplaced);
    const QJsonArray numbers = QJsonDocument::fromJson(largest.json).array();
    QCOMPARE(numbers, QJsonArray({std::numeric_limits<double>::max(), -std::numeric_limits<double>::max()}));

    const CallOutcome outcome = callOn("huge int in a long result");
    QVERIFY(outcome.nanReplaced);
    const QJsonObject result = QJsonDocument::fromJson(outcome.json).object();
    QCOMPARE(result.size(), 119);
    for (const QJsonValue value : result)
        QCOMPARE(value.toArray(), QJsonArray({1e308, QJsonValue::Null}));
}

/// An attribute of a module that the function shares with the runtime.
void TestPythonHost::replacedLibraryDoesNotAffectResults()
{
    QVERIFY(!callOn("replace library").json.isEmpty());
    const CallOutcome result = callOn("result");
    const CallOutcome nan = callOn("nan");
    const CallOutcome scalar = callOn("numpy scalar");
    const CallOutcome failure = callOn("raise");
    const CallOutcome badInput = m_host->call("nope");
    const PythonHost::Snapshot snapshot = m_host->snapshot("1n");
    QVERIFY(!callOn("restore library").json.isEmpty());
    QCOMPARE(result.json, QByteArray(R"({"a": 1, "b": [1.5, null, true, "\u00fc"]})"));
    QCOMPARE(nan.json, QByteArray(R"({"a": null, "b": [null, 2.0]})"));
    QCOMPARE(scalar.json, QByteArray(R"({"a": 1.5, "b": 1099511627776, "c": true})"));
    QVERIFY2(failure.failure.message.contains(u"outcomes.py, line "_s), qPrintable(failure.failure.message));
    QVERIFY(failure.failure.trace.startsWith(u"Traceback"_s));
    QCOMPARE(badInput.failure.type, u"JSONDecodeError"_s);
    QCOMPARE(snapshot.problem, QString());
}

void TestPythonHost::signalBetweenCallsIsNotBadInput_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("interruption") << u"Interruption"_s;
    QTest::newRow("wrong value") << u"WrongValue"_s;
}

/// From a timer that the function has set and never stopped.
void TestPythonHost::signalBetweenCallsIsNotBadInput()
{
    QFETCH(QString, type);
    QVERIFY(!callOn(QTest::currentDataTag()).json.isEmpty());
    waitForSignal();
    const CallOutcome outcome = callOn("list");
    QCOMPARE(outcome.kind, Kind::Raised);
    QCOMPARE(outcome.failure.type, type);
    QVERIFY2(outcome.failure.message.contains(u"from the timer"_s), qPrintable(outcome.failure.message));
    QVERIFY(outcome.failure.trace.startsWith(u"Traceback"_s));
    QCOMPARE(callOn("list").json, QByteArray("[1, 2]"));
}

void TestPythonHost::anyExceptionIsDescribed_data()
{
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *message) { QTest::newRow(name) << QString::fromUtf8(message); };
    row("unspeakable", "<unprintable Unspeakable object> (");
    row("unspeakable value error", "<unprintable ValueError object> (");
    row("unspeakable syntax error", "<unprintable UnspeakableSyntax object>");
    row("surrogate in the message", "\\ud800é (");
}

void TestPythonHost::anyExceptionIsDescribed()
{
    QFETCH(QString, message);
    const PythonFailure failure = callOn(QTest::currentDataTag()).failure;
    QVERIFY2(failure.message.startsWith(message), qPrintable(failure.message));
    QVERIFY2(failure.trace.startsWith(u"Traceback"_s), qPrintable(failure.trace));
    QVERIFY2(failure.trace.contains(u"outcomes.py\", line "_s), qPrintable(failure.trace));
}

void TestPythonHost::failureNamesFileAndLine()
{
    const CallOutcome outcome = m_host->call(R"({"do": "raise"})");
    QVERIFY2(outcome.failure.message.contains(u"division by zero"_s), qPrintable(outcome.failure.message));
    QVERIFY2(outcome.failure.message.contains(u"outcomes.py, line "_s), qPrintable(outcome.failure.message));
    QVERIFY2(outcome.failure.trace.contains(u"1 / 0"_s), qPrintable(outcome.failure.trace));
}

/// They are cut when they are created, so that no more is copied; the end contains the line in the user's code.
void TestPythonHost::longTextsAreCut()
{
    const PythonFailure failure = m_host->call(R"({"do": "long"})").failure;
    QCOMPARE(failure.type, u"ValueError"_s);
    for (const QString &text : {failure.message, failure.trace}) {
        QVERIFY(text.toUtf8().size() <= longestText && text.toUtf8().size() > longestText - 100);
        QVERIFY(text.contains(u"characters left out…]"_s));
    }
    QVERIFY(failure.message.startsWith(u"é€😀"_s));
    QVERIFY2(failure.message.contains(u"outcomes.py, line "_s), qPrintable(failure.message.right(200)));
    QVERIFY(failure.trace.startsWith(u"Traceback"_s));
}

QTEST_GUILESS_MAIN(TestPythonHost)
#include "tst_pythonhost.moc"
