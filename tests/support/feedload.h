// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace pulse::test {

/// Many clients of a feed on 127.0.0.1, in a thread of their own: plain sockets under epoll, since a thousand clients
/// must use very little CPU compared with the measured process. A disconnected client reconnects.
///
/// Delay: from the time in the first value of the newest result (steady clock, µs) until a client has its message.
/// Results from before the start are ignored.
class FeedLoad
{
public:
    struct Options
    {
        quint16 port = 0;
        int clients = 1;
        bool reads = true; ///< false: they follow, but never read a byte
    };

    explicit FeedLoad(const Options &options);
    ~FeedLoad();

    int following() const noexcept { return m_following; }   ///< number of accepted clients
    int dropped() const noexcept { return m_dropped; }       ///< connections closed by the gateway
    quint64 messages() const noexcept { return m_messages; } ///< with a result newer than the start
    std::vector<double> takeDelays();                        ///< ms, since the last call

    static qint64 now(); ///< µs, as in the results

private:
    struct Client;

    void run();
    void connectOne(Client &client);
    void handle(Client &client, unsigned events);
    void receive(Client &client);
    void takeFrames(Client &client);
    void drop(Client &client);

    Options m_options;
    qint64 m_started = now();
    int m_epoll = -1;
    std::vector<Client> m_clients;
    std::atomic<bool> m_stop = false;
    std::atomic<int> m_following = 0;
    std::atomic<int> m_dropped = 0;
    std::atomic<quint64> m_messages = 0;
    std::mutex m_mutex;
    std::vector<double> m_delays; // protected by m_mutex
    std::thread m_thread;
};

} // namespace pulse::test
