// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisstream.h"
#include "common/results/outputkeys.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QThread>

using namespace pulse;
using namespace pulse::test;

namespace {

constexpr int measurementCount = 30;
constexpr int fewestFunctions = 25;
// Number of GETs of the input key for a new value until the function has handled it: one reads the value, and the next
// one follows after the call. Without a result some more are needed, since functions may GET keys as well.
constexpr int readsWithoutResult = 3;
constexpr int readsWithResult = 30;
constexpr int callTimeout = 60000; // ms, for one call, which is much faster on an idle machine

const QByteArray inputKey = QByteArrayLiteral("metrics");
const QByteArray outputKey = QByteArrayLiteral("results");

QString dataFile(const QString &name)
{
    return test::dataPath("/") + name;
}

/// Parses any JSON value into an array of one, since QJsonDocument has no scalars; empty if it is not JSON.
QJsonArray parsed(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array();
}

/// Returns the environment of reference and runtime.
QProcessEnvironment variables(const RedisServer &server)
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    for (const char *variable : {"PATH", "HOME"})
        environment.insert(QLatin1String(variable), system.value(QLatin1String(variable)));
    environment.insert(u"REDIS_HOST"_s, u"127.0.0.1"_s);
    environment.insert(u"REDIS_PORT"_s, QString::number(server.port()));
    environment.insert(u"REDIS_INPUT_KEY"_s, QString::fromLatin1(inputKey));
    environment.insert(u"REDIS_OUTPUT_KEY"_s, QString::fromLatin1(outputKey));
    return environment;
}

/// Runs a Python program of tests/data that prints lines; killed with the object.
class PythonProgram
{
public:
    PythonProgram() = default;
    PythonProgram(const PythonProgram &) = delete;
    PythonProgram &operator=(const PythonProgram &) = delete;
    ~PythonProgram();

    void start(const QString &file, const QStringList &arguments, const QProcessEnvironment &environment,
               const QByteArray &input = {});
    /// Waits for the next line of its output; empty if the program ended before.
    std::optional<QByteArray> nextLine();
    int waitForEnd(); ///< its exit code, or -1
    QByteArray errors() { return m_process.readAllStandardError(); }

private:
    QProcess m_process;
};

PythonProgram::~PythonProgram()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

void PythonProgram::start(const QString &file, const QStringList &arguments, const QProcessEnvironment &environment,
                          const QByteArray &input)
{
    m_process.setProcessEnvironment(environment);
    m_process.start(test::pythonPath(),
                    QStringList{u"-B"_s, dataFile(file)} + arguments); // -B: no __pycache__ in the source
    m_process.write(input);
    m_process.closeWriteChannel();
}

std::optional<QByteArray> PythonProgram::nextLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(callTimeout))
            return {};
    }
    return m_process.readLine().chopped(1);
}

int PythonProgram::waitForEnd()
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(callTimeout))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

} // namespace

/// Functions as people write them, each with the same measurements: the runtime must store the results of a minimal
/// Python loop (reference_loop.py).
class TestCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void sameResultsAsInAPythonLoop_data();
    void sameResultsAsInAPythonLoop();

private:
    void startReference(const QString &function);
    void startRuntime(const QString &function);
    void feed(const QByteArray &measurement, const QByteArray &expected);
    std::optional<QByteArray> waitForResult();
    bool waitForReads();
    bool isAlive(); ///< both the runtime and its worker are running
    std::vector<StreamEntry> newEntries(const RedisCommand &block);
    RedisResult call(const RedisCommand &command);
    int inputReads(); ///< number of GETs that the server executed

    RedisServer m_referenceServer; // separate from the runtime's, since functions use keys of their own
    RedisServer m_server;
    std::unique_ptr<RedisClient> m_client; // one connection for all commands: a new one for each would be too slow here
    std::unique_ptr<PythonProgram> m_reference;
    std::unique_ptr<Program> m_runtime;
    QByteArrayList m_measurements;
    StreamId m_last; // entry of the history
    QByteArray m_lastResult;
};

void TestCorpus::initTestCase()
{
    PythonProgram measurements;
    measurements.start(u"measurements.py"_s, {QString::number(measurementCount)}, variables(m_server));
    while (const std::optional<QByteArray> line = measurements.nextLine())
        m_measurements << *line;
    QVERIFY2(measurements.waitForEnd() == 0, measurements.errors().constData());
    QCOMPARE(m_measurements.size(), qsizetype(measurementCount));

    QVERIFY(m_referenceServer.start());
    QVERIFY(m_server.start());
    m_client = std::make_unique<RedisClient>(m_server.options());
    m_client->open();
    QTRY_VERIFY(m_client->isReady());
}

void TestCorpus::init()
{
    QVERIFY(call({"FLUSHALL"}));
    QVERIFY(m_referenceServer.call({"FLUSHALL"}));
    m_last = {};
    m_lastResult.clear();
}

void TestCorpus::cleanup()
{
    if (QTest::currentTestFailed() && m_runtime)
        qWarning().noquote() << "log of the runtime:" << m_runtime->log().right(4000);
    m_reference.reset();
    m_runtime.reset();
}

void TestCorpus::sameResultsAsInAPythonLoop_data()
{
    QTest::addColumn<QString>("function");
    const QDir corpus(dataFile(u"functions/corpus"_s));
    const QStringList files = corpus.entryList({u"*.py"_s}, QDir::Files, QDir::Name);
    QVERIFY2(files.size() >= fewestFunctions, qPrintable(QString::number(files.size())));
    for (const QString &file : files)
        QTest::newRow(qPrintable(file.chopped(3))) << corpus.filePath(file);
}

