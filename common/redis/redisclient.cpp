// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisclient.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/redis/redislog.h"
#include "common/redis/redistransaction.h"
#include "common/redis/redistransport.h"

#include <algorithm>

namespace pulse {
namespace {

using Kind = RedisError::Kind;

RedisError notConnected(const RedisUrl &url)
{
    return {Kind::NotConnected, u"Not connected to %1"_s.arg(url.display())};
}

using namespace std::chrono_literals;

constexpr auto shortestIdle = 1s;        // the shortest `timeout` after which a server closes a connection
constexpr auto answeredRecently = 500ms; // before a suspect is sent
constexpr auto hangUpWithin = 2s;        // after its last reply, by a server that does not support a command

} // namespace

RedisClient::RedisClient(RedisOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_parser(m_options.maximumReplyBytes)
    , m_retryPolicy({.shortest = m_options.shortestRetry,
                     .longest = m_options.longestRetry,
                     .lasting = m_options.longestRetry,
                     .isSpread = true})
    , m_support(m_options.unsupported ? m_options.unsupported : UnsupportedCommands::of(m_options.url),
                m_options.logsUnsupported)
{
    for (QTimer *timer : {&m_retry, &m_deadline, &m_later})
        timer->setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &RedisClient::resume);
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
    m_state = State::Closed;
    m_isHandshaking = false;
    m_support.clearSuspects();
    m_retry.stop();
    m_deadline.stop();
    RedisTransport::discard(std::move(m_transport));
    m_retryPolicy.reset();
    failAll(notConnected(m_options.url));
}

void RedisClient::connectNow()
{
    m_state = State::Connecting;
    openTransport();
}

/// Emits no signal unless it fails.
void RedisClient::reconnect()
{
    qCDebug(redisLog).noquote() << m_options.url.display() << "closed the idle connection";
    RedisTransport::discard(std::move(m_transport));
    m_postponed = std::exchange(m_pending, {});
    openTransport();
}

void RedisClient::openTransport()
{
    m_isHandshaking = true;
    m_sinceReply.invalidate();
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
    const RedisHandshake handshake = RedisHandshake::make(m_options.url, m_options.clientName, m_support);
    for (const RedisHandshake::Step &step : handshake.steps)
        enqueueStep(step);
    if (handshake.refusal)
        drop(*handshake.refusal);
}

void RedisClient::enqueueStep(const RedisHandshake::Step &step)
{
    const auto handleReply = [this, check = step.check, completes = step.completes](const RedisResult &reply) {
        if (completes && !m_isHandshaking)
            return; // lost
        if (const std::optional<RedisError> error = check(reply))
            drop(*error);
        else if (completes)
            finishHandshake();
    };
    m_unsent.emplace_back(step.command, m_options.connectDeadline, this, handleReply);
    writeUnsent();
}

void RedisClient::finishHandshake()
{
    m_deadline.stop();
    m_isHandshaking = false;
    for (const PendingCommand &step : m_pending) // the optional steps
        armDeadline(std::chrono::milliseconds(step.deadline.remainingTime()));
    const bool isReconnect = std::exchange(m_state, State::Ready) == State::Ready;
    m_retryPolicy.markUp();
    std::ranges::move(m_postponed, std::back_inserter(m_unsent));
    m_postponed.clear();
    writeUnsent();
    qCDebug(redisLog) << "connected to" << m_options.url.display();
    if (!isReconnect)
        Q_EMIT ready();
}

void RedisClient::send(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                       Handler handler)
{
    if (!isReady()) {
        handler(notConnected(m_options.url));
        return;
    }
    if (const QByteArray name = CommandSupport::nameOf(command); !supports(name)) {
        handler(CommandSupport::notSupported(name, m_options.url));
        return;
    }
    const bool isFirst = m_pending.empty();
    enqueue(command, deadline, context, std::move(handler));
    if (isFirst)
        flush();
}

void RedisClient::flush()
{
    if (isReady() && !m_isHandshaking)
        m_transport->flush();
}

void RedisClient::transaction(const QList<RedisCommand> &commands, QObject *context, Handler handler)
{
    const auto transaction = std::make_shared<RedisTransaction>(std::move(handler));
    if (!isReady()) {
        transaction->fail(notConnected(m_options.url));
        return;
    }
    if (const QByteArray name = RedisTransaction::unsupportedIn(commands, m_support); !name.isEmpty()) {
        transaction->fail(CommandSupport::notSupported(name, m_options.url));
        return;
    }
    const bool isFirst = m_pending.empty();
    enqueue({"MULTI"}, m_options.commandDeadline, context,
            [transaction](const RedisResult &reply) { transaction->handleMulti(reply); });
    for (const RedisCommand &command : commands)
        enqueue(command, m_options.commandDeadline, context,
                [transaction](const RedisResult &reply) { transaction->handleCommand(reply); });
    enqueue({"EXEC"}, m_options.commandDeadline, context,
            [transaction](const RedisResult &reply) { transaction->handleExec(reply); });
    if (isFirst)
        flush();
}

void RedisClient::enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                          Handler handler)
{
    (m_isHandshaking ? m_postponed : m_unsent).emplace_back(command, deadline, context, std::move(handler));
    writeUnsent();
}

