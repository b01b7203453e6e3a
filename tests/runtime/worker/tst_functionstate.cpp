// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/worker/pythonhost.h"
#include "tests/support/paths.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <ctime>

using namespace pulse;

/// Which parts of context.env are stored, and how they are restored, in the real interpreter.
class TestFunctionState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundTrips_data();
    void roundTrips();
    void valuesThatCannotBeStoredAreNamed_data();
    void valuesThatCannotBeStoredAreNamed();
    void restoresJsonOfEarlierVersions();
    void restoresArraysOfEarlierVersions();
    void isStoredDespiteASignal();
    void isStoredWithoutEnvIfThatRaises();
    void restoresAllOrNothing_data();
    void restoresAllOrNothing();

private:
    QJsonObject call(const char *action, const QByteArray &name);

    std::unique_ptr<PythonHost> m_host;
};

void TestFunctionState::initTestCase()
{
    Result<std::unique_ptr<PythonHost>> host = PythonHost::start({u"h"_s, 1, "in", "out"});
    QVERIFY(host);
    m_host = *std::move(host);
    FunctionVersion version;
    version.number = 1;
    version.file = version.copy = test::dataPath("/functions/state_probe.py");
    version.folder = test::dataPath("/functions");
    version.function = u"handler"_s;
    version.codeHash = "c0de";
    const auto loaded = m_host->load(version);
    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().trace));
}

QJsonObject TestFunctionState::call(const char *action, const QByteArray &name)
{
    const CallOutcome outcome = m_host->call(R"({"do": ")" + QByteArray(action) + R"(", "name": ")" + name +
                                             R"(", "net_io_counters_eth0-bytes_sent": 7})");
    if (outcome.kind != Outcome::Success)
        qWarning().noquote() << outcome.failure.trace;
    return QJsonDocument::fromJson(outcome.json).object();
}

void TestFunctionState::roundTrips_data()
{
    QTest::addColumn<bool>("isPlain"); // JSON without tags
    for (const char *name : {"plain", "list", "plain dict that looks like a tag"})
        QTest::newRow(name) << true;
    for (const char *name : {"None",
                             "tuple",
                             "tuple of datetimes",
                             "set",
                             "deque",
                             "queue",
                             "date",
                             "time zones",
                             "keys",
                             "numpy keys",
                             "numbers",
                             "other NaN",
                             "complex, bytes",
                             "surrogate",
                             "numpy scalars",
                             "numpy arrays",
                             "kinds of dict",
                             "dict that looks like a tag",
                             "input",
                             "input twice",
                             "shared list",
                             "shared"})
        QTest::newRow(name) << false;
}

void TestFunctionState::roundTrips()
{
    QFETCH(bool, isPlain);
    const QByteArray name = QTest::currentDataTag();
    QVERIFY(call("keep", name).contains("kept"_L1));
    const PythonHost::Snapshot snapshot = m_host->snapshot("1n");
    QCOMPARE(snapshot.problem, QString());
    QVERIFY2(snapshot.text.contains(R"("env": null, "tagged": )") != isPlain, snapshot.text.constData());
    call("forget", name);
    const auto restored = m_host->restore(snapshot.text);
    QVERIFY(restored);
    QCOMPARE(restored->lastInput, QByteArray("1n"));
    QCOMPARE(restored->problem, QString());
    QVERIFY(restored->hasEnv);
    const QJsonObject answer = call("compare", name);
    QVERIFY2(answer.value("same"_L1).toBool(),
             qPrintable(answer.value("was"_L1).toString() + QString::fromUtf8(snapshot.text)));
    QVERIFY(answer.value("one object"_L1).toBool(true));
    QCOMPARE(answer.value("twin"_L1).toInt(7), 7);
}

void TestFunctionState::valuesThatCannotBeStoredAreNamed_data()
{
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const char *problem) {
        QTest::newRow(name) << "context.env"_L1 + QString::fromUtf8(problem);
    };
    row("lock", "['x'][1]['y'] is of type lock (_thread), which cannot be stored");
    row("own class", "['x'][1] is of type Own (usermodule), which cannot be stored");
    row("dataframe", "['table'] is of type DataFrame (pandas), which cannot be stored");
    row("enum", "['x'][0] is of type Colour (usermodule), which cannot be stored");
    row("namedtuple", "['points'][0] is of type Point (usermodule), which cannot be stored");
    row("class itself", "['x'] is of type type, which cannot be stored");
    row("dict that never ends", "['x'] is of type Endless (usermodule), which cannot be stored");
    row("generator", "['x'] is of type generator, which cannot be stored");
    row("lambda in a defaultdict", "['x'] is a defaultdict whose factory is not a built-in type such as int or list, "
                                   "which cannot be stored");
    row("attributes",
        "['x'] is of type OrderedDict (collections) and has attributes of its own, which cannot be stored");
    row("queue with attributes", "['x'] is a Queue that was shut down or has attributes of its own, which cannot be "
                                 "stored");
    row("object key", "['x'] (the key <Colour (usermodule)>) is of type Colour (usermodule), which cannot be stored");
    row("object in a set", "['x'] (an element) is of type Colour (usermodule), which cannot be stored");
    row("cycle", "['a'][1] contains itself, which cannot be stored");
    row("deep", " is nested too deeply to be stored");
    row("array of objects", "['x'] is a numpy value of dtype object, which cannot be stored");
    row("structured array", "['x'] is a numpy value of dtype void96, which cannot be stored");
    row("arrays over the same memory",
        "['b'] is a numpy array that shares its memory with another one, which cannot be "
        "stored");
    row("surrogate pair", "['x'] is a str with surrogates, which cannot be stored");
    row("huge int", "['x'] is an int of more than 4,000 digits, which cannot be stored");
}

