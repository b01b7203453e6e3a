// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/feedsession.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "runtime/http/socketbytes.h"

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr qint64 pongBytes = 32 * 1024;   // that a client need not read at once
constexpr qint64 slowestBytes = 4 * 1024; // that a client takes within Limits::patience

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
    , m_stalled(limits.patience) // the answer to the handshake may be unsent still
    , m_ping(limits.patience / 2)
    , m_silent(limits.patience)
{
    m_socket->setMaxAllowedIncomingMessageSize(limits.messageBytes);
    m_socket->setMaxAllowedIncomingFrameSize(limits.messageBytes); // a frame is kept until all of it is there
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, &FeedSession::take);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [this] { refuse(u"messages are texts"_s); });
    onSent(*transport, this, [this] {
        if (m_socket->state() == QAbstractSocket::ConnectedState)
            m_stalled.setRemainingTime(m_limits.patience);
        pump();
    });
    connect(transport, &QTcpSocket::readyRead, this, &FeedSession::watchPongs); // after the QWebSocket has read
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_silent.setRemainingTime(m_limits.patience); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] { Q_EMIT ended(m_end); });

    FeedHello hello{feedVersion, programVersion(), limits.beat, {}};
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

void FeedSession::take(const QString &message)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return; // refused already
    const Result<FeedMessage> decoded = decodeFeed(message.toUtf8());
    if (!decoded) {
        refuse(decoded.error().message);
        return;
    }
    if (std::holds_alternative<FeedUnknown>(*decoded) && ++m_ignored <= m_limits.ignoredMessages)
        return;
    const auto *wanted = std::get_if<FeedFollow>(&*decoded);
    if (!wanted || m_follows)
        refuse(u"a client says \"follow\", and once"_s);
    else if (wanted->version != feedVersion)
        refuse(u"this gateway speaks version %1 of the feed"_s.arg(feedVersion));
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
        connect(output, &FeedOutput::grown, this, [this] {
            pump();
            m_socket->flush(); // now, rather than after all others were written to
        });
        connect(output, &FeedOutput::statusChanged, this, [this, index] {
            m_cursors[index].statusDue = true;
            pump();
        });
        connect(output, &FeedOutput::aged, this, [this, index] {
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

/// Qt answers each ping, whether or not the answers are read.
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

void FeedSession::look()
{
    const bool isOpen = m_socket->state() == QAbstractSocket::ConnectedState;
    if ((unsent() > 0 || !isOpen) && m_stalled.hasExpired())
        drop(isOpen ? End::Stalled : m_end);
    else if (isOpen && isSilent())
        drop(End::Stalled);
    else if (isOpen && !m_follows && m_handshake.hasExpired())
        refuse(u"nothing was followed in time"_s);
    else if (isOpen && m_beat.hasExpired())
        send(textOf(FeedBeat()));
    if (m_socket->state() == QAbstractSocket::ConnectedState && m_ping.hasExpired()) // it may just have been dropped
        ping();
}

/// Only its answer shows that somebody reads: the kernels at both ends take megabytes before they stop.
void FeedSession::ping()
{
    m_ping.setRemainingTime(m_limits.patience / 2);
    m_socket->ping();
}

/// A client that reads slowly answers a ping late, but what is on its way to it becomes less meanwhile.
bool FeedSession::isSilent()
{
    const qint64 now = m_transport ? unacknowledgedBytes(*m_transport) : 0;
    const bool isReading = unsent() > 0 || (now > 0 && m_unacknowledged - now >= slowestBytes); // else see m_stalled
    if (isReading)
        m_silent.setRemainingTime(m_limits.patience);
    m_unacknowledged = isReading ? now : std::max(m_unacknowledged, now);
    return m_silent.hasExpired();
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

/// False: there is nothing new.
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
    const bool isNew = cursor.anew || cursor.place != output.end();
    if (isNew) {
        const bool isOnlyNewest = cursor.knowsAll && !cursor.anew && cursor.place + 1 == output.end();
        const bool isLive = isOnlyNewest && cursor.place >= output.liveFrom();
        cursor.ageDue = cursor.ageDue || !isLive;
        send(cursor.output->messageAt(cursor.place, std::exchange(cursor.anew, false), isLive, m_measurements));
    }
    cursor.knowsAll = cursor.place == output.end();
    return isNew;
}

void FeedSession::findPlace(Cursor &cursor) const
{
    if (const std::optional<QByteArray> after = std::exchange(cursor.after, std::nullopt)) {
        const std::optional<quint64> place = cursor.output->placeAfter(*after);
        cursor.place = place.value_or(0);
        cursor.anew = !place;
    }
    cursor.anew = cursor.anew || cursor.place < cursor.output->begin();
    if (cursor.anew)
        cursor.place = cursor.output->placeWithin(m_span);
}

void FeedSession::send(const QString &text)
{
    if (unsent() == 0)
        m_stalled.setRemainingTime(m_limits.patience);
    m_socket->sendTextMessage(text);
    m_mostUnsent = std::max(m_mostUnsent, unsent());
    ++m_messages;
    m_beat.setRemainingTime(m_limits.beat);
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
    m_stalled.setRemainingTime(m_limits.patience);
    m_cursors.clear();
    for (const FeedOutput *output : std::as_const(m_outputs))
        output->disconnect(this);
    m_socket->close(code, reason);
}

} // namespace pulse
