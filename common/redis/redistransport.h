// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/descriptoridentity.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"
#include "common/redis/socketstream.h"

#include <chrono>
#include <memory>

class QAbstractSocket;
class QLocalSocket;
class QSslSocket;

namespace pulse {

/// The byte stream to a Redis server: a TCP, TLS or Unix socket with common signals. Qt opens the connection; unless it
/// is encrypted, a SocketStream then takes it over. One attempt: after `ended` it cannot be used again.
class RedisTransport : public QObject
{
    Q_OBJECT

public:
    explicit RedisTransport(const RedisUrl &url, QObject *parent = nullptr);
    ~RedisTransport() override;

    void open();
    void write(const QByteArray &data); ///< sent from the event loop, or by `flush`
    void flush();                       ///< sends immediately; a failure is emitted from the event loop
    /// Checks for data up to this time without sleeping, and emits `readyRead`; false: there are none.
    bool poll(std::chrono::nanoseconds time = {});
    /// The same, but sleeps until there are data, a few milliseconds at most. If the connection is encrypted, returns
    /// false without waiting: the event loop is as good.
    bool sleep();
    QByteArrayView read();           ///< received data, valid until the next call of a function; empty: there are none
    bool hasData();                  ///< also asks the kernel
    bool mayHaveMore() const;        ///< call `read` again
    void setReading(bool isReading); ///< false: data stay where they are, and `readyRead` is not emitted
    /// Returns false if other code in this process closed or replaced the socket's descriptor; it must not be used
    /// then.
    bool isIntact() const;

    /// Ends the use of a transport, also from inside one of its signals. Nothing is emitted afterwards.
    static void discard(std::unique_ptr<RedisTransport> transport);

Q_SIGNALS:
    void opened(); ///< for TLS: after the handshake and the verification of the certificate
    void readyRead();
    void ended(const pulse::RedisError &error); ///< once: opening failed, or the connection was lost

private:
    void reportOpened();
    void reportReadyRead();
    bool report(bool hasData);
    int descriptor() const; // -1: none
    void setUpTcp();
    void setUpTls();
    void setUpUnix();
    void watch(QAbstractSocket *socket);
    void takeOver();
    void end(RedisError::Kind kind, const QString &why);
    void fail(const QString &why);

    RedisUrl m_url;
    QAbstractSocket *m_tcp = nullptr; // this and the next two are children; m_tcp and m_unix until they are connected
    QLocalSocket *m_unix = nullptr;
    QSslSocket *m_tls = nullptr;                  // also m_tcp
    std::unique_ptr<SocketStream> m_stream;       // afterwards, unless it is encrypted
    QByteArray m_early;                           // received before m_stream took over
    QByteArray m_data;                            // as last read, unless it is in m_stream
    std::optional<DescriptorIdentity> m_identity; // of the descriptor, after opening
    QString m_problem;                            // why opening is impossible; empty: it is possible
    bool m_opened = false;
    bool m_ended = false;
    bool m_flushing = false;
    bool m_emitting = false; // during a signal of the device, which must not be deleted then
};

} // namespace pulse
