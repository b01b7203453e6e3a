// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

namespace pulse {

/// One WebSocket to a gateway's feed, from its opening to its end. On the desktop it is Qt's; in a browser it is the
/// browser's own, which tells less about why it could not be opened.
class FeedSocket : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url;         ///< ws:// or wss://
        QByteArray token; ///< says who we are; empty: nothing does. A browser does not send it, it has cookies
        quint64 maximumMessageBytes = 64 * 1024 * 1024;
    };

    /// Why it is over.
    struct End
    {
        QString why;              ///< in words; no full stop at its end
        int httpStatus = 0;       ///< of an answer that refused the WebSocket; 0: there was none, or it is not known
        bool isRefusal = false;   ///< the other end closed, and says that what it was told was wrong
        bool isUntrusted = false; ///< its certificate is not good
    };

    /// Opens one.
    static FeedSocket *open(const Options &options, QObject *parent);

    virtual void send(const QByteArray &text) = 0;
    virtual void drop() = 0; ///< ends it without a goodbye; nothing is emitted any more, and nothing else may be called

Q_SIGNALS:
    void heard(); ///< something came, be it a part of a message
    void message(const QByteArray &text);
    void ended(const pulse::FeedSocket::End &end); ///< once; nothing follows

protected:
    using QObject::QObject;
};

} // namespace pulse
