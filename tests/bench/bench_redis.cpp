// SPDX-License-Identifier: GPL-3.0-or-later
// Compares RedisClient with hiredis's blocking connection, on the same real server in the same run: medians and ratios.
#include "common/redis/redisclient.h"
#include "tests/support/redisserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <hiredis/hiredis.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace pulse;

namespace {

constexpr int roundTrips = 5000;
constexpr int pipelineDepth = 10000;
constexpr int rounds = 7;
constexpr int valueBytes = 1300; // a measurement of 16 CPUs

struct ContextDeleter
{
    void operator()(redisContext *context) const { redisFree(context); }
};
using Peer = std::unique_ptr<redisContext, ContextDeleter>;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// Returns the duration of one GET in µs, sent one after the other.
double roundTripOf(RedisClient &client)
{
    std::vector<double> times;
    QEventLoop loop;
    QElapsedTimer timer;
    std::function<void()> next = [&] {
        timer.start();
        client.send({"GET", "value"}, &loop, [&](const RedisResult &) {
            times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1000);
            if (times.size() == roundTrips)
                loop.quit();
            else
                next();
        });
    };
    next();
    loop.exec();
    return median(times);
}

double roundTripOf(redisContext *peer)
{
    std::vector<double> times;
    QElapsedTimer timer;
    for (int i = 0; i < roundTrips; ++i) {
        timer.start();
        freeReplyObject(redisCommand(peer, "GET value"));
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1000);
    }
    return median(times);
}

/// Returns the number of GETs per second if all are sent before the first reply is read.
double pipelineOf(RedisClient &client)
{
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    int left = pipelineDepth;
    for (int i = 0; i < pipelineDepth; ++i) {
        client.send({"GET", "value"}, &loop, [&](const RedisResult &) {
            if (--left == 0)
                loop.quit();
        });
    }
    loop.exec();
    return pipelineDepth / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

double pipelineOf(redisContext *peer)
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < pipelineDepth; ++i)
        redisAppendCommand(peer, "GET value");
    for (int i = 0; i < pipelineDepth; ++i) {
        void *reply = nullptr;
        redisGetReply(peer, &reply);
        freeReplyObject(reply);
    }
    return pipelineDepth / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
}

template <class Measure>
void compare(const char *what, const char *unit, RedisClient &client, redisContext *peer, Measure measure)
{
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) { // alternating, so that both are measured under the same conditions
        ours.push_back(measure(client));
        theirs.push_back(measure(peer));
        ratios.push_back(ours.back() / theirs.back());
    }
    std::printf("%-28s %12.1f %12.1f  %-8s %6.2f\n", what, median(ours), median(theirs), unit, median(ratios));
}

int run()
{
    test::RedisServer server;
    if (!server.start() || !server.call({"SET", "value", QByteArray(valueBytes, 'x')}))
        return 1;
    const Peer peer(redisConnect("127.0.0.1", server.port()));
    RedisClient client(server.options());
    QEventLoop connected;
    QObject::connect(&client, &RedisClient::ready, &connected, &QEventLoop::quit);
    client.open();
    connected.exec();

    std::printf("%-28s %12s %12s  %-8s %6s\n", "", "RedisClient", "hiredis", "", "ratio");
    compare("GET, one after another", "us", client, peer.get(), [](auto &&one) { return roundTripOf(one); });
    compare("GET, 10,000 pipelined", "a second", client, peer.get(), [](auto &&one) { return pipelineOf(one); });
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return run();
}
