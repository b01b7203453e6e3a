// SPDX-License-Identifier: GPL-3.0-or-later
// Compares pulseboard-runtime with a minimal Python loop (peer_runtime.py), on the same real server in the same run,
// with the sample function on measurements of 16 CPUs: medians and ratios.
#include "common/core/literals.h"
#include "tests/bench/manykeys.h"
#include "tests/bench/processfigures.h"
#include "tests/bench/statistics.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <hiredis/hiredis.h>

#include <cstdio>
#include <functional>
#include <sys/prctl.h>
#include <thread>

using namespace pulse;
using namespace pulse::bench;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 5;
constexpr int callsPerRound = 1500;
constexpr int distinctValues = 4000;
constexpr auto saturatedFor = 2s;
constexpr auto idleFor = 10s;
constexpr int batch = 64; // SETs after which the saturating writer reads the replies

const QByteArray inputKey = QByteArrayLiteral("metrics");
const QByteArray outputKey = QByteArrayLiteral("results");
const QString sampleFunction = test::resourcePath("/handlers/metrics.py");

struct ContextDeleter
{
    void operator()(redisContext *context) const { redisFree(context); }
};
using Connection = std::unique_ptr<redisContext, ContextDeleter>;

/// Measurements of one machine, five seconds apart.
std::vector<QByteArray> makeMeasurements()
{
    QFile file(test::dataPath("/payloads/metrics-2023-02-27.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no payload");
    const QByteArray payload = file.readAll();
    const QDateTime start(QDate(2023, 2, 27), QTime(5, 14));
    std::vector<QByteArray> values;
    for (int i = 0; i < distinctValues; ++i) {
        QByteArray value = payload;
        const QString time = start.addSecs(5 * i).toString(u"yyyy-MM-dd HH:mm:ss"_s);
        values.push_back(value.replace("2023-02-27 05:14:00", time.toLatin1()));
    }
    return values;
}

/// Makes the server report changes of keys that begin with `prefix` to this connection, and nothing else.
void track(redisContext *connection, const QByteArray &prefix)
{
    auto *id = static_cast<redisReply *>(redisCommand(connection, "CLIENT ID"));
    freeReplyObject(
        redisCommand(connection, "CLIENT TRACKING ON REDIRECT %lld BCAST PREFIX %s", id->integer, prefix.constData()));
    freeReplyObject(id);
    freeReplyObject(redisCommand(connection, "SUBSCRIBE __redis__:invalidate"));
}

/// The client: writes measurements, and is notified by the server when the output key is written.
class Client
{
public:
    explicit Client(const RedisServer &server)
        : m_values(makeMeasurements())
        , m_writer(redisConnect("127.0.0.1", server.port()))
        , m_watch(redisConnect("127.0.0.1", server.port()))
    {
        track(m_watch.get(), outputKey);
    }

    void set()
    {
        const QByteArray &value = nextValue();
        freeReplyObject(redisCommand(m_writer.get(), "SET %s %b", inputKey.constData(), value.constData(),
                                     static_cast<std::size_t>(value.size())));
    }
    void waitForResult()
    {
        void *reply = nullptr;
        if (redisGetReply(m_watch.get(), &reply) != REDIS_OK)
            qFatal("%s", m_watch->errstr);
        freeReplyObject(reply);
    }
    /// Writes new measurements as fast as possible without using the core of the measured processes.
    void saturate(std::chrono::milliseconds duration)
    {
        ::prctl(PR_SET_TIMERSLACK, 1); // ns; otherwise each sleep takes 50 us longer
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < duration.count();) {
            for (int i = 0; i < batch; ++i) {
                const QByteArray &value = nextValue();
                redisAppendCommand(m_writer.get(), "SET %s %b", inputKey.constData(), value.constData(),
                                   static_cast<std::size_t>(value.size()));
                int done = 0;
                redisBufferWrite(m_writer.get(), &done);
                std::this_thread::sleep_for(30us);
            }
            for (int i = 0; i < batch; ++i) {
                void *reply = nullptr;
                redisGetReply(m_writer.get(), &reply);
                freeReplyObject(reply);
            }
        }
    }
    /// Returns how often a command was executed.
    long long count(const char *command)
    {
        auto *reply = static_cast<redisReply *>(redisCommand(m_writer.get(), "INFO commandstats"));
        const QByteArray text(reply->str, static_cast<qsizetype>(reply->len));
        freeReplyObject(reply);
        const QByteArray start = QByteArray("cmdstat_") + command + ":calls=";
        const qsizetype at = text.indexOf(start);
        return at < 0 ? 0 : text.mid(at + start.size()).split(',').constFirst().toLongLong();
    }

private:
    const QByteArray &nextValue() { return m_values[m_next++ % m_values.size()]; }

    std::vector<QByteArray> m_values;
    std::size_t m_next = 0;
    Connection m_writer;
    Connection m_watch;
};

/// Starts a program under test in `process` for this server.
using Start = std::function<void(QProcess &process, const RedisServer &server)>;

