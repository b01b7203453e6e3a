// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"
#include "runtime/worker/pythonhost.h"
#include "tests/support/paths.h"

#include <QTest>

using namespace pulse;

using Kind = Outcome;
Q_DECLARE_METATYPE(pulse::Outcome)

class TestPythonHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outcomes_data();
    void outcomes();
    void badInput_data();
    void badInput();
    void failureNamesFileAndLine();
    void longTextsAreCut();

private:
    std::unique_ptr<PythonHost> m_host;
};

void TestPythonHost::initTestCase()
{
    Result<std::unique_ptr<PythonHost>> host = PythonHost::start({QStringLiteral("h"), 1, "in", "out"});
    QVERIFY(host);
    m_host = *std::move(host);
    FunctionVersion version;
    version.number = 1;
    version.file = version.copy = test::dataPath("/functions/outcomes.py");
    version.folder = test::dataPath("/functions");
    version.function = QStringLiteral("handler");
    const auto loaded = m_host->load(version);
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().trace));
}

void TestPythonHost::outcomes_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("failure");
    QTest::addColumn<bool>("nanReplaced");
    const auto result = [](const char *name, const char *json, bool nan = false) {
        QTest::newRow(name) << Kind::Success << QByteArray(json) << QString() << nan;
    };
    const auto failure = [](const char *name, Kind kind, const char *type) {
        QTest::newRow(name) << kind << QByteArray() << QString::fromLatin1(type) << false;
    };
    result("result", R"({"a": 1, "b": [1.5, null, true, "\u00fc"]})");
    result("list", "[1, 2]");
    result("surrogate", R"({"a": "\ud800"})");
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
    failure("set", Kind::NotEncodable, "TypeError");
    failure("bytes", Kind::NotEncodable, "TypeError");
    failure("datetime", Kind::NotEncodable, "TypeError");
    failure("tuple key", Kind::NotEncodable, "TypeError");
    failure("cycle", Kind::NotEncodable, "ValueError");
}

void TestPythonHost::outcomes()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, json);
    QFETCH(QString, failure);
    QFETCH(bool, nanReplaced);
    const CallOutcome outcome = m_host->call(QByteArray(R"({"do": ")") + QTest::currentDataTag() + "\"}");
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(outcome.json, json);
    QCOMPARE(outcome.failure.type, failure);
    QCOMPARE(outcome.nanReplaced, nanReplaced);
}

void TestPythonHost::badInput_data()
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

void TestPythonHost::badInput()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, type);
    const CallOutcome outcome = m_host->call(input);
    QCOMPARE(outcome.kind, Kind::BadInput);
    QCOMPARE(outcome.failure.type, type);
    QCOMPARE(m_host->call(R"({"do": "list"})").json, QByteArray("[1, 2]")); // and goes on
}

void TestPythonHost::failureNamesFileAndLine()
{
    const CallOutcome outcome = m_host->call(R"({"do": "raise"})");
    QVERIFY2(outcome.failure.message.contains(QStringLiteral("division by zero")), qPrintable(outcome.failure.message));
    QVERIFY2(outcome.failure.message.contains(QStringLiteral("outcomes.py, line ")),
             qPrintable(outcome.failure.message));
    QVERIFY2(outcome.failure.trace.contains(QStringLiteral("1 / 0")), qPrintable(outcome.failure.trace));
}

/// Where they are made, so that no more of them is copied; the place in the user's code is at the end.
void TestPythonHost::longTextsAreCut()
{
    const PythonFailure failure = m_host->call(R"({"do": "long"})").failure;
    QCOMPARE(failure.type, QStringLiteral("ValueError"));
    for (const QString &text : {failure.message, failure.trace}) {
        QVERIFY(text.toUtf8().size() <= longestText && text.toUtf8().size() > longestText - 100);
        QVERIFY(text.contains(QStringLiteral("characters left out…]")));
    }
    QVERIFY(failure.message.startsWith(QStringLiteral("é€😀")));
    QVERIFY2(failure.message.contains(QStringLiteral("outcomes.py, line ")), qPrintable(failure.message.right(200)));
    QVERIFY(failure.trace.startsWith(QStringLiteral("Traceback")));
}

QTEST_GUILESS_MAIN(TestPythonHost)
#include "tst_pythonhost.moc"
