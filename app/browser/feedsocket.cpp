// SPDX-License-Identifier: GPL-3.0-or-later
// The browser's own WebSocket, through emscripten (websocket.h, -lwebsocket.js).
#include "app/sources/feedsocket.h"

#include <emscripten/websocket.h>

namespace pulse {
namespace {

constexpr unsigned short policyViolated = 1008; // RFC 6455, 7.4.1
constexpr unsigned short tooMuchData = 1009;

QString whyClosed(const EmscriptenWebSocketCloseEvent &event, bool wasOpen)
{
    if (event.reason[0] != '\0')
        return QString::fromUtf8(event.reason);
    if (event.code == tooMuchData)
        return FeedSocket::tr("a message is too large");
    return wasOpen ? FeedSocket::tr("the connection ended unexpectedly")
                   : FeedSocket::tr("the gateway is stopped or has too many clients, or a proxy does not pass on "
                                    "WebSockets");
}

class BrowserFeedSocket final : public FeedSocket
{
public:
    BrowserFeedSocket(const Options &options, QObject *parent)
        : FeedSocket(parent)
        , m_maximum(options.maximumMessageBytes)
    {
        const QByteArray url = options.url.toEncoded();
        EmscriptenWebSocketCreateAttributes attributes{url.constData(), nullptr, true};
        m_socket = emscripten_websocket_new(&attributes);
        emscripten_websocket_set_onopen_callback(m_socket, this, &BrowserFeedSocket::onOpen);
        emscripten_websocket_set_onmessage_callback(m_socket, this, &BrowserFeedSocket::onMessage);
        emscripten_websocket_set_onclose_callback(m_socket, this, &BrowserFeedSocket::onClose);
    }

    ~BrowserFeedSocket() override { drop(); }

    void send(const QByteArray &text) override { emscripten_websocket_send_utf8_text(m_socket, text.constData()); }

    void drop() override
    {
        if (m_socket <= 0)
            return;
        emscripten_websocket_close(m_socket, 1000, "");
        emscripten_websocket_delete(m_socket); // no further callbacks
        m_socket = 0;
    }

private:
    static bool onOpen(int, const EmscriptenWebSocketOpenEvent *, void *self)
    {
        static_cast<BrowserFeedSocket *>(self)->m_isOpen = true;
        return true;
    }

    static bool onMessage(int, const EmscriptenWebSocketMessageEvent *event, void *self)
    {
        static_cast<BrowserFeedSocket *>(self)->handleMessage(*event);
        return true;
    }

    static bool onClose(int, const EmscriptenWebSocketCloseEvent *event, void *self)
    {
        auto *socket = static_cast<BrowserFeedSocket *>(self);
        socket->end({whyClosed(*event, socket->m_isOpen), 0, event->code == policyViolated, false});
        return true;
    }

    void handleMessage(const EmscriptenWebSocketMessageEvent &event)
    {
        if (!event.isText)
            return end({FeedSocket::tr("it sent data that is not text"), 0, false, false});
        const qsizetype size = static_cast<qsizetype>(event.numBytes) - 1; // without the 0 at its end
        if (static_cast<quint64>(size) > m_maximum)
            return end({FeedSocket::tr("a message is too large"), 0, false, false});
        Q_EMIT message(QByteArray(reinterpret_cast<const char *>(event.data), size));
    }

    void end(const End &end)
    {
        drop();
        Q_EMIT ended(end);
    }

    quint64 m_maximum;
    EMSCRIPTEN_WEBSOCKET_T m_socket = 0;
    bool m_isOpen = false;
};

} // namespace

FeedSocket *FeedSocket::open(const Options &options, QObject *parent)
{
    return new BrowserFeedSocket(options, parent);
}

} // namespace pulse