using Variables = QList<std::pair<const char *, const char *>>;

Start runtime(const Variables &variables = {})
{
    return [variables](QProcess &process, const RedisServer &server) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[name, value] :
             {std::pair("REDIS_HOST", u"127.0.0.1"_s), std::pair("REDIS_PORT", QString::number(server.port())),
              std::pair("REDIS_INPUT_KEY", QString::fromLatin1(inputKey)),
              std::pair("REDIS_OUTPUT_KEY", QString::fromLatin1(outputKey)), std::pair("TRIGGER", u"push"_s),
              std::pair("HTTP_PORT", u"0"_s), std::pair("PYFILE_PATH", sampleFunction)})
            environment.insert(QLatin1String(name), value);
        for (const auto &[name, value] : variables)
            environment.insert(QLatin1String(name), QLatin1String(value));
        process.setProcessEnvironment(environment);
        process.start(test::programPath("/pulseboard-runtime"), {});
    };
}

/// Starts this program again for the lower limit: see `runFloor`.
void startFloor(QProcess &process, const RedisServer &server)
{
    process.start(QCoreApplication::applicationFilePath(), {u"--floor"_s, QString::number(server.port())});
}

/// Measures the time of the server, the kernel and the scheduler: the same commands with blocking hiredis, without a
/// function.
int runFloor(int port)
{
    const Connection commands(redisConnect("127.0.0.1", port));
    const Connection watch(redisConnect("127.0.0.1", port));
    track(watch.get(), inputKey);
    const QByteArray result(800, 'x'); // as long as the sample function's
    for (void *reply = nullptr;;) {
        auto *value = static_cast<redisReply *>(redisCommand(commands.get(), "GET %s", inputKey.constData()));
        if (!value)
            return 0;
        redisAppendCommand(commands.get(), "MULTI");
        redisAppendCommand(commands.get(), "SET %s %s", outputKey.constData(), result.constData());
        redisAppendCommand(commands.get(), "XADD {%s}:history MAXLEN ~ 4320 * t 1 d %s i %b", outputKey.constData(),
                           result.constData(), value->str, static_cast<std::size_t>(value->len));
        redisAppendCommand(commands.get(), "EXEC");
        freeReplyObject(value);
        for (int i = 0; i < 4; ++i) {
            redisGetReply(commands.get(), &reply);
            freeReplyObject(reply);
        }
        if (redisGetReply(watch.get(), &reply) != REDIS_OK)
            return 0;
        freeReplyObject(reply);
    }
}

void startPeer(QProcess &process, const RedisServer &server)
{
    process.start(test::pythonPath(), {test::benchPath("/peer_runtime.py"), QString::number(server.port()),
                                       QString::fromLatin1(inputKey), QString::fromLatin1(outputKey), sampleFunction});
}

/// A program under test with a server of its own, ready to be measured.
struct Subject
{
    explicit Subject(const Start &start)
    {
        if (!server.start())
            qFatal("no server");
        client = std::make_unique<Client>(server);
        process.setProcessChannelMode(QProcess::MergedChannels);
        timer.start();
        client->set();
        start(process, server);
        client->waitForResult();
        firstResult = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }
    ~Subject()
    {
        process.terminate();
        process.waitForFinished();
    }

    RedisServer server;
    QProcess process;
    QElapsedTimer timer;
    std::unique_ptr<Client> client;
    double firstResult = 0; // ms
};

std::vector<double> latencies(Client &client, std::chrono::microseconds pause)
{
    std::vector<double> times;
    QElapsedTimer timer;
    for (int i = 0; i < callsPerRound; ++i) {
        if (pause > 0us)
            QThread::usleep(static_cast<unsigned long>(pause.count()));
        timer.start();
        client.set();
        client.waitForResult();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1000);
    }
    return times;
}

double callsPerSecond(Client &client)
{
    const long long before = client.count("xadd");
    client.saturate(saturatedFor);
    const long long calls = client.count("xadd") - before;
    return static_cast<double>(calls) / std::chrono::duration<double>(saturatedFor).count();
}

struct Column
{
    const char *name;
    Start start;
    std::vector<double> values;
};

std::vector<Column> columns()
{
    return {{"runtime", runtime(), {}},
            {"BUSY_POLL", runtime({{"BUSY_POLL", "2000"}}), {}},
            {"Python loop", startPeer, {}},
            {"floor", startFloor, {}}};
}

void printLine(const QByteArray &what, const std::vector<Column> &measured, double q, const char *unit)
{
    std::printf("%-34s", what.constData());
    for (const Column &column : measured)
        std::printf(" %11.1f", quantile(column.values, q));
    const double peer = quantile(measured[2].values, q);
    std::printf("  %-9s %6.2f %6.2f\n", unit, quantile(measured[0].values, q) / peer,
                quantile(measured[1].values, q) / peer);
}

