// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

namespace pulse {

/// One WebSocket to a gateway's feed, from its opening to its end. On the desktop it is Qt's; in a browser it is the
/// browser's own, which reports fewer details if it cannot be opened.
class FeedSocket : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url;         ///< ws:// or wss://
        QByteArray token; ///< authenticates the client; empty: none. A browser uses cookies instead
        quint64 maximumMessageBytes = 64 * 1024 * 1024;
    };

    /// Why the WebSocket ended.
    struct End
    {
        QString why;              ///< a sentence without a full stop
        int httpStatus = 0;       ///< of the response that refused the WebSocket; 0: none, or unknown
        bool isRefusal = false;   ///< the gateway closed it because of a wrong message
        bool isUntrusted = false; ///< the certificate is not valid
    };

    static FeedSocket *open(const Options &options, QObject *parent);

    virtual void send(const QByteArray &text) = 0;
    virtual void drop() = 0; ///< ends it without a close frame; it emits nothing more, and must not be used any more

Q_SIGNALS:
    void dataReceived(); ///< data were received, perhaps a part of a message
    void message(const QByteArray &text);
    void ended(const pulse::FeedSocket::End &end); ///< emitted once, as the last signal

protected:
    using QObject::QObject;
};

} // namespace pulse