void TestFunctionState::valuesThatCannotBeStoredAreNamed()
{
    QFETCH(QString, problem);
    QVERIFY(call("keep", QTest::currentDataTag()).contains("kept"_L1));
    const PythonHost::Snapshot snapshot = m_host->snapshot("1n");
    QCOMPARE(snapshot.problem, problem);
    QVERIFY2(snapshot.text.endsWith(R"("env": null})"), snapshot.text.constData());
    call("forget", "None");
    const auto restored = m_host->restore(snapshot.text); // everything except env
    QVERIFY(restored);
    QVERIFY(!restored->hasEnv);
    QCOMPARE(restored->lastInput, QByteArray("1n"));
    QCOMPARE(call("compare", "None").value("was"_L1).toString(), u"'nothing'"_s);
}

void TestFunctionState::restoresJsonOfEarlierVersions()
{
    call("forget", "plain");
    const auto restored =
        m_host->restore(R"({"code": "c0de", "input": "1n", "last_execution": "2026-01-02T03:04:05.000006", "env": )"
                        R"({"a": [1, 2.5, null, true, "\u00fc", {"b": {}}], "n": NaN}})");
    QVERIFY(restored);
    QVERIFY(call("compare", "plain").value("same"_L1).toBool());
}

/// They did not store whether an array is writable.
void TestFunctionState::restoresArraysOfEarlierVersions()
{
    call("forget", "one array");
    const auto restored = m_host->restore(
        R"({"code": "c0de", "input": "1n", "last_execution": null, "env": null, "tagged": {"x": {"$": "ndarray", )"
        R"("dtype": "<f8", "shape": [1], "order": "C", "base64": "AAAAAAAA+D8="}}})");
    QVERIFY(restored);
    const QJsonObject answer = call("compare", "one array");
    QVERIFY2(answer.value("same"_L1).toBool(), qPrintable(answer.value("was"_L1).toString()));
}

/// The function's timer interrupts it with a handler that raises.
void TestFunctionState::isStoredDespiteASignal()
{
    QVERIFY(call("keep", "plain").contains("kept"_L1));
    for (const char *kind : {"exception", "base exception"}) {
        QVERIFY(call("interrupt", kind).contains("interrupted"_L1));
        const timespec longTime{10, 0};
        ::nanosleep(&longTime, nullptr); // until the signal arrives
        const PythonHost::Snapshot snapshot = m_host->snapshot("1n");
        QCOMPARE(snapshot.problem, QString());
        QVERIFY2(snapshot.text.contains(R"("env": {"a": [1, 2.5)"), snapshot.text.constData());
        QCOMPARE(m_host->call("{}").kind, Outcome::Raised); // only now does Python run the signal's handler

        QVERIFY(call("interrupt", kind).contains("interrupted"_L1));
        ::nanosleep(&longTime, nullptr);
        QVERIFY(m_host->restore(snapshot.text));
        QVERIFY(call("compare", "plain").value("same"_L1).toBool());
    }
}

void TestFunctionState::isStoredWithoutEnvIfThatRaises()
{
    QVERIFY(call("keep", "unspeakable type").contains("kept"_L1));
    const PythonHost::Snapshot snapshot = m_host->snapshot("1n");
    QVERIFY2(snapshot.problem.startsWith(u"context.env cannot be stored: KeyboardInterrupt: no name for this ("_s),
             qPrintable(snapshot.problem));
    QVERIFY2(snapshot.text.endsWith(R"("env": null})"), snapshot.text.constData());
    const auto restored = m_host->restore(snapshot.text);
    QVERIFY(restored);
    QCOMPARE(restored->lastInput, QByteArray("1n"));
}

void TestFunctionState::restoresAllOrNothing_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QString>("problem");
    QTest::newRow("unknown type") << QByteArray(R"({"a": 1, "b": {"$": "Turtle"}})")
                                  << "ValueError: it contains a value of the unknown type 'Turtle'";
    QTest::newRow("unknown time zone") << QByteArray(R"({"a": 1, "b": {"$": "ZoneInfo", "key": "Mars/Dune"}})")
                                       << "ZoneInfoNotFoundError: 'No time zone found with key Mars/Dune'";
    QTest::newRow("no such object") << QByteArray(R"({"a": 1, "b": {"$": "same", "as": 5}})")
                                    << "IndexError: list index out of range";
}

void TestFunctionState::restoresAllOrNothing()
{
    QFETCH(QByteArray, form);
    QFETCH(QString, problem);
    call("forget", "None");
    const auto restored = m_host->restore(
        R"({"code": "c0de", "input": "1n", "last_execution": null, "env": null, "tagged": )" + form + "}");
    QVERIFY(restored);
    QCOMPARE(restored->problem, problem);
    QCOMPARE(call("compare", "None").value("was"_L1).toString(), u"'nothing'"_s);
}

QTEST_GUILESS_MAIN(TestFunctionState)
#include "tst_functionstate.moc"
