// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisclient.h"

#include "common/core/logging.h"
#include "common/redis/redistransport.h"

#include <QRandomGenerator>

#include <algorithm>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "redis", QtInfoMsg)

using Kind = RedisError::Kind;

RedisError notConnected(const RedisUrl &url)
{
    return {Kind::NotConnected, QStringLiteral("Not connected to %1").arg(url.display())};
}

/// What MULTI's replies add up to.
struct TransactionState
{
    std::optional<RedisError> refused; // the first command that was not queued
    RedisClient::Handler handler;
};

} // namespace

RedisClient::RedisClient(RedisOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_parser(m_options.maximumReplyBytes)
{
    m_retry.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RedisClient::connectNow);
    connect(&m_deadline, &QTimer::timeout, this, &RedisClient::checkDeadline);
}

RedisClient::~RedisClient() = default;

void RedisClient::open()
{
    if (m_state == State::Closed)
        connectNow();
}

void RedisClient::close()
{
    m_state = State::Closed;
    m_retry.stop();
    m_deadline.stop();
    discardTransport();
    m_failures = 0;
    failAll(notConnected(m_options.url));
}

void RedisClient::connectNow()
{
    m_state = State::Connecting;
    m_parser.reset();
    m_transport = std::make_unique<RedisTransport>(m_options.url);
    connect(m_transport.get(), &RedisTransport::opened, this, &RedisClient::startHandshake);
    connect(m_transport.get(), &RedisTransport::readyRead, this, &RedisClient::readReplies);
    connect(m_transport.get(), &RedisTransport::ended, this, &RedisClient::drop);
    m_deadline.start(m_options.connectDeadline);
    m_transport->open();
}

void RedisClient::startHandshake()
{
    const RedisUrl &url = m_options.url;
    if (!url.password.isEmpty()) {
        RedisCommand auth{"AUTH"};
        if (!url.user.isEmpty())
            auth << url.user.toUtf8();
        handshakeStep(auth << url.password.toUtf8(), true);
    }
    if (url.database != 0)
        handshakeStep({"SELECT", QByteArray::number(url.database)}, true);
    if (!m_options.clientName.isEmpty())
        handshakeStep({"CLIENT", "SETNAME", m_options.clientName.toUtf8()}, false);
    handshakeStep({"CLIENT", "SETINFO", "LIB-NAME", "pulseboard"}, false);
    handshakeStep({"CLIENT", "SETINFO", "LIB-VER", PULSEBOARD_VERSION}, false);
    // Tells whether the server lets us in and is up; a user who may not PING is one who is let in.
    enqueue({"PING"}, m_options.connectDeadline, this, [this](const RedisResult &reply) {
        if (reply || reply.error().kind == Kind::NoPermission)
            finishHandshake();
        else
            drop(reply.error());
    });
}

void RedisClient::handshakeStep(const RedisCommand &command, bool required)
{
    enqueue(command, m_options.connectDeadline, this, [this, required](const RedisResult &reply) {
        if (required && !reply)
            drop(reply.error());
    });
}

void RedisClient::finishHandshake()
{
    m_deadline.stop();
    m_state = State::Ready;
    m_failures = 0;
    qCDebug(log) << "connected to" << m_options.url.display();
    Q_EMIT ready();
}

void RedisClient::send(const RedisCommand &command, QObject *context, Handler handler)
{
    send(command, m_options.commandDeadline, context, std::move(handler));
}

void RedisClient::send(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                       Handler handler)
{
    if (isReady())
        enqueue(command, deadline, context, std::move(handler));
    else
        handler(notConnected(m_options.url));
}

void RedisClient::transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler)
{
    const auto state = std::make_shared<TransactionState>();
    state->handler = std::move(handler);
    if (!isReady()) {
        state->handler(notConnected(m_options.url));
        return;
    }
    const auto queued = [state](const RedisResult &reply) {
        if (!reply && !state->refused)
            state->refused = reply.error();
    };
    enqueue({"MULTI"}, m_options.commandDeadline, context, queued);
    for (const RedisCommand &command : commands)
        enqueue(command, m_options.commandDeadline, context, queued);
    enqueue({"EXEC"}, m_options.commandDeadline, context, [state](const RedisResult &reply) {
        if (state->refused)
            state->handler(*state->refused);
        else if (reply && reply->isNil())
            state->handler(RedisError{Kind::Aborted, QStringLiteral("A watched key changed; nothing was written")});
        else
            state->handler(reply);
    });
}