/// Measures in alternation, so that the conditions are the same for all.
std::vector<Column> measure(const std::function<std::vector<double>(Subject &)> &figures)
{
    std::vector<Column> result = columns();
    for (int round = 0; round < rounds; ++round) {
        for (Column &column : result) {
            Subject subject(column.start);
            std::ranges::copy(figures(subject), std::back_inserter(column.values));
        }
    }
    return result;
}

void measureLatency(const char *what, std::chrono::microseconds pause)
{
    const std::vector<Column> times = measure([pause](Subject &subject) { return latencies(*subject.client, pause); });
    printLine(QByteArray(what) + ", p50", times, 0.5, "us");
    printLine(QByteArray(what) + ", p99", times, 0.99, "us");
}

/// Measures the worker of a runtime that never polls, and one with the default.
void measureSystemCalls()
{
    Subject sleeping(runtime({{"REPLY_POLL", "0"}}));
    const qint64 worker = familyOf(sleeping.process.processId()).constLast();
    const auto calls = systemCalls(worker, [&sleeping] { latencies(*sleeping.client, 1000us); });
    if (calls) {
        std::printf("%-34s %11.1f\n", "system calls per call, network", calls->network / callsPerRound);
        std::printf("%-34s %11.1f\n", "to check its descriptors", calls->guard / callsPerRound);
    } else {
        std::printf("system calls: strace is missing, or may not trace\n");
    }
    Subject subject(runtime());
    const QList<qint64> workers{familyOf(subject.process.processId()).constLast()};
    const double before = sumOf(workers, "status", "voluntary_ctxt_switches");
    latencies(*subject.client, 1000us);
    const double sleeps = sumOf(workers, "status", "voluntary_ctxt_switches") - before;
    std::printf("%-34s %11.1f\n", "sleeps per call, REPLY_POLL=50", sleeps / callsPerRound);
}

/// Returns the calls a second that a program printed.
double printedRate(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s ended with %d", qPrintable(program), process.exitCode());
    return process.readAll().trimmed().toDouble();
}

void measureManyKeys()
{
    RedisServer server;
    if (!server.start())
        qFatal("no server");
    const std::vector<QByteArray> values = makeMeasurements();
    for (int key = 0; key < manyKeys; ++key)
        if (!server.call({"SET", keyNumber(inputKey, key), values.at(static_cast<std::size_t>(key))}))
            qFatal("SET failed");
    std::vector<double> own;
    std::vector<double> peer;
    const QString port = QString::number(server.port());
    for (int round = 0; round < rounds; ++round) {
        own.push_back(printedRate(QCoreApplication::applicationFilePath(), {u"--many-keys"_s, port}));
        QStringList arguments{test::benchPath("/peer_keys.py"), port, QString::fromLatin1(inputKey),
                              QString::fromLatin1(outputKey), sampleFunction};
        for (const int number : {manyKeys, keysTogether, keyPasses})
            arguments << QString::number(number);
        peer.push_back(printedRate(test::pythonPath(), arguments));
    }
    const double rate = quantile(own, 0.5);
    const double others = quantile(peer, 0.5);
    std::printf("%-34s %11.1f %11s %11.1f %11s  %-9s %6.2f\n", "1,000 keys, each state saved", rate, "", others, "",
                "a second", rate / others);
}

void measureIdle()
{
    Subject subject(runtime());
    const QList<qint64> pids = familyOf(subject.process.processId());
    const double before = cpuSeconds(pids);
    QThread::sleep(static_cast<unsigned long>(idleFor.count()));
    const double share = 100 * (cpuSeconds(pids) - before) / static_cast<double>(idleFor.count());
    std::printf("%-34s %11.2f %48s\n", "idle: of one core", share, "%");
    for (const auto &[what, file, name] : {std::tuple("resident, supervisor and worker", "status", "VmRSS"),
                                           std::tuple("with shared pages counted once", "smaps_rollup", "Pss")})
        std::printf("%-34s %11.1f %48s\n", what, sumOf(pids, file, name) / 1024, "MB");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--floor")
        return runFloor(QByteArray(argv[2]).toInt());
    if (argc == 3 && QByteArray(argv[1]) == "--many-keys")
        return runManyKeys(QByteArray(argv[2]).toInt(), inputKey, outputKey, sampleFunction);
    std::printf("%-34s", "TRIGGER=push");
    for (const Column &column : columns())
        std::printf(" %11s", column.name);
    std::printf("  %-9s %6s %6s\n", "", "ratios", "");
    measureLatency("SET to result, back to back", 0us);
    measureLatency("SET to result, 1 ms between", 1000us);
    printLine("saturated: calls",
              measure([](Subject &subject) { return std::vector{callsPerSecond(*subject.client)}; }), 0.5, "a second");
    printLine("start to first result", measure([](Subject &subject) { return std::vector{subject.firstResult}; }), 0.5,
              "ms");
    measureManyKeys();
    measureSystemCalls();
    measureIdle();
    std::printf(
        "\nThe floor is the same commands over blocking hiredis without a function. Ratios: runtime, and runtime\n"
        "with BUSY_POLL=2000, to the Python loop, which never sleeps.\n");
    return 0;
}
