// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/worker.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/results/outputkeys.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <functional>
#include <string_view>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "worker")

using namespace std::chrono_literals;
using Companion = ResultStore::Companion;

constexpr auto storeWithin = 500ms; // once told to stop
constexpr auto beatPeriod = 500ms;
constexpr auto shortestStatePause = 100ms;
constexpr int statePauseFactor = 20; // a state that takes long to make is made less often: 5 % of the time at most

const QString redis = u"Redis"_s;
const QString input = u"Input"_s;
const QString function = u"Function"_s;
const QString output = u"Output"_s;
const QString history = u"History"_s;
const QString state = u"State"_s;
const QString env = u"context.env"_s;
const QString trigger = u"Trigger"_s;

RedisOptions toOptions(const RuntimeSettings &settings)
{
    RedisOptions options;
    options.url = settings.redis;
    options.clientName = u"pulseboard-runtime"_s;
    return options;
}

QString nameOf(Companion companion)
{
    return companion == Companion::History ? history : state;
}

QByteArray hashOf(const QByteArray &value)
{
    return QCryptographicHash::hash(value, QCryptographicHash::Sha256).toHex();
}

/// The same in every process of this program, as qHash is not; 0 stands for none.
quint64 quickHash(const QByteArray &value)
{
    const std::string_view bytes(value.constData(), static_cast<std::size_t>(value.size()));
    return std::max<quint64>(1, std::hash<std::string_view>{}(bytes));
}

} // namespace

Worker::Worker(const RuntimeSettings &settings, PythonHost &host, const CallBoard &board, const ProcessGuard &process,
               QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_host(host)
    , m_board(board)
    , m_process(process)
    , m_client(toOptions(settings))
    , m_store({settings.outputKey, settings.historyLength, settings.historyInputs}, m_client)
{
    m_beat.setInterval(beatPeriod);
    connect(&m_beat, &QTimer::timeout, this, [this] {
        m_board.beat();
        checkProcess(); // the function's threads run between calls, too
    });
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &Worker::pass);
    m_stateTimer.setSingleShot(true);
    connect(&m_stateTimer, &QTimer::timeout, this, [this] {
        putState();
        store();
    });
    m_busyPoll.setInterval(0); // the event loop does not sleep while it is active
    connect(&m_busyPoll, &QTimer::timeout, this, [this] {
        if (std::chrono::nanoseconds(m_sincePause.nsecsElapsed()) >= m_settings.busyPoll)
            m_busyPoll.stop();
    });
    connect(&m_client, &RedisClient::ready, this, &Worker::begin);
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        m_process.restoreStreams();                       // before the next connection takes their place
        if (error.kind != RedisError::Kind::NotSupported) // else it is back in a moment
            noteLoss(error);
        if (m_stopping)
            Q_EMIT finished();
    });
    connect(&m_store, &ResultStore::accepted, this,
            [this](Companion companion) { m_complaints.settle(nameOf(companion)); });
    connect(&m_store, &ResultStore::refused, this, [this](Companion companion, const RedisError &error) {
        m_board.count(error.kind);
        m_complaints.complain(nameOf(companion), u"not kept, the server refuses it: %1"_s.arg(error.message));
    });
    if (m_settings.trigger == RuntimeSettings::Trigger::Push)
        watchKey();
}

void Worker::watchKey()
{
    m_watcher = std::make_unique<KeyWatcher>(toOptions(m_settings), m_settings.inputKey);
    connect(m_watcher.get(), &KeyWatcher::changed, this, &Worker::pass);
    connect(m_watcher.get(), &KeyWatcher::trackingRefused, this, [this](const RedisError &error) {
        m_complaints.complain(
            trigger, u"the server does not track the key (%1); a change is seen by keyspace "
                     "notifications where the server has them on, else by looking every %2 s"_s.arg(error.message)
                         .arg(static_cast<double>(m_settings.interval.count()) / 1000));
    });
}

void Worker::checkProcess()
{
    m_process.check();
    if (!m_client.isIntact() || (m_watcher && !m_watcher->isIntact()))
        ProcessGuard::endForLostDescriptors();
}

void Worker::start()
{
    m_beat.start();
    checkProcess();
    m_client.open();
    if (m_watcher)
        m_watcher->open();
}

void Worker::noteLoss(const RedisError &error)
{
    m_isConnected = false;
    m_board.page().connected = 0;
    m_board.count(error.kind);
    m_complaints.complain(redis, error.message);
}

