// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/worker.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/results/outputkeys.h"
#include "runtime/worker/callfailure.h"
#include "runtime/worker/problemlog.h"

#include <QDeadlineTimer>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Companion = ResultStore::Companion;

constexpr auto storeWithin = 500ms; // after a request to stop
constexpr auto heartbeatPeriod = 500ms;
constexpr auto slowCall = 1ms;     // a value that is requested before it is outdated after it
constexpr auto longestWait = 10ms; // for the value, without the event loop
constexpr auto repliesMayWait = 20ms;

const QString redis = u"Redis"_s;
const QString input = u"Input"_s;
const QString function = u"Function"_s;
const QString output = u"Output"_s;
const QString history = u"History"_s;
const QString state = u"State"_s;
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
    , m_state(host, board, m_store, m_problems)
    , m_replyPoll(settings.replyPoll)
{
    m_heartbeat.setInterval(heartbeatPeriod);
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        m_board.beat();
        checkProcess(); // the function's threads also run between calls
    });
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &Worker::pass);
    connect(&m_state, &FunctionState::savedLater, this, &Worker::store);
    m_busyPoll.setInterval(0); // keeps the event loop from sleeping while it is active
    connect(&m_busyPoll, &QTimer::timeout, this, [this] {
        if (std::chrono::nanoseconds(m_sincePause.nsecsElapsed()) >= m_settings.busyPoll)
            m_busyPoll.stop();
    });
    connect(&m_client, &RedisClient::ready, this, &Worker::begin);
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        m_process.restoreStreams();                       // before the next connection gets their descriptors
        if (error.kind != RedisError::Kind::NotSupported) // otherwise the client reconnects immediately
            handleLoss(error);
        if (m_isStopping)
            Q_EMIT finished();
    });
    connect(&m_store, &ResultStore::accepted, this,
            [this](Companion companion) { m_problems.reportRecovery(nameOf(companion)); });
    connect(&m_store, &ResultStore::refused, this, [this](Companion companion, const RedisError &error) {
        m_board.count(error.kind);
        m_problems.report(nameOf(companion), u"not stored, because the server refuses it: %1"_s.arg(error.message));
    });
    if (m_settings.trigger == RuntimeSettings::Trigger::Push)
        watchKey();
}