void TestCorpus::sameResultsAsInAPythonLoop()
{
    QFETCH(QString, function);
    startReference(function); // both at once, to save time
    startRuntime(function);
    for (qsizetype i = 0; i < m_measurements.size() && !QTest::currentTestFailed(); ++i) {
        const std::optional<QByteArray> expected = m_reference->nextLine();
        QVERIFY2(expected, m_reference->errors().constData());
        feed(m_measurements[i], *expected);
    }
    if (QTest::currentTestFailed())
        return;
    QVERIFY(!m_reference->nextLine());
    QVERIFY2(m_reference->waitForEnd() == 0, m_reference->errors().constData());
    QVERIFY2(newEntries({}).empty(), "more results than measurements");
    QVERIFY2(!m_lastResult.isEmpty(), "the function never has a result: nothing was compared");

    const RedisResult stored = call({"GET", outputKey});
    QVERIFY(stored);
    QCOMPARE(stored->bytes, m_lastResult);
    QVERIFY(isAlive());
    QCOMPARE(m_runtime->terminate(), 0);
}

void TestCorpus::startReference(const QString &function)
{
    QStringList arguments;
    // Their authors saw network keys with a trailing 1; the runtime gets the usual names.
    if (QFileInfo(function).fileName().startsWith("trailing_one_"_L1))
        arguments << u"--twins"_s;
    arguments << function << u"127.0.0.1"_s << QString::number(m_referenceServer.port())
              << QString::fromLatin1(inputKey) << QString::fromLatin1(outputKey);
    m_reference = std::make_unique<PythonProgram>();
    m_reference->start(u"reference_loop.py"_s, arguments, variables(m_referenceServer),
                       m_measurements.join('\n') + '\n');
}

void TestCorpus::startRuntime(const QString &function)
{
    m_runtime = std::make_unique<Program>(u"pulseboard-runtime"_s);
    const QProcessEnvironment environment = variables(m_server);
    for (const QString &name : environment.keys())
        m_runtime->setVariable(name, environment.value(name));
    m_runtime->setVariable(u"HTTP_PORT"_s, u"0"_s);
    m_runtime->setVariable(u"INTERVAL"_s, u"0.01"_s);
    m_runtime->setVariable(u"PYFILE_PATH"_s, function);
    QVERIFY(m_runtime->start());
}

/// Writes one measurement and waits until the runtime has handled it.
void TestCorpus::feed(const QByteArray &measurement, const QByteArray &expected)
{
    QVERIFY(call({"SET", inputKey, measurement}));
    if (expected.isEmpty()) {
        QVERIFY2(waitForReads(), measurement.constData());
        QVERIFY2(newEntries({}).empty(), ("a result where none was expected, for " + measurement).constData());
        return;
    }
    const std::optional<QByteArray> result = waitForResult();
    QVERIFY2(result, ("no result instead of " + expected + "\nfor " + measurement).constData());
    QVERIFY2(parsed(*result) == parsed(expected),
             ('\n' + *result + "\ninstead of\n" + expected + "\nfor " + measurement).constData());
    QCOMPARE(parsed(*result).size(), 1); // it is valid JSON
    m_lastResult = *result;
}

/// Waits for the next result in the history; empty if the runtime continues without one, or has ended.
std::optional<QByteArray> TestCorpus::waitForResult()
{
    const RedisCommand block{"BLOCK", "200"};
    std::vector<StreamEntry> entries = newEntries(block);
    const QDeadlineTimer deadline(callTimeout);
    for (int before = -1; entries.empty(); entries = newEntries(block)) {
        const int now = inputReads();
        before = before < 0 ? now : before;
        if (now >= before + readsWithResult || !isAlive() || deadline.hasExpired())
            return {};
    }
    m_last = entries.front().id;
    return entries.front().value("d");
}

bool TestCorpus::waitForReads()
{
    const int before = inputReads();
    const QDeadlineTimer deadline(callTimeout);
    while (inputReads() < before + readsWithoutResult) {
        if (!isAlive() || deadline.hasExpired())
            return false;
        QThread::msleep(2);
    }
    return true;
}

bool TestCorpus::isAlive()
{
    const QByteArray log = m_runtime->log();
    return m_runtime->isRunning() && !log.contains("is started again") && !log.contains("cannot be loaded");
}

std::vector<StreamEntry> TestCorpus::newEntries(const RedisCommand &block)
{
    const RedisResult reply =
        call(RedisCommand{"XREAD"} + block + RedisCommand{"STREAMS", historyKey(outputKey), m_last.toBytes()});
    return reply ? entriesOfRead(*reply) : std::vector<StreamEntry>();
}

RedisResult TestCorpus::call(const RedisCommand &command)
{
    std::optional<RedisResult> result;
    QEventLoop loop;
    m_client->send(command, &loop, [&](const RedisResult &reply) {
        result = reply;
        loop.quit();
    });
    if (!result)
        loop.exec();
    return *result;
}

int TestCorpus::inputReads()
{
    const RedisResult stats = call({"INFO", "commandstats"});
    const QByteArray text = stats ? stats->bytes : QByteArray();
    const QByteArray start("cmdstat_get:calls=");
    const qsizetype at = text.indexOf(start);
    return at < 0 ? 0 : text.mid(at + start.size()).split(',').constFirst().toInt();
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
