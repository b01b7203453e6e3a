// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/feedsession.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "runtime/http/socketbytes.h"

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr qint64 pongBytes = 32 * 1024;   // the most answers to pings that may be unsent
constexpr qint64 slowestBytes = 4 * 1024; // the least that a client must read within Limits::stallTimeout

QString textOf(const FeedMessage &message)
{
    return QString::fromUtf8(encodeFeed(message));
}

} // namespace

FeedSession::FeedSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, const QList<FeedOutput *> &outputs,
                         const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_transport(transport)
    , m_limits(limits)
    , m_outputs(outputs)
    , m_handshake(limits.handshake)
    , m_stalled(limits.stallTimeout) // the answer to the handshake may still be unsent
    , m_nextPing(limits.stallTimeout / 2)
    , m_pong(limits.stallTimeout)
{
    m_socket->setMaxAllowedIncomingMessageSize(limits.messageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(limits.messageBytes); // Qt buffers a frame until it is complete
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &FeedSession::handleMessage);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            [this] { refuse(u"messages must be text frames"_s); });
    onSent(*transport, this, [this] {
        if (m_socket->state() == QAbstractSocket::ConnectedState)
            m_stalled.setRemainingTime(m_limits.stallTimeout);
        pump();
    });
    connect(transport, &QTcpSocket::readyRead, this, &FeedSession::watchPongs); // after the QWebSocket has read
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_pong.setRemainingTime(m_limits.stallTimeout); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] { Q_EMIT ended(m_end); });

    FeedHello hello{feedVersion, programVersion(), limits.heartbeat, {}};
    for (const FeedOutput *output : outputs)
        hello.outputs.append(output->key());
    send(textOf(hello));
}

FeedSession::~FeedSession()
{
    m_socket->disconnect(this); // a closing socket still emits
    if (m_transport)
        m_transport->disconnect(this);
}

void FeedSession::handleMessage(const QString &message)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return; // already refused
    const Result<FeedMessage> decoded = decodeFeed(message.toUtf8());
    if (!decoded) {
        refuse(decoded.error().message);
        return;
    }
    if (std::holds_alternative<FeedUnknown>(*decoded) && ++m_ignored <= m_limits.ignoredMessages)
        return;
    const auto *wanted = std::get_if<FeedFollow>(&*decoded);
    if (!wanted || m_follows)
        refuse(u"a client must send \"follow\", and only once"_s);
    else if (wanted->version != feedVersion)
        refuse(u"this gateway uses version %1 of the feed"_s.arg(feedVersion));
    else
        follow(*wanted);
}

void FeedSession::follow(const FeedFollow &wanted)
{
    m_follows = true;
    m_span = wanted.span;
    m_measurements = wanted.measurements;
    for (FeedOutput *output : m_outputs) {
        if (!wanted.outputs.isEmpty() && !wanted.outputs.contains(output->key()))
            continue;
        const std::size_t index = m_cursors.size();
        m_cursors.push_back({output, wanted.after.value(output->key())});
        connect(output, &FeedOutput::recordsChanged, this, [this] {
            pump();
            m_socket->flush(); // immediately, not after the messages of all other clients
        });
        connect(output, &FeedOutput::statusChanged, this, [this, index] {
            m_cursors[index].statusDue = true;
            pump();
        });
        connect(output, &FeedOutput::ageChanged, this, [this, index] {
            m_cursors[index].ageDue = true;
            pump();
        });
        connect(output, &FeedOutput::reportChanged, this, [this, index] {
            m_cursors[index].reportDue = true;
            pump();
        });
    }
    pump();
}

qint64 FeedSession::unsent() const
{
    return m_transport ? unsentBytes(*m_transport) : 0;
}

/// Qt answers each ping of the client, even if the client does not read the answers.
void FeedSession::watchPongs()
{
    if (unsent() > m_mostUnsent + pongBytes)
        drop(End::Stalled);
}

void FeedSession::drop(End how)
{
    m_end = how;
    if (m_transport)
        forgetUnsent(*m_transport);
    m_socket->abort();
}