void Worker::watchKey()
{
    m_watcher = std::make_unique<KeyWatcher>(toOptions(m_settings), m_settings.inputKey);
    connect(m_watcher.get(), &KeyWatcher::changed, this, &Worker::pass);
    connect(m_watcher.get(), &KeyWatcher::trackingRefused, this, [this](const RedisError &error) {
        m_problems.report(trigger, u"the server does not track the key (%1); changes are detected by keyspace "
                                   "notifications if the server has enabled them, otherwise by polling every %2 s"_s
                                       .arg(error.message)
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
    m_heartbeat.start();
    checkProcess();
    m_client.open();
    if (m_watcher)
        m_watcher->open();
}

void Worker::handleLoss(const RedisError &error)
{
    m_isConnected = false;
    m_board.page().connected = 0;
    m_board.count(error.kind);
    m_problems.report(redis, error.message);
}

void Worker::begin()
{
    m_board.page().connected = 1;
    if (!std::exchange(m_isConnected, true)) {
        ++m_board.page().connections;
        qCInfo(workerLog).noquote() << "Connected to" << m_settings.redis.display();
    }
    m_problems.forget(redis);
    m_isRestored = m_isRestored || m_settings.outputKey.isEmpty();
    if (m_isRestored)
        pass();
    else
        restoreState();
}

void Worker::restoreState()
{
    m_client.send({"GET", envKey(m_settings.outputKey)}, this, [this](const RedisResult &reply) {
        if (!m_client.isReady())
            return; // `begin` reads the state again
        m_isRestored = true;
        if (reply && reply->isString())
            m_state.restore(reply->bytes);
        pass();
    });
}

void Worker::load(const FunctionVersion &version)
{
    m_version = version;
    if (!m_isBusy)
        loadPending();
}

void Worker::loadPending()
{
    if (!m_version || m_isStopping)
        return;
    const Result<void, PythonFailure> result = m_host.load(*std::exchange(m_version, std::nullopt));
    checkProcess();
    Q_EMIT loaded(result);
}

void Worker::stop()
{
    m_isStopping = true;
    m_pause.stop();
    QTimer::singleShot(storeWithin, this, &Worker::finished); // in case Redis does not answer
    if (m_state.savePending())
        store();
    finishIfDone();
}

void Worker::finishIfDone()
{
    if (m_isStopping && !m_isBusy && m_storing == 0)
        Q_EMIT finished();
}

void Worker::pass()
{
    m_hasChanged = m_isBusy;
    if (m_isBusy || m_isStopping || !m_isRestored)
        return;
    m_pause.stop();
    m_isBusy = true;
    store(); // results of earlier passes that could not be stored
    readInput();
    m_client.flush();
    awaitInput();
}

/// Handles the reply to GET, and calls the function, without the detour through the event loop, or even a sleep. A
/// large value that arrives slowly is left to the event loop.
void Worker::awaitInput()
{
    std::chrono::microseconds awake = m_replyPoll.next();
    if (awake > 0us && m_watcher)
        awake = std::clamp<std::chrono::microseconds>(m_settings.busyPoll, awake, longestWait);
    const QDeadlineTimer end(longestWait);
    const auto isMissing = [this, &end, read = m_inputsRead] { return m_inputsRead == read && !end.hasExpired(); };
    bool hasArrived = awake > 0us;
    while (hasArrived && isMissing())
        hasArrived = m_client.poll(awake);
    if (awake > 0us)
        m_replyPoll.record(hasArrived);
    while (isMissing() && m_client.sleep()) {
    }
    if (!m_isBusy)
        m_client.postpone(repliesMayWait);
}

void Worker::readInput(bool ahead)
{
    m_client.send({"GET", m_settings.inputKey}, this,
                  [this, ahead](const RedisResult &reply) { handleInput(reply, ahead); });
}

void Worker::handleInput(const RedisResult &reply, bool ahead)
{
    ++m_inputsRead;
    if (m_isStopping) {
        finishPass();
        return;
    }
    if (std::exchange(m_isOutdated, false) && reply) {
        readInput(ahead);
        return;
    }
    if (!reply) {
        if (m_client.isReady()) { // otherwise the lost connection is reported already
            m_board.count(reply.error().kind);
            m_problems.report(input, u"key %1 cannot be read: %2"_s.arg(QString::fromUtf8(m_settings.inputKey),
                                                                        reply.error().message));
        }
        finishPass();
        return;
    }
    if (reply->isNil()) {
        m_problems.report(input,
                          u"no value under key %1 yet; waiting for one"_s.arg(QString::fromUtf8(m_settings.inputKey)),
                          QtInfoMsg);
        finishPass();
        return;
    }
    if (m_state.isLastInput(reply->bytes)) {
        m_problems.reportRecovery(input);
        finishPass();
        return;
    }
    if (isToBeSkipped(reply->bytes))
        finishPass();
    else
        callFunction(reply->bytes, ahead);
}

bool Worker::isToBeSkipped(const QByteArray &value)
{
    const quint64 skip = m_board.page().skipInput;
    if (skip == 0 || skip != CallBoard::hashOf(value))
        return false;
    m_state.setLastInput(value);
    m_board.count(Outcome::Skipped);
    m_problems.report(function,
                      u"the value under key %1 ended a worker and is not passed to the function again; the last "
                      "result is kept"_s.arg(QString::fromUtf8(m_settings.inputKey)));
    return true;
}

/// With `ahead`, requests the next value before the call, so that it has arrived when the call is over.
void Worker::callFunction(const QByteArray &value, bool ahead)
{
    m_state.setLastInput(value);
    ahead = ahead && !m_isSlow && !m_version; // a pending version is loaded between two passes
    if (ahead)
        readInput(true);
    m_client.flush(); // also the last result
    m_board.beginPass(CallBoard::hashOf(value));
    const CallOutcome outcome = m_host.call(value, [this] { m_board.beginCall(); });
    checkProcess(); // while the supervisor still counts this as part of the call
    if (outcome.kind == Outcome::OutOfMemory) {
        reportFailure(outcome, value);
        Q_EMIT outOfMemory();
        return;
    }
    m_board.endCall(outcome.kind);
    m_isSlow = std::chrono::nanoseconds(m_board.page().lastDuration) >= slowCall;
    m_isOutdated = ahead && m_isSlow;
    handleOutcome(outcome, value);
    if (!m_settings.outputKey.isEmpty())
        m_state.save();
    m_board.endPass();
    store();
    if (!ahead)
        finishPass();
}

void Worker::store()
{
    ++m_storing;
    const bool withResult = m_store.hasResult(); // storing only the state does not show that the output key works
    const bool writes = m_store.flush([this, withResult](const std::optional<RedisError> &error) {
        --m_storing;
        if (withResult || error)
            handleStored(error);
        finishIfDone();
    });
    if (!writes)
        --m_storing;
}

void Worker::handleOutcome(const CallOutcome &outcome, const QByteArray &value)
{
    const QString keptResult = u"the last result is kept"_s;
    if (!outcome.failure.message.isEmpty())
        reportFailure(outcome, value);
    switch (outcome.kind) {
    case Outcome::BadInput:
        m_problems.report(input, u"the value under key %1 is not a measurement (%2); %3"_s.arg(
                                     QString::fromUtf8(m_settings.inputKey), outcome.failure.summary(), keptResult));
        return;
    case Outcome::Raised:
        m_problems.reportRecovery(input);
        m_problems.report(function, u"handler raised %1; %2; traceback:\n%3"_s.arg(outcome.failure.summary(),
                                                                                   keptResult, outcome.failure.trace));
        return;
    case Outcome::NotEncodable:
        m_problems.reportRecovery(input);
        m_problems.report(function, u"handler returned a value that JSON cannot represent (%1); %2"_s.arg(
                                        outcome.failure.summary(), keptResult));
        return;
    case Outcome::Nothing:
        m_problems.reportRecovery(input);
        m_problems.report(function, u"handler returned nothing; %1"_s.arg(keptResult));
        return;
    default:
        break;
    }
    m_problems.reportRecovery(input);
    if (outcome.nanReplaced)
        m_problems.report(function, u"handler returned NaN, Infinity or a number beyond 1.8e308, which JSON cannot "
                                    "represent; null is written"_s);
    else if (!outcome.json.startsWith('{'))
        m_problems.report(function,
                          u"handler returned JSON that is not an object; it is stored, but the dashboard shows "
                          "only what a dict contains"_s);
    else
        m_problems.reportRecovery(function);
    m_store.putResult(outcome.json, value);
}

void Worker::reportFailure(const CallOutcome &outcome, const QByteArray &value)
{
    Q_EMIT callFailed(failureOf(outcome, value, std::chrono::nanoseconds(m_board.page().lastDuration)));
}

void Worker::handleStored(const std::optional<RedisError> &error)
{
    if (!error)
        m_problems.reportRecovery(output);
    else if (m_client.isReady()) {
        m_board.count(error->kind);
        m_problems.report(output, u"the result cannot be stored under key %1, will try again: %2"_s.arg(
                                      QString::fromUtf8(m_settings.outputKey), error->message));
    }
}

void Worker::finishPass()
{
    if (m_watcher && m_watcher->receive()) // values arrive faster than they are handled
        m_hasChanged = true;
    m_isBusy = false;
    loadPending();
    if (m_isStopping)
        finishIfDone();
    else if (!m_client.isReady())
        return; // the next pass begins when it is connected
    else if (std::exchange(m_hasChanged, false)) {
        m_isBusy = true;
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