void Worker::begin()
{
    m_board.page().connected = 1;
    if (!std::exchange(m_isConnected, true)) {
        ++m_board.page().connections;
        qCInfo(log).noquote() << "Connected to" << m_settings.redis.display();
    }
    m_complaints.forget(redis);
    m_restored = m_restored || m_settings.outputKey.isEmpty();
    if (m_restored)
        pass();
    else
        restoreState();
}

void Worker::restoreState()
{
    m_client.send({"GET", envKey(m_settings.outputKey)}, this, [this](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // `begin` asks again
        m_restored = true;
        const std::optional<PythonHost::Restored> restored =
            reply && reply->isString() ? m_host.restore(reply->bytes) : std::optional<PythonHost::Restored>();
        if (restored) {
            m_restoredInput = restored->lastInput;
            if (restored->hasEnv)
                qCInfo(log) << "Restored the state of the previous worker";
            else if (!restored->problem.isEmpty())
                qCWarning(log).noquote() << "context.env starts empty, because its stored value cannot be restored:"
                                         << restored->problem;
        }
        pass();
    });
}

void Worker::load(const FunctionVersion &version)
{
    m_version = version;
    if (!m_busy)
        loadPending();
}

void Worker::loadPending()
{
    if (!m_version || m_stopping)
        return;
    const Result<void, PythonFailure> result = m_host.load(*std::exchange(m_version, std::nullopt));
    checkProcess();
    Q_EMIT loaded(result);
}

void Worker::stop()
{
    m_stopping = true;
    m_pause.stop();
    QTimer::singleShot(storeWithin, this, &Worker::finished); // Redis may not answer
    if (m_stateTimer.isActive()) {
        m_stateTimer.stop();
        putState();
        store();
    }
    finishIfDone();
}

void Worker::finishIfDone()
{
    if (m_stopping && !m_busy && m_storing == 0)
        Q_EMIT finished();
}

void Worker::pass()
{
    m_again = m_busy;
    if (m_busy || m_stopping || !m_restored)
        return;
    m_pause.stop();
    m_busy = true;
    store(); // what an earlier pass could not
    readInput();
}

void Worker::readInput(bool ahead)
{
    m_client.send({"GET", m_settings.inputKey}, this,
                  [this, ahead](const RedisResult &reply) { takeInput(reply, ahead); });
}

void Worker::takeInput(const RedisResult &reply, bool ahead)
{
    if (m_stopping) {
        passEnded();
        return;
    }
    if (!reply) {
        if (m_client.isReady()) { // else it is Redis that is away, which is said elsewhere
            m_board.count(reply.error().kind);
            m_complaints.complain(input, u"key %1 cannot be read: %2"_s.arg(QString::fromUtf8(m_settings.inputKey),
                                                                            reply.error().message));
        }
        passEnded();
        return;
    }
    if (reply->isNil()) {
        m_complaints.complain(
            input, u"no value under key %1 yet; waiting for one"_s.arg(QString::fromUtf8(m_settings.inputKey)),
            QtInfoMsg);
        passEnded();
        return;
    }
    if (isKnown(reply->bytes)) {
        m_complaints.settle(input);
        passEnded();
        return;
    }
    if (isToBeSkipped(reply->bytes))
        passEnded();
    else
        callFunction(reply->bytes, ahead);
}

bool Worker::isToBeSkipped(const QByteArray &value)
{
    const quint64 skip = m_board.page().skipInput;
    if (skip == 0 || skip != quickHash(value))
        return false;
    m_lastInput = value;
    m_board.count(Outcome::Skipped);
    m_complaints.complain(function, u"the value under key %1 has ended a worker, and is not called again; the last "
                                    "result stays in place"_s.arg(QString::fromUtf8(m_settings.inputKey)));
    return true;
}

bool Worker::isKnown(const QByteArray &value) const
{
    return m_lastInput ? *m_lastInput == value : !m_restoredInput.isEmpty() && m_restoredInput == hashOf(value);
}

/// Where values come faster than calls end, the next one is asked for before the call, so that it is here when the call
/// is over.
void Worker::callFunction(const QByteArray &value, bool ahead)
{
    m_lastInput = value;
    ahead = ahead && !m_version; // which is loaded between two passes
    if (ahead)
        readInput(true);
    m_board.beginPass(quickHash(value));
    const CallOutcome outcome = m_host.call(value, [this] { m_board.beginCall(); });
    checkProcess(); // while, for the supervisor, the call is under way
    if (outcome.kind == Outcome::OutOfMemory) {
        tellFailure(outcome, value);
        Q_EMIT outOfMemory();
        return;
    }
    m_board.endCall(outcome.kind);
    takeOutcome(outcome, value);
    keepState();
    m_board.endPass();
    store();
    if (!ahead)
        passEnded();
}

