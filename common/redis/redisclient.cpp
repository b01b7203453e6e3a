// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisclient.h"

#include "common/core/logging.h"
#include "common/redis/redistransport.h"

#include <algorithm>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "redis", QtInfoMsg)

using Kind = RedisError::Kind;

RedisError notConnected(const RedisUrl &url)
{
    return {Kind::NotConnected, RedisClient::tr("Not connected to %1").arg(url.display())};
}

constexpr std::size_t longestHurry = 16; // commands under way

/// The connection's end, not an answer.
bool isLoss(Kind kind)
{
    return kind == Kind::NotConnected || kind == Kind::ConnectionLost || kind == Kind::Timeout ||
           kind == Kind::Protocol;
}

/// What the replies to MULTI, the commands and EXEC add up to.
struct TransactionState
{
    RedisClient::Handler handler;
    bool multiRefused = false;
    std::optional<RedisError> refused; // the first command that was not queued
    RedisReply replies;                // where MULTI was refused: of the commands themselves

    void takeMulti(const RedisResult &reply) { multiRefused = !reply; }
    void takeCommand(const RedisResult &reply);
    RedisResult result(const RedisResult &exec) const;
};

void TransactionState::takeCommand(const RedisResult &reply)
{
    if (multiRefused)
        replies.elements.push_back(reply ? *reply
                                         : RedisReply{RedisReply::Type::Error, 0, reply.error().message.toUtf8(), {}});
    else if (!reply && !refused)
        refused = reply.error();
}

RedisResult TransactionState::result(const RedisResult &exec) const
{
    if (refused)
        return *refused;
    if (multiRefused && (exec || !isLoss(exec.error().kind))) // EXEC without MULTI, or refused as well
        return replies;
    if (exec && exec->isNil())
        return RedisError{Kind::Aborted, RedisClient::tr("A watched key changed; nothing was written")};
    return exec;
}

} // namespace

RedisClient::RedisClient(RedisOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_parser(m_options.maximumReplyBytes)
    , m_backoff(m_options.shortestRetry, m_options.longestRetry)
{
    m_retry.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RedisClient::connectNow);
    connect(&m_deadline, &QTimer::timeout, this, &RedisClient::checkDeadline);
}

RedisClient::~RedisClient()
{
    RedisTransport::discard(std::move(m_transport));
}

void RedisClient::open()
{
    m_retry.stop();
    if (m_state == State::Closed || m_state == State::Waiting)
        connectNow();
}

bool RedisClient::isIntact() const
{
    return !m_transport || m_transport->isIntact();
}

void RedisClient::close()
{
    if (m_state == State::Connecting)
        m_pending.clear(); // the handshake's
    m_state = State::Closed;
    m_retry.stop();
    m_deadline.stop();
    RedisTransport::discard(std::move(m_transport));
    m_backoff.reset();
    failAll(notConnected(m_options.url));
}

void RedisClient::connectNow()
{
    m_state = State::Connecting;
    m_parser.reset();
    m_arriving = {};
    m_transport = std::make_unique<RedisTransport>(m_options.url);
    connect(m_transport.get(), &RedisTransport::opened, this, &RedisClient::startHandshake);
    connect(m_transport.get(), &RedisTransport::readyRead, this, &RedisClient::readReplies);
    connect(m_transport.get(), &RedisTransport::ended, this, &RedisClient::drop);
    m_deadline.start(m_options.connectDeadline);
    m_transport->open();
}

void RedisClient::startHandshake()
{
    authenticate();
    if (m_options.url.database != 0)
        requireStep({"SELECT", QByteArray::number(m_options.url.database)});
    // Tells whether the server lets us in and is up; a user who may not PING is one who is let in. Before the optional
    // steps, so that the words of a server that turns every client away are not taken for an answer to one of those.
    enqueue({"PING"}, m_options.connectDeadline, this, [this](const RedisResult &reply) {
        if (reply || reply.error().kind == Kind::NoPermission)
            finishHandshake();
        else
            drop(reply.error());
    });
    if (!m_options.clientName.isEmpty())
        tryStep({"CLIENT", "SETNAME", m_options.clientName.toUtf8()});
    tryStep({"CLIENT", "SETINFO", "LIB-NAME", "pulseboard"});
    tryStep({"CLIENT", "SETINFO", "LIB-VER", PULSEBOARD_VERSION});
}

void RedisClient::authenticate()
{
    const RedisUrl &url = m_options.url;
    if (url.user.isEmpty() && url.password.isEmpty())
        return;
    RedisCommand command{"AUTH"};
    if (!url.user.isEmpty())
        command << url.user.toUtf8();
    command << url.password.toUtf8();
    enqueue(command, m_options.connectDeadline, this, [this](const RedisResult &reply) {
        if (reply)
            return;
        RedisError error = reply.error();
        if (error.kind == Kind::Other) // plain ERR where a password is given and the server has none
            error.kind = Kind::Auth;
        drop(error);
    });
}

