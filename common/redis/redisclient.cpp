// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisclient.h"

#include "common/core/literals.h"

#include "common/core/buildinfo.h"
#include "common/core/logging.h"
#include "common/redis/redistransport.h"

#include <algorithm>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "redis", QtInfoMsg)

using Kind = RedisError::Kind;

RedisError notConnected(const RedisUrl &url)
{
    return {Kind::NotConnected, u"Not connected to %1"_s.arg(url.display())};
}

using namespace std::chrono_literals;

constexpr std::size_t longestHurry = 16; // commands under way
constexpr auto shortestIdle = 1s;        // before a server's `timeout` closes a connection
constexpr auto answeredRecently = 500ms; // so that a suspect may be sent
constexpr auto hangUpWithin = 2s;        // of a server that does not know a command

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
        return RedisError{Kind::Aborted, u"A watched key changed; nothing was written"_s};
    return exec;
}

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

/// Nobody notices, unless it fails.
void RedisClient::reconnect()
{
    qCDebug(log).noquote() << m_options.url.display() << "closed the idle connection";
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
    authenticate();
    if (!selectDatabase())
        return;
    // Tells whether the server lets us in and is up; a user who may not PING is one who is let in. Before the optional
    // steps, so that the words of a server that turns every client away are not taken for an answer to one of those.
    enqueueStep(supports("PING") ? RedisCommand{"PING"} : m_support.probe(), [this](const RedisResult &reply) {
        if (!m_isHandshaking)
            return; // lost
        if (reply || reply.error().kind == Kind::NoPermission || reply.error().kind == Kind::NotSupported ||
            reply.error().kind == Kind::WrongType) // the probe's
            finishHandshake();
        else
            drop(reply.error());
    });
    if (!m_options.clientName.isEmpty())
        tryStep({"CLIENT", "SETNAME", m_options.clientName.toUtf8()});
    tryStep({"CLIENT", "SETINFO", "LIB-NAME", "pulseboard"});
    tryStep({"CLIENT", "SETINFO", "LIB-VER", programVersion().toUtf8()});
}

void RedisClient::authenticate()
{
    const RedisUrl &url = m_options.url;
    if (url.user.isEmpty() && url.password.isEmpty())
        return;
    RedisCommand command{"AUTH"};
    if (!url.user.isEmpty() && supports("AUTH"))
        command << url.user.toUtf8();
    command << url.password.toUtf8();
    enqueueStep(command, [this](const RedisResult &reply) {
        if (reply)
            return;
        RedisError error = reply.error();
        // A plain ERR, if a password is given and the server has none.
        if (error.kind == Kind::Other || error.kind == Kind::NotSupported)
            error.kind = Kind::Auth;
        drop(error);
    });
}

/// Returns whether the connection may be used.
bool RedisClient::selectDatabase()
{
    if (m_options.url.database == 0)
        return true;
    const auto handleReply = [this](const RedisResult &reply) {
        if (!reply && reply.error().kind == Kind::NotSupported)
            drop({Kind::Protocol, u"%1 has one database only (it does not support SELECT); use database 0"_s.arg(
                                      m_options.url.display())});
        else if (!reply)
            drop(reply.error());
    };
    const bool isSupported = supports("SELECT");
    if (isSupported)
        enqueueStep({"SELECT", QByteArray::number(m_options.url.database)}, handleReply);
    else
        handleReply(notSupported("SELECT"));
    return isSupported;
}

void RedisClient::tryStep(const RedisCommand &command)
{
    if (supports(CommandSupport::nameOf(command)))
        enqueueStep(command, [](const RedisResult &) {});
}

void RedisClient::enqueueStep(const RedisCommand &command, Handler handler)
{
    m_unsent.push_back(prepare(command, m_options.connectDeadline, this, std::move(handler)));
    writeUnsent();
}

void RedisClient::finishHandshake()
{
    m_deadline.stop();
    m_isHandshaking = false;
    for (const Pending &step : m_pending) // the optional ones
        armDeadline(std::chrono::milliseconds(step.deadline.remainingTime()));
    const bool isReconnect = std::exchange(m_state, State::Ready) == State::Ready;
    m_retryPolicy.markUp();
    std::ranges::move(m_postponed, std::back_inserter(m_unsent));
    m_postponed.clear();
    writeUnsent();
    qCDebug(log) << "connected to" << m_options.url.display();
    if (!isReconnect)
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
    if (const QByteArray name = CommandSupport::nameOf(command); !supports(name)) {
        handler(notSupported(name));
        return;
    }
    enqueue(command, deadline, context, std::move(handler));
    flushSoon();
}