/// Writes all unsent commands; while there are suspects, one at a time, as CommandSupport explains.
void RedisClient::writeUnsent()
{
    while (!m_unsent.empty()) {
        const QByteArray name = m_unsent.front().name;
        m_support.handleSending(name);
        if (m_support.hasSuspects() && !m_pending.empty())
            return;
        if (m_support.isSuspect(name) && !hasAnsweredWithin(answeredRecently)) {
            write({m_support.probe(), m_options.commandDeadline, this, [](const RedisResult &) {}});
            return;
        }
        PendingCommand next = std::move(m_unsent.front());
        m_unsent.pop_front();
        write(std::move(next));
    }
}

void RedisClient::write(PendingCommand pending)
{
    if (!m_isHandshaking)
        armDeadline(std::chrono::milliseconds(pending.deadline.remainingTime()));
    if (m_later.isActive())
        resume();
    m_transport->write(pending.bytes);
    if (!pending.name.isEmpty())
        pending.bytes.clear();
    m_pending.push_back(std::move(pending));
}

void RedisClient::checkDeadline()
{
    if (m_isHandshaking) {
        const QString why = QString::fromLatin1(QT_TRANSLATE_NOOP("RedisReason", "no answer in time"));
        drop({Kind::ConnectFailed, u"Cannot connect to %1: %2"_s.arg(m_options.url.display(), why), why});
        return;
    }
    const QPointer<RedisClient> self(this);
    const qint64 now = QDeadlineTimer::current().deadline(); // a handler may take long, and send further commands
    m_transport->poll(); // the reply may have arrived while the event loop was blocked
    if (!self || !isReady())
        return;
    if (!m_arriving.hasExpired()) {
        armDeadline(std::chrono::milliseconds(m_arriving.remainingTime()));
        return;
    }
    for (const PendingCommand &pending : m_pending) {
        if (pending.deadline.deadline() <= now) {
            drop({Kind::Timeout, u"%1 did not answer in time"_s.arg(m_options.url.display())});
            return;
        }
        armDeadline(std::chrono::milliseconds(pending.deadline.remainingTime()));
    }
}

bool RedisClient::poll(std::chrono::nanoseconds time)
{
    return isReady() && !m_isHandshaking && !m_isReading && m_transport->poll(time);
}

bool RedisClient::receive()
{
    return m_isReading ? m_transport && m_transport->hasData() : poll();
}

bool RedisClient::sleep()
{
    return isReady() && !m_isHandshaking && !m_isReading && m_transport->sleep();
}

