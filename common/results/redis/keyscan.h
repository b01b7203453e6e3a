// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QDeadlineTimer>
#include <QSet>

namespace pulse {

/// Searches the database of a server for keys that may contain results: the default output key, those that end in
/// "-output", and those for which a runtime's status exists. It uses SCAN, which does not block the server.
class KeyScan : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype most = 1000;

    explicit KeyScan(RedisClient &client, QObject *parent = nullptr); ///< it has to outlive the search

    /// Begins a search, which ends after `longest` with the keys found so far. The client must be connected. Call it
    /// again only after the previous search ended.
    void start(std::chrono::milliseconds longest);

Q_SIGNALS:
    void found(const QByteArrayList &keys); ///< in no order; may be empty
    void failed(const pulse::RedisError &error);

private:
    void requestKeys(const QByteArray &cursor);
    void handleKeys(const RedisResult &reply);

    RedisClient &m_client;
    QSet<QByteArray> m_keys;
    QDeadlineTimer m_end;
};

} // namespace pulse
