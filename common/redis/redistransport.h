// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/descriptoridentity.h"
#include "common/redis/redisreply.h"
#include "common/redis/redisurl.h"

#include <QObject>

#include <memory>

class QAbstractSocket;
class QIODevice;
class QLocalSocket;
class QSslSocket;

namespace pulse {

/// The byte stream to a Redis server: a TCP, TLS or Unix socket of Qt's, with one set of signals for all three.
/// One attempt: after `ended` it is of no further use.
class RedisTransport : public QObject
{
    Q_OBJECT

public:
    explicit RedisTransport(const RedisUrl &url, QObject *parent = nullptr);
    ~RedisTransport() override;

    void open();
    void write(const QByteArray &data); ///< sent from the event loop, or by `flush`
    void flush();                       ///< sends at once; a failure is told from the event loop
    void poll();                        ///< tells what has arrived, without waiting for the event loop
    QByteArray readAll();
    /// False: somebody else in this process closed or replaced the socket's descriptor, so it must not be used.
    bool isIntact() const;

    /// Ends the use of a transport, also from inside one of its signals. Nothing is emitted any more.
    static void discard(std::unique_ptr<RedisTransport> transport);

Q_SIGNALS:
    void opened(); ///< for TLS: the handshake is done and the certificate is the host's
    void readyRead();
    void ended(const pulse::RedisError &error); ///< once: could not be opened, or was lost

private:
    void tellOpened();
    void tellReadyRead();
    int descriptor() const; // -1: none
    void setUpTcp();
    void setUpTls();
    void setUpUnix();
    void watch(QAbstractSocket *socket);
    void end(RedisError::Kind kind, const QString &why);
    void fail(const QString &why);

    RedisUrl m_url;
    QIODevice *m_device = nullptr; // one of the three below, a child of this object
    QAbstractSocket *m_tcp = nullptr;
    QSslSocket *m_tls = nullptr;
    QLocalSocket *m_unix = nullptr;
    std::optional<DescriptorIdentity> m_identity; // of the descriptor, once opened
    QString m_problem;                            // why it cannot even be tried; empty: it can
    bool m_opened = false;
    bool m_ended = false;
    bool m_flushing = false;
    bool m_emitting = false; // in a signal of the device's, which must not be deleted now
};

} // namespace pulse
