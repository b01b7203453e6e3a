// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "runtime/worker/functionstate.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/resultstore.h"
#include "tests/support/paths.h"

#include <QElapsedTimer>
#include <QEventLoop>

#include <cstdio>
#include <deque>
#include <memory>

namespace pulse::bench {

constexpr int manyKeys = 1000;
constexpr int keysTogether = 50; ///< whose commands are written at once
constexpr int keyPasses = 10;    ///< over all keys

inline QByteArray keyNumber(const QByteArray &prefix, int number)
{
    return prefix + ':' + QByteArray::number(number);
}

/// The runtime's parts for many keys in one process: reads them in turn, calls the function for each value, and writes
/// the result, its history and the function's state. Prints the calls a second.
class ManyKeys : public QObject
{
public:
    ManyKeys(const RedisOptions &options, PythonHost &host, const QByteArray &input, const QByteArray &output)
        : m_client(options)
        , m_host(host)
        , m_input(input)
    {
        for (int key = 0; key < manyKeys; ++key)
            m_stores.emplace_back(ResultStore::Options{keyNumber(output, key), 4320, true}, m_client);
        connect(&m_client, &RedisClient::ready, this, [this] {
            m_timer.start();
            readNext();
        });
        m_client.open();
    }

    int run() { return m_loop.exec(); }

private:
    void readNext()
    {
        if (m_next == keyPasses * manyKeys)
            return;
        for (int i = 0; i < keysTogether; ++i, ++m_next)
            m_client.send({"GET", keyNumber(m_input, m_next % manyKeys)}, this,
                          [this, key = m_next % manyKeys](const RedisResult &reply) { call(key, reply->bytes); });
        m_client.flush();
    }

    /// The next keys are read while the last call is under way.
    void call(int key, const QByteArray &value)
    {
        if (++m_calls % keysTogether == 0)
            readNext();
        const CallOutcome outcome = m_host.call(value, [] {});
        ResultStore &store = m_stores.at(static_cast<std::size_t>(key));
        store.putResult(outcome.json, value);
        store.putState(m_host.snapshot(inputDigest(value)).text);
        store.flush([this](const std::optional<RedisError> &) {
            if (++m_stored == keyPasses * manyKeys)
                finish();
        });
    }

    void finish()
    {
        std::printf("%.1f\n", m_stored * 1000.0 / static_cast<double>(m_timer.elapsed()));
        m_loop.quit();
    }

    RedisClient m_client;
    PythonHost &m_host;
    QByteArray m_input;
    std::deque<ResultStore> m_stores;
    QEventLoop m_loop;
    QElapsedTimer m_timer;
    int m_next = 0;
    int m_calls = 0;
    int m_stored = 0;
};

inline int runManyKeys(int port, const QByteArray &input, const QByteArray &output, const QString &function)
{
    const auto host = PythonHost::start({u"127.0.0.1"_s, port, input, output});
    FunctionVersion version;
    version.number = 1;
    version.file = version.copy = function;
    version.folder = test::resourcePath("/handlers");
    version.function = u"handler"_s;
    version.codeHash = "c0de";
    if (!host || !(*host)->load(version))
        qFatal("no function");
    RedisOptions options;
    options.url = *RedisUrl::parse(u"redis://127.0.0.1:%1"_s.arg(port));
    return ManyKeys(options, **host, input, output).run();
}

} // namespace pulse::bench