void RedisClient::requireStep(const RedisCommand &command)
{
    enqueue(command, m_options.connectDeadline, this, [this](const RedisResult &reply) {
        if (!reply)
            drop(reply.error());
    });
}

void RedisClient::tryStep(const RedisCommand &command)
{
    enqueue(command, m_options.connectDeadline, this, [](const RedisResult &) {});
}

void RedisClient::finishHandshake()
{
    m_deadline.stop();
    m_state = State::Ready;
    m_steady.setRemainingTime(m_options.longestRetry);
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
    if (!isReady()) {
        handler(notConnected(m_options.url));
        return;
    }
    enqueue(command, deadline, context, std::move(handler));
    flushSoon();
}

/// A deep pipeline is better left to the event loop, which writes all of it at once.
void RedisClient::flushSoon()
{
    if (m_pending.size() <= longestHurry)
        m_transport->flush();
}

void RedisClient::transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler)
{
    const auto state = std::make_shared<TransactionState>();
    state->handler = std::move(handler);
    state->replies.type = RedisReply::Type::Array;
    if (!isReady()) {
        state->handler(notConnected(m_options.url));
        return;
    }
    enqueue({"MULTI"}, m_options.commandDeadline, context,
            [state](const RedisResult &reply) { state->takeMulti(reply); });
    for (const RedisCommand &command : commands)
        enqueue(command, m_options.commandDeadline, context,
                [state](const RedisResult &reply) { state->takeCommand(reply); });
    enqueue({"EXEC"}, m_options.commandDeadline, context,
            [state](const RedisResult &reply) { state->handler(state->result(reply)); });
    flushSoon();
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
    if (m_state == State::Connecting) {
        drop({Kind::ConnectFailed, tr("Cannot connect to %1: no answer in time").arg(m_options.url.display())});
        return;
    }
    const QPointer<RedisClient> self(this);
    m_transport->poll(); // the event loop may have been held up for longer than the server was
    if (!self || !isReady())
        return;
    if (!m_arriving.hasExpired()) {
        armDeadline(std::chrono::milliseconds(m_arriving.remainingTime()));
        return;
    }
    std::optional<qint64> nearest;
    for (const Pending &pending : m_pending) {
        if (pending.deadline.hasExpired()) {
            drop({Kind::Timeout, tr("%1 did not answer in time").arg(m_options.url.display())});
            return;
        }
        nearest = std::min(nearest.value_or(pending.deadline.remainingTime()), pending.deadline.remainingTime());
    }
    if (nearest)
        armDeadline(std::chrono::milliseconds(*nearest));
}

void RedisClient::readReplies()
{
    if (std::exchange(m_reading, true))
        return; // a handler runs an event loop of its own; the loop below goes on after it
    const QPointer<RedisClient> self(this);
    while (self && m_transport) {
        const QByteArray data = m_transport->readAll();
        if (data.isEmpty())
            break;
        takeReplies(data);
    }
    if (self)
        m_reading = false;
}

void RedisClient::takeReplies(const QByteArray &data)
{
    std::vector<RedisResult> replies;
    const QPointer<RedisClient> self(this);
    const RedisTransport *transport = m_transport.get();
    const Result<void, RedisError> fed = m_parser.feed(data, replies);
    if (replies.empty()) // a part of one
        m_arriving.setRemainingTime(m_options.commandDeadline);
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
    if (const PushFilter filter = m_pushFilter) { // a copy, since it may destroy this object
        if (reply && filter(*reply))
            return;
        if (!reply && reply.error().kind == Kind::ReplyTooLarge) {
            drop(reply.error()); // a push or an answer, that cannot be told any more
            return;
        }
    }
    if (m_pending.empty()) {
        drop({Kind::Protocol, tr("%1 sent a reply that nobody asked for").arg(m_options.url.display())});
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
    if (m_state == State::Connecting)
        m_pending.clear(); // the handshake's
    else if (m_steady.hasExpired())
        m_backoff.reset();
    m_state = State::Waiting;
    m_deadline.stop();
    RedisTransport::discard(std::move(m_transport));
    const std::chrono::milliseconds pause = spread(m_backoff.next());
    m_retry.start(pause);
    qCDebug(log).noquote() << error.message << "; next try in" << pause.count() << "ms";
    const QPointer<RedisClient> self(this);
    failAll(error);
    if (self && m_state == State::Waiting)
        Q_EMIT lost(error);
}

void RedisClient::failAll(const RedisError &error)
{
    // Those around the one whose reply was late or broken were sent, but it is not known whether they were carried out.
    const RedisError unknown{Kind::ConnectionLost, error.message};
    const bool ofAll = error.kind == Kind::NotConnected || error.kind == Kind::ConnectionLost;
    std::deque<Pending> pending;
    pending.swap(m_pending);
    bool first = true;
    for (const Pending &one : pending) {
        const bool ofThis = error.kind == Kind::Timeout ? one.deadline.hasExpired() : std::exchange(first, false);
        if (one.context)
            one.handler(ofAll || ofThis ? error : unknown);
    }
}

} // namespace pulse