/// The state goes with the result where it is not too early; else it follows by itself.
void Worker::keepState()
{
    if (m_settings.outputKey.isEmpty())
        return;
    const auto passed = std::chrono::milliseconds(m_sinceState.isValid() ? m_sinceState.elapsed() : 0);
    if (!m_sinceState.isValid() || passed >= m_statePause)
        putState();
    else if (!m_stateTimer.isActive())
        m_stateTimer.start(m_statePause - passed);
}

void Worker::putState()
{
    m_stateTimer.stop();
    m_sinceState.start();
    m_board.beginState(quickHash(*m_lastInput));
    const PythonHost::Snapshot snapshot = m_host.snapshot(hashOf(*m_lastInput));
    m_board.endPass();
    m_statePause = std::max<std::chrono::milliseconds>(
        shortestStatePause, std::chrono::milliseconds(m_sinceState.elapsed() * statePauseFactor));
    if (snapshot.problem.isEmpty())
        m_complaints.settle(env);
    else
        m_complaints.complain(env,
                              u"lives in memory only, and is lost when the worker ends: %1"_s.arg(snapshot.problem));
    m_store.putState(snapshot.text); // an empty one, too: it replaces an older one
}

void Worker::store()
{
    ++m_storing;
    const bool withResult = m_store.hasResult(); // a state alone says nothing of the output key
    const bool writes = m_store.flush([this, withResult](const std::optional<RedisError> &error) {
        --m_storing;
        if (withResult || error)
            takeStored(error);
        finishIfDone();
    });
    if (!writes)
        --m_storing;
}

void Worker::takeOutcome(const CallOutcome &outcome, const QByteArray &value)
{
    const QString kept = u"the last result stays in place"_s;
    if (!outcome.failure.message.isEmpty())
        tellFailure(outcome, value);
    switch (outcome.kind) {
    case Outcome::BadInput:
        m_complaints.complain(input, u"the value under key %1 is not a measurement (%2); %3"_s.arg(
                                         QString::fromUtf8(m_settings.inputKey), outcome.failure.summary(), kept));
        return;
    case Outcome::Raised:
        m_complaints.settle(input);
        m_complaints.complain(function, u"handler raised %1; %2; traceback:\n%3"_s.arg(outcome.failure.summary(), kept,
                                                                                       outcome.failure.trace));
        return;
    case Outcome::NotEncodable:
        m_complaints.settle(input);
        m_complaints.complain(
            function, u"handler returned what JSON cannot carry (%1); %2"_s.arg(outcome.failure.summary(), kept));
        return;
    case Outcome::Nothing:
        m_complaints.settle(input);
        m_complaints.complain(function, u"handler returned nothing; %1"_s.arg(kept));
        return;
    default:
        break;
    }
    m_complaints.settle(input);
    if (outcome.nanReplaced)
        m_complaints.complain(function, u"handler returned NaN, Infinity or a number beyond 1.8e308, which JSON cannot "
                                        "carry; null is written"_s);
    else
        m_complaints.settle(function);
    m_store.putResult(outcome.json, value);
}

void Worker::tellFailure(const CallOutcome &outcome, const QByteArray &value)
{
    Failure failure;
    failure.time = QDateTime::currentMSecsSinceEpoch();
    failure.outcome = outcomeName(outcome.kind);
    failure.errorType = outcome.failure.type;
    failure.errorMessage = outcome.failure.message;
    failure.stackTrace = outcome.failure.trace;
    failure.inputDigest = QString::fromLatin1(hashOf(value));
    failure.duration = static_cast<double>(m_board.page().lastDuration) / 1e9;
    Q_EMIT callFailed(failure);
}

void Worker::takeStored(const std::optional<RedisError> &error)
{
    if (!error)
        m_complaints.settle(output);
    else if (m_client.isReady()) {
        m_board.count(error->kind);
        m_complaints.complain(output, u"the result cannot be stored under key %1, will try again: %2"_s.arg(
                                          QString::fromUtf8(m_settings.outputKey), error->message));
    }
}

void Worker::passEnded()
{
    m_busy = false;
    loadPending();
    if (m_stopping)
        finishIfDone();
    else if (!m_client.isReady())
        return; // the next pass comes with the connection
    else if (std::exchange(m_again, false)) {
        m_busy = true;
        readInput(m_watcher != nullptr);
    } else
        pause();
}

void Worker::pause()
{
    m_pause.start(m_settings.interval);
    if (!m_watcher || m_settings.busyPoll == 0us)
        return;
    m_sincePause.start();
    m_busyPoll.start();
}

} // namespace pulse