void FeedSession::checkTimeouts()
{
    const bool isOpen = m_socket->state() == QAbstractSocket::ConnectedState;
    if ((unsent() > 0 || !isOpen) && m_stalled.hasExpired())
        drop(isOpen ? End::Stalled : m_end);
    else if (isOpen && isUnresponsive())
        drop(End::Stalled);
    else if (isOpen && !m_follows && m_handshake.hasExpired())
        refuse(u"\"follow\" was not received in time"_s);
    else if (isOpen && m_nextHeartbeat.hasExpired())
        send(textOf(FeedHeartbeat()));
    if (m_socket->state() == QAbstractSocket::ConnectedState &&
        m_nextPing.hasExpired()) // it may just have been dropped
        ping();
}

/// Only the answer shows that the client reads, since the kernels at both ends buffer megabytes.
void FeedSession::ping()
{
    m_nextPing.setRemainingTime(m_limits.stallTimeout / 2);
    m_socket->ping();
}

/// A client that reads slowly answers a ping late, but the number of unacknowledged bytes decreases meanwhile.
bool FeedSession::isUnresponsive()
{
    const qint64 now = m_transport ? unacknowledgedBytes(*m_transport) : 0;
    const bool isReading =
        unsent() > 0 || (now > 0 && m_unacknowledged - now >= slowestBytes); // unsent bytes: m_stalled checks
    if (isReading)
        m_pong.setRemainingTime(m_limits.stallTimeout);
    m_unacknowledged = isReading ? now : std::max(m_unacknowledged, now);
    return m_pong.hasExpired();
}

void FeedSession::pump()
{
    bool isBusy = true;
    while (isBusy && unsent() < m_limits.bufferBytes) {
        isBusy = false;
        for (Cursor &cursor : m_cursors)
            isBusy = sendNext(cursor) || isBusy;
    }
}

/// Returns false if there is nothing to send.
bool FeedSession::sendNext(Cursor &cursor)
{
    if (std::exchange(cursor.statusDue, false)) {
        send(cursor.output->statusMessage());
        return true;
    }
    if (sendRecords(cursor))
        return true;
    if (!cursor.output->isRead())
        return false;
    if (std::exchange(cursor.ageDue, false)) {
        send(textOf(FeedAge{cursor.output->key(), cursor.output->age()}));
        return true;
    }
    if (!std::exchange(cursor.reportDue, false))
        return false;
    send(cursor.output->reportMessage(cursor.failures));
    return true;
}

bool FeedSession::sendRecords(Cursor &cursor)
{
    const FeedOutput &output = *cursor.output;
    if (!output.isRead())
        return false;
    findPlace(cursor);
    const bool isNew = cursor.replacesEarlier || cursor.place != output.end();
    if (isNew) {
        const bool isOnlyNewest = cursor.knowsAll && !cursor.replacesEarlier && cursor.place + 1 == output.end();
        const bool isLive = isOnlyNewest && cursor.place >= output.liveFrom();
        cursor.ageDue = cursor.ageDue || !isLive;
        send(cursor.output->messageAt(cursor.place, std::exchange(cursor.replacesEarlier, false), isLive,
                                      m_measurements));
    }
    cursor.knowsAll = cursor.place == output.end();
    return isNew;
}

void FeedSession::findPlace(Cursor &cursor) const
{
    if (const std::optional<QByteArray> after = std::exchange(cursor.after, std::nullopt)) {
        const std::optional<quint64> place = cursor.output->placeAfter(*after);
        cursor.place = place.value_or(0);
        cursor.replacesEarlier = !place;
    }
    cursor.replacesEarlier = cursor.replacesEarlier || cursor.place < cursor.output->begin();
    if (cursor.replacesEarlier)
        cursor.place = cursor.output->placeWithin(m_span);
}

void FeedSession::send(const QString &text)
{
    if (unsent() == 0)
        m_stalled.setRemainingTime(m_limits.stallTimeout);
    m_socket->sendTextMessage(text);
    m_mostUnsent = std::max(m_mostUnsent, unsent());
    ++m_messages;
    m_nextHeartbeat.setRemainingTime(m_limits.heartbeat);
}

void FeedSession::refuse(const QString &reason)
{
    m_end = End::Refused;
    close(QWebSocketProtocol::CloseCodePolicyViolated, reason);
}

void FeedSession::leave()
{
    close(QWebSocketProtocol::CloseCodeGoingAway, u"the gateway is stopped"_s);
}

void FeedSession::close(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    m_stalled.setRemainingTime(m_limits.stallTimeout);
    m_cursors.clear();
    for (const FeedOutput *output : std::as_const(m_outputs))
        output->disconnect(this);
    m_socket->close(code, reason);
}

} // namespace pulse
