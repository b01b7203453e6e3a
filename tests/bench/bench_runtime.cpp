// SPDX-License-Identifier: GPL-3.0-or-later
// pulseboard-runtime beside its peer, a minimal Python loop (peer_runtime.py), on one real server in one run, with the
// sample function on measurements of 16 CPUs: medians and ratios.
#include "tests/bench/statistics.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <hiredis/hiredis.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <thread>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 5;
constexpr int callsPerRound = 1500;
constexpr int distinctValues = 4000;
constexpr auto saturatedFor = 2s;
constexpr auto idleFor = 10s;
constexpr int batch = 16; // SETs that the saturating writer has under way

const QByteArray inputKey = QByteArrayLiteral("metrics");
const QByteArray outputKey = QByteArrayLiteral("result");
const QString sampleFunction = QStringLiteral(PULSE_TEST_RESOURCES "/handlers/metrics.py");

struct ContextDeleter
{
    void operator()(redisContext *context) const { redisFree(context); }
};
using Connection = std::unique_ptr<redisContext, ContextDeleter>;

/// Measurements of one machine, five seconds apart.
std::vector<QByteArray> makeMeasurements()
{
    QFile file(QStringLiteral(PULSE_TEST_DATA "/payloads/metrics-2023-02-27.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no payload");
    const QByteArray payload = file.readAll();
    const QDateTime start(QDate(2023, 2, 27), QTime(5, 14));
    std::vector<QByteArray> values;
    for (int i = 0; i < distinctValues; ++i) {
        QByteArray value = payload;
        const QString time = start.addSecs(5 * i).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        values.push_back(value.replace("2023-02-27 05:14:00", time.toLatin1()));
    }
    return values;
}

/// The client's side: writes measurements, and is told by the server when the output key is written.
class Client
{
public:
    explicit Client(const RedisServer &server)
        : m_values(makeMeasurements())
        , m_writer(redisConnect("127.0.0.1", server.port()))
        , m_watch(redisConnect("127.0.0.1", server.port()))
    {
        const long long id = integer(m_watch.get(), "CLIENT ID");
        const QByteArray track = "CLIENT TRACKING ON REDIRECT " + QByteArray::number(id) + " BCAST PREFIX " + outputKey;
        freeReplyObject(redisCommand(m_watch.get(), track.constData()));
        freeReplyObject(redisCommand(m_watch.get(), "SUBSCRIBE __redis__:invalidate"));
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
    /// Writes new measurements without a pause.
    void saturate(std::chrono::milliseconds duration)
    {
        QElapsedTimer timer;
        for (timer.start(); timer.elapsed() < duration.count();) {
            for (int i = 0; i < batch; ++i) {
                const QByteArray &value = nextValue();
                redisAppendCommand(m_writer.get(), "SET %s %b", inputKey.constData(), value.constData(),
                                   static_cast<std::size_t>(value.size()));
                // spread out, as the values of many writers would be
            }
            for (int i = 0; i < batch; ++i) {
                void *reply = nullptr;
                redisGetReply(m_writer.get(), &reply);
                freeReplyObject(reply);
            }
        }
    }
    /// How often a command was carried out.
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
    static long long integer(redisContext *context, const char *command)
    {
        auto *reply = static_cast<redisReply *>(redisCommand(context, command));
        const long long value = reply->integer;
        freeReplyObject(reply);
        return value;
    }
    const QByteArray &nextValue() { return m_values[m_next++ % m_values.size()]; }

    std::vector<QByteArray> m_values;
    std::size_t m_next = 0;
    Connection m_writer;
    Connection m_watch;
};

using Start = std::function<void(QProcess &, const RedisServer &)>;

void startRuntime(QProcess &process, const RedisServer &server)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] :
         {std::pair("REDIS_HOST", QStringLiteral("127.0.0.1")), std::pair("REDIS_PORT", QString::number(server.port())),
          std::pair("REDIS_INPUT_KEY", QString::fromLatin1(inputKey)),
          std::pair("REDIS_OUTPUT_KEY", QString::fromLatin1(outputKey)), std::pair("TRIGGER", QStringLiteral("push")),
          std::pair("PYFILE_PATH", sampleFunction)})
        environment.insert(QLatin1String(name), value);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PULSE_TEST_BIN "/pulseboard-runtime"), {});
}