void RedisClient::postpone(std::chrono::milliseconds time)
{
    if (!isReady() || m_isHandshaking || m_isReading)
        return;
    m_transport->setReading(false);
    m_later.start(time);
}

void RedisClient::resume()
{
    m_later.stop();
    if (m_transport && !m_isReading)
        m_transport->setReading(true);
}

void RedisClient::readReplies()
{
    if (std::exchange(m_isReading, true)) {
        m_transport->setReading(false); // a handler runs an event loop of its own; data are read after it
        return;
    }
    const QPointer<RedisClient> self(this);
    do {
        const QByteArrayView data = m_transport->read();
        if (!data.isEmpty())
            handleReplies(data);
    } while (self && m_transport && m_transport->mayHaveMore());
    if (!self)
        return;
    m_isReading = false;
    if (m_transport)
        m_transport->setReading(true);
}

void RedisClient::handleReplies(QByteArrayView data)
{
    std::vector<RedisResult> replies;
    const QPointer<RedisClient> self(this);
    const RedisTransport *transport = m_transport.get();
    const Result<void, RedisError> fed = m_parser.feed(data, replies);
    if (replies.empty()) // a part of a reply
        m_arriving.setRemainingTime(m_options.commandDeadline);
    else
        m_sinceReply.start();
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
            drop(reply.error()); // a push message or a reply: it is not known which
            return;
        }
    }
    if (m_pending.empty()) {
        drop({Kind::Protocol, u"%1 sent a reply without a request"_s.arg(m_options.url.display())});
        return;
    }
    const PendingCommand pending = std::move(m_pending.front());
    m_pending.pop_front();
    m_support.handleReply(pending.name, reply, m_options.url);
    writeUnsent();
    if (pending.context)
        pending.handler(reply);
}

void RedisClient::drop(const RedisError &error)
{
    if (m_state != State::Connecting && m_state != State::Ready)
        return;
    if (isIdleClose(error)) {
        reconnect();
        return;
    }
    const RedisError loss = judgeLoss(error);
    if (loss.kind == Kind::NotSupported)
        m_retryPolicy.reset();
    m_state = State::Waiting;
    m_isHandshaking = false;
    m_deadline.stop();
    RedisTransport::discard(std::move(m_transport));
    const std::chrono::milliseconds pause = m_retryPolicy.nextPause();
    m_retry.start(pause);
    qCDebug(redisLog).noquote() << loss.message << "; next try in" << pause.count() << "ms";
    const QPointer<RedisClient> self(this);
    failAll(loss);
    if (self && m_state == State::Waiting)
        Q_EMIT lost(loss);
}

bool RedisClient::isIdleClose(const RedisError &error) const
{
    const auto mayBeRepeated = [](const PendingCommand &one) { return !one.bytes.isEmpty(); };
    return error.kind == Kind::ConnectionLost && m_state == State::Ready && !m_isHandshaking && m_unsent.empty() &&
           std::ranges::all_of(m_pending, mayBeRepeated) && !m_pushFilter && !hasAnsweredWithin(shortestIdle);
}

/// Returns NotSupported if the server closed the connection because of a command that it does not support.
RedisError RedisClient::judgeLoss(const RedisError &error)
{
    if (error.kind != Kind::ConnectionLost) {
        m_support.clearSuspects();
        return error;
    }
    QByteArrayList unanswered;
    for (const PendingCommand &pending : m_pending)
        unanswered << pending.name;
    return m_support.handleClosed(unanswered, hasAnsweredWithin(hangUpWithin), m_options.url)
               ? CommandSupport::notSupported(unanswered.constFirst(), m_options.url)
               : error;
}

void RedisClient::failAll(const RedisError &error)
{
    const PendingCommands sent = std::exchange(m_pending, {});
    PendingCommands unsent = std::exchange(m_unsent, {});
    std::ranges::move(m_postponed, std::back_inserter(unsent));
    m_postponed.clear();
    pulse::failAll(sent, unsent, error, notConnected(m_options.url));
}

} // namespace pulse
