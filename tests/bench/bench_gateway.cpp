// SPDX-License-Identifier: GPL-3.0-or-later
// Measures pulseboard-gateway with many clients, compared with a minimal asyncio program (peer_gateway.py) on the same
// real server in the same run: results of 16 CPUs with their measurements, one per second.
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "runtime/http/processfigures.h"
#include "tests/bench/statistics.h"
#include "tests/support/feedload.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>
#include <functional>
#include <thread>

#include <sys/resource.h>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int samplesEach = 60;
constexpr int history = 4320;
const QByteArray outputKey = QByteArrayLiteral("results");

void pause(std::chrono::milliseconds time)
{
    std::this_thread::sleep_for(time);
}

QByteArray measurement()
{
    QFile file(test::dataPath("/payloads/metrics-2023-02-27.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no payload");
    return file.readAll().trimmed();
}

/// The load generator reads the time from the first value.
QByteArray result()
{
    QByteArray json = "{\"sent\":" + QByteArray::number(FeedLoad::now());
    for (int i = 0; i < 16; ++i)
        json += ",\"avg-util-cpu" + QByteArray::number(i) + "-60sec\":" + QByteArray::number(20.0 + i * 1.37);
    return json + ",\"percent-network-egress\":41.27,\"percent-memory-cache\":23.91}";
}

void write(const RedisServer &server, const QByteArray &input)
{
    const QByteArray time = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    if (!server.call({"XADD", historyKey(outputKey), "*", "t", time, "d", result(), "i", input}))
        qFatal("Redis does not take a result");
}

/// Writes a full history, as the runtime does.
void fillHistory(const RedisServer &server, const QByteArray &input)
{
    const QByteArray script =
        "for i = 1, tonumber(ARGV[1]) do redis.call('XADD', KEYS[1], '*', 't', ARGV[2] + i * 5000, "
        "'d', ARGV[3], 'i', ARGV[4]) end";
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - history * 5000LL;
    if (!server.call({"EVAL", script, "1", historyKey(outputKey), QByteArray::number(history),
                      QByteArray::number(start), result(), input}))
        qFatal("Redis does not take a history");
}

struct Figures
{
    std::vector<double> delays; // ms
    int following = 0;
    double core = 0; // %
    double megabytes = 0;
};

void waitUntil(const char *what, const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > 300'000)
            qFatal("%s: not within five minutes", what);
        pause(10ms);
    }
}

ProcessFigures figuresOf(qint64 pid)
{
    const auto figures = readProcessFigures(pid);
    if (!figures)
        qFatal("process %lld has ended", static_cast<long long>(pid));
    return *figures;
}

Figures measure(const RedisServer &server, qint64 pid, quint16 port, int clients)
{
    std::fprintf(stderr, "  %d clients ...\n", clients);
    QElapsedTimer start;
    start.start();
    FeedLoad load({.port = port, .clients = clients});
    waitUntil("all clients follow", [&] { return load.following() == clients; });
    const QByteArray input = measurement();
    waitUntil("all clients have the history", [&] { // those receiving it get new results in it
        load.takeDelays();
        write(server, input);
        pause(1s);
        return load.takeDelays().size() == static_cast<std::size_t>(clients);
    });
    std::fprintf(stderr, "  all are connected and have the history after %.1f s\n",
                 static_cast<double>(start.elapsed()) / 1000);
    const double before = figuresOf(pid).cpuSeconds;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < samplesEach; ++i) {
        write(server, input);
        pause(1s);
    }
    const ProcessFigures after = figuresOf(pid);
    return {load.takeDelays(), load.following(),
            (after.cpuSeconds - before) * 1e5 / static_cast<double>(timer.elapsed()),
            static_cast<double>(after.residentBytes) / 1e6};
}

void printRow(const char *name, int clients, const Figures &figures)
{
    const double share =
        100.0 * static_cast<double>(figures.delays.size()) / (static_cast<double>(clients) * samplesEach);
    std::printf("%-24s %8d %9.2f %9.2f %9.2f %9.1f %9.1f %9.1f\n", name, figures.following,
                quantile(figures.delays, 0.5), quantile(figures.delays, 0.99), quantile(figures.delays, 1), share,
                figures.core, figures.megabytes);
    std::fflush(stdout);
}

void measureSilent(const RedisServer &server, qint64 pid, quint16 port)
{
    constexpr int clients = 100;
    constexpr int seconds = 300;
    std::fprintf(stderr, "  %d clients that never read, %d s ...\n", clients, seconds);
    const QByteArray input = measurement();
    FeedLoad load({.port = port, .clients = clients, .reads = false});
    waitUntil("all clients follow", [&] { return load.following() == clients; });
    std::vector<double> megabytes;
    for (int i = 0; i < seconds; ++i) {
        write(server, input);
        pause(1s);
        if (i % 30 == 29)
            megabytes.push_back(static_cast<double>(figuresOf(pid).residentBytes) / 1e6);
    }
    std::printf("%-24s %8d   dropped and back: %d   memory each 30 s, MB:", "clients that never read", load.following(),
                load.dropped());
    for (const double value : megabytes)
        std::printf(" %.1f", value);
    std::printf("\n");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);

    RedisServer server;
    if (!server.start())
        return 1;
    fillHistory(server, measurement());

    std::printf("%-24s %8s %9s %9s %9s %9s %9s %9s\n", "delivery, 1 result/s", "clients", "p50 ms", "p99 ms", "max ms",
                "come, %", "core, %", "MB");
    const quint16 port = freePort();
    Program gateway(u"pulseboard-gateway"_s);
    if (!gateway.start({u"--redis"_s, server.url().toString(), u"--output-key"_s, QString::fromLatin1(outputKey),
                        u"--listen"_s, u"127.0.0.1:%1"_s.arg(port), u"--max-per-address"_s,
                        u"2000"_s})) // all clients are on this machine
        return 1;
    for (const int clients : {100, 1000})
        printRow("pulseboard-gateway", clients, measure(server, gateway.pid(), port, clients));

    const quint16 peerPort = freePort();
    QProcess peer;
    peer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer.start(test::pythonPath(), {test::benchPath("/peer_gateway.py"), QString::number(server.port()),
                                    QString::fromLatin1(outputKey), QString::number(peerPort)});
    if (!peer.waitForStarted())
        return 1;
    for (const int clients : {100, 1000})
        printRow("peer (asyncio)", clients, measure(server, peer.processId(), peerPort, clients));
    peer.kill();
    peer.waitForFinished();

    measureSilent(server, gateway.pid(), port);
    return gateway.terminate() == 0 ? 0 : 1;
}