void startPeer(QProcess &process, const RedisServer &server)
{
    process.start(QStringLiteral(PULSE_TEST_PYTHON),
                  {QStringLiteral(PULSE_TEST_BENCH "/peer_runtime.py"), QString::number(server.port()),
                   QString::fromLatin1(inputKey), QString::fromLatin1(outputKey), sampleFunction});
}

/// A program under test on a server of its own, ready to be measured.
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

void line(const char *what, double ours, double peers, const char *unit)
{
    std::printf("%-36s %12.1f %12.1f  %-8s %8.2f\n", what, ours, peers, unit, ours / peers);
}

void measureLatency(const char *what, std::chrono::microseconds pause)
{
    std::vector<double> ours;
    std::vector<double> peers;
    for (int round = 0; round < rounds; ++round) { // in turns, so that both meet the same noise
        Subject runtime(startRuntime);
        std::ranges::copy(latencies(*runtime.client, pause), std::back_inserter(ours));
        runtime.process.terminate();
        runtime.process.waitForFinished();
        Subject peer(startPeer);
        std::ranges::copy(latencies(*peer.client, pause), std::back_inserter(peers));
    }
    line((QByteArray(what) + ", p50").constData(), quantile(ours, 0.5), quantile(peers, 0.5), "us");
    line((QByteArray(what) + ", p99").constData(), quantile(ours, 0.99), quantile(peers, 0.99), "us");
}

void measureSaturated()
{
    std::vector<double> ours;
    std::vector<double> peers;
    for (int round = 0; round < rounds; ++round) {
        {
            Subject runtime(startRuntime);
            ours.push_back(callsPerSecond(*runtime.client));
        }
        Subject peer(startPeer);
        peers.push_back(callsPerSecond(*peer.client));
    }
    line("saturated, calls", quantile(ours, 0.5), quantile(peers, 0.5), "a second");
}

void measureStart()
{
    std::vector<double> ours;
    std::vector<double> peers;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(Subject(startRuntime).firstResult);
        peers.push_back(Subject(startPeer).firstResult);
    }
    line("start to first result", quantile(ours, 0.5), quantile(peers, 0.5), "ms");
}

/// The processes of the runtime: supervisor and worker.
QList<qint64> familyOf(qint64 pid)
{
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    QList<qint64> family{pid};
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (child.trimmed().toLongLong() > 0)
                family << child.trimmed().toLongLong();
        }
    }
    return family;
}

double residentMegabytes(const QList<qint64> &pids)
{
    double sum = 0;
    for (const qint64 pid : pids) {
        QFile file(QStringLiteral("/proc/%1/status").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        sum += text.mid(text.indexOf("VmRSS:") + 6).simplified().split(' ').constFirst().toDouble() / 1024;
    }
    return sum;
}

double cpuSeconds(const QList<qint64> &pids)
{
    double ticks = 0;
    for (const qint64 pid : pids) {
        QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        ticks += fields.at(11).toDouble() + fields.at(12).toDouble(); // utime, stime
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void measureIdle()
{
    Subject runtime(startRuntime);
    const QList<qint64> pids = familyOf(runtime.process.processId());
    const double before = cpuSeconds(pids);
    QThread::sleep(static_cast<unsigned long>(idleFor.count()));
    const double share = 100 * (cpuSeconds(pids) - before) / static_cast<double>(idleFor.count());
    std::printf("%-36s %12.2f %12s  %-8s\n", "idle, push: of one core", share, "", "%");
    std::printf("%-36s %12.1f %12s  %-8s\n", "resident, supervisor and worker", residentMegabytes(pids), "", "MB");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    std::printf("%-36s %12s %12s  %-8s %8s\n", "", "runtime", "Python loop", "", "ratio");
    measureLatency("SET to result, back to back", 0us);
    measureLatency("SET to result, 1 ms between", 1000us);
    measureSaturated();
    measureStart();
    measureIdle();
    return 0;
}