/// A deep pipeline is better left to the event loop, which writes all of it at once.
void RedisClient::flushSoon()
{
    if (m_pending.size() <= longestHurry && !m_isHandshaking)
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
    if (const QByteArray name = unsupportedIn(commands); !name.isEmpty()) {
        state->handler(notSupported(name));
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

/// What a transaction of these commands cannot do without; empty: it can be tried.
QByteArray RedisClient::unsupportedIn(const QList<RedisCommand> &commands) const
{
    if (!supports("MULTI"))
        return "MULTI";
    if (!supports("EXEC"))
        return "EXEC";
    const auto isUnsupported = [this](const RedisCommand &one) { return !supports(CommandSupport::nameOf(one)); };
    const auto found = std::ranges::find_if(commands, isUnsupported);
    return found == commands.end() ? QByteArray() : CommandSupport::nameOf(*found);
}

void RedisClient::enqueue(const RedisCommand &command, std::chrono::milliseconds deadline, QObject *context,
                          Handler handler)
{
    (m_isHandshaking ? m_postponed : m_unsent).push_back(prepare(command, deadline, context, std::move(handler)));
    writeUnsent();
}

RedisClient::Pending RedisClient::prepare(const RedisCommand &command, std::chrono::milliseconds deadline,
                                          QObject *context, Handler handler)
{
    return {context, std::move(handler), QDeadlineTimer(deadline), CommandSupport::nameOf(command),
            formatCommand(command)};
}

/// All that there is; while there are suspects, one command, as CommandSupport explains.
void RedisClient::writeUnsent()
{
    while (!m_unsent.empty()) {
        const QByteArray name = m_unsent.front().name;
        m_support.handleSending(name);
        if (m_support.hasSuspects() && !m_pending.empty())
            return;
        if (m_support.isSuspect(name) && !hasAnsweredWithin(answeredRecently)) {
            write(prepare(m_support.probe(), m_options.commandDeadline, this, [](const RedisResult &) {}));
            return;
        }
        Pending next = std::move(m_unsent.front());
        m_unsent.pop_front();
        write(std::move(next));
    }
}

void RedisClient::write(Pending pending)
{
    if (!m_isHandshaking)
        armDeadline(std::chrono::milliseconds(pending.deadline.remainingTime()));
    m_transport->write(pending.bytes);
    if (!pending.name.isEmpty())
        pending.bytes.clear();
    m_pending.push_back(std::move(pending));
}

void RedisClient::armDeadline(std::chrono::milliseconds remaining)
{
    if (!m_deadline.isActive() || m_deadline.remainingTimeAsDuration() > remaining)
        m_deadline.start(std::max(remaining, std::chrono::milliseconds(1)));
}

void RedisClient::checkDeadline()
{
    if (m_isHandshaking) {
        const QString why = QString::fromLatin1(QT_TRANSLATE_NOOP("RedisReason", "no answer in time"));
        drop({Kind::ConnectFailed, u"Cannot connect to %1: %2"_s.arg(m_options.url.display(), why), why});
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
            drop({Kind::Timeout, u"%1 did not answer in time"_s.arg(m_options.url.display())});
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
            drop(reply.error()); // a push or an answer, that cannot be told any more
            return;
        }
    }
    if (m_pending.empty()) {
        drop({Kind::Protocol, u"%1 sent a reply that nobody asked for"_s.arg(m_options.url.display())});
        return;
    }
    const Pending pending = std::move(m_pending.front());
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
    qCDebug(log).noquote() << loss.message << "; next try in" << pause.count() << "ms";
    const QPointer<RedisClient> self(this);
    failAll(loss);
    if (self && m_state == State::Waiting)
        Q_EMIT lost(loss);
}

bool RedisClient::isIdleClose(const RedisError &error) const
{
    const auto mayBeRepeated = [](const Pending &one) { return !one.bytes.isEmpty(); };
    return error.kind == Kind::ConnectionLost && m_state == State::Ready && !m_isHandshaking && m_unsent.empty() &&
           std::ranges::all_of(m_pending, mayBeRepeated) && !m_pushFilter && !hasAnsweredWithin(shortestIdle);
}

bool RedisClient::hasAnsweredWithin(std::chrono::milliseconds time) const
{
    return m_sinceReply.isValid() && !m_sinceReply.hasExpired(time.count());
}

/// Whose fault it is that the connection is lost.
RedisError RedisClient::judgeLoss(const RedisError &error)
{
    if (error.kind != Kind::ConnectionLost) {
        m_support.clearSuspects();
        return error;
    }
    QByteArrayList unanswered;
    for (const Pending &pending : m_pending)
        unanswered << pending.name;
    return m_support.handleClosed(unanswered, hasAnsweredWithin(hangUpWithin), m_options.url)
               ? notSupported(unanswered.constFirst())
               : error;
}

RedisError RedisClient::notSupported(const QByteArray &command) const
{
    const QString name = QString::fromUtf8(command);
    return {Kind::NotSupported, u"%1 does not support %2"_s.arg(m_options.url.display(), name), name};
}

void RedisClient::failAll(const RedisError &error)
{
    // Those around the one whose reply was late or broken were sent, but it is not known whether they were carried out.
    const RedisError unknown{Kind::ConnectionLost, error.message, {}};
    const bool ofAll = error.kind == Kind::NotConnected || error.kind == Kind::ConnectionLost;
    const std::deque<Pending> pending = std::exchange(m_pending, {});
    std::deque<Pending> unsent = std::exchange(m_unsent, {});
    std::ranges::move(m_postponed, std::back_inserter(unsent));
    m_postponed.clear();
    const RedisError notSent = notConnected(m_options.url); // a handler may delete this object
    bool first = true;
    for (const Pending &one : pending) {
        const bool ofThis = error.kind == Kind::Timeout ? one.deadline.hasExpired() : std::exchange(first, false);
        if (one.context)
            one.handler(ofAll || ofThis ? error : unknown);
    }
    for (const Pending &one : unsent) {
        if (one.context)
            one.handler(notSent);
    }
}

} // namespace pulse