void RedisClient::sendForPush(const RedisCommand &command)
{
    if (isReady())
        m_transport->write(formatCommand(command));
}

void RedisClient::enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                          Handler handler)
{
    m_pending.push_back({context, std::move(handler), QDeadlineTimer(deadline)});
    if (m_state == State::Ready)
        armDeadline(deadline);
    m_transport->write(formatCommand(command));
}

void RedisClient::armDeadline(std::chrono::milliseconds remaining)
{
    if (!m_deadline.isActive() || m_deadline.remainingTimeAsDuration() > remaining)
        m_deadline.start(std::max(remaining, std::chrono::milliseconds(1)));
}

void RedisClient::checkDeadline()
{
    const RedisError late{Kind::Timeout, QStringLiteral("%1 did not answer in time").arg(m_options.url.display())};
    if (m_state == State::Connecting) {
        drop(late);
        return;
    }
    std::optional<qint64> nearest;
    for (const Pending &pending : m_pending) {
        if (pending.deadline.hasExpired()) {
            drop(late);
            return;
        }
        nearest = std::min(nearest.value_or(pending.deadline.remainingTime()), pending.deadline.remainingTime());
    }
    if (nearest)
        armDeadline(std::chrono::milliseconds(*nearest));
}

void RedisClient::readReplies()
{
    std::vector<RedisResult> replies;
    const QPointer<RedisClient> self(this);
    const RedisTransport *transport = m_transport.get();
    const Result<void, RedisError> fed = m_parser.feed(m_transport->readAll(), replies);
    for (const RedisResult &reply : replies) {
        dispatch(reply);
        if (!self || m_transport.get() != transport) // a handler closed the connection, or this object
            return;
    }
    if (!fed)
        drop(fed.error());
}

void RedisClient::dispatch(const RedisResult &reply)
{
    if (m_pushFilter && reply && m_pushFilter(*reply))
        return;
    if (m_pending.empty()) {
        drop({Kind::Protocol, QStringLiteral("%1 sent a reply that nobody asked for").arg(m_options.url.display())});
        return;
    }
    const Pending pending = std::move(m_pending.front());
    m_pending.pop_front();
    if (pending.context)
        pending.handler(reply);
}

void RedisClient::drop(const RedisError &error)
{
    if (m_state != State::Connecting && m_state != State::Ready)
        return;
    m_state = State::Waiting;
    m_deadline.stop();
    discardTransport();
    const std::chrono::milliseconds pause = nextRetry();
    m_retry.start(pause);
    qCDebug(log).noquote() << error.message << "; next try in" << pause.count() << "ms";
    const QPointer<RedisClient> self(this);
    failAll(error);
    if (self)
        Q_EMIT lost(error);
}

void RedisClient::discardTransport()
{
    if (!m_transport)
        return;
    disconnect(m_transport.get(), nullptr, this, nullptr);
    m_transport.release()->deleteLater(); // it may be what called us
}

void RedisClient::failAll(const RedisError &error)
{
    // Those behind the one whose reply was late or broken were sent, but it is not known whether they were carried out.
    const bool known = error.kind == Kind::NotConnected || error.kind == Kind::ConnectionLost;
    const RedisError rest = known ? error : RedisError{Kind::ConnectionLost, error.message};
    std::deque<Pending> pending;
    pending.swap(m_pending);
    bool first = true;
    for (const Pending &one : pending) {
        if (one.context && one.context != this)
            one.handler(std::exchange(first, false) ? error : rest);
    }
}

std::chrono::milliseconds RedisClient::nextRetry()
{
    const int doublings = std::min(m_failures++, 16);
    const qint64 full = std::min<qint64>(m_options.shortestRetry.count() << doublings, m_options.longestRetry.count());
    // Half fixed, half random, so that clients of one server do not come back all at once.
    return std::chrono::milliseconds(full / 2 + QRandomGenerator::global()->bounded(full / 2 + 1));
}

std::optional<RedisError> firstError(const RedisReply &reply)
{
    const auto it = std::ranges::find_if(reply.elements, &RedisReply::isError);
    if (it == reply.elements.end())
        return {};
    return RedisError::fromServer(it->bytes);
}

} // namespace pulse
