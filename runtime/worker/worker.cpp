// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/worker.h"

#include "common/core/logging.h"

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "worker")

constexpr std::chrono::milliseconds storeWithin{500}; // once told to stop

const QString redis = QStringLiteral("Redis");
const QString input = QStringLiteral("Input");
const QString function = QStringLiteral("Function");
const QString output = QStringLiteral("Output");
const QString history = QStringLiteral("History");
const QString trigger = QStringLiteral("Trigger");

RedisOptions toOptions(const RuntimeSettings &settings)
{
    RedisOptions options;
    options.url = settings.redis;
    options.clientName = QStringLiteral("pulseboard-runtime");
    return options;
}

} // namespace

Worker::Worker(const RuntimeSettings &settings, PythonHost &host, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_host(host)
    , m_client(toOptions(settings))
    , m_store({settings.outputKey, settings.historyLength, settings.historyInputs}, m_client)
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer);
    connect(&m_pause, &QTimer::timeout, this, &Worker::pass);
    connect(&m_client, &RedisClient::ready, this, [this] {
        qCInfo(log).noquote() << "Connected to" << m_settings.redis.display();
        m_complaints.remove(redis);
        pass();
    });
    connect(&m_client, &RedisClient::lost, this, [this](const RedisError &error) {
        complain(redis, error.message);
        if (m_stopping)
            Q_EMIT finished();
    });
    connect(&m_store, &ResultStore::historyWritten, this, [this] { settle(history); });
    connect(&m_store, &ResultStore::historyRefused, this, [this](const RedisError &error) {
        complain(history, QStringLiteral("not kept, the server refuses it: %1").arg(error.message));
    });
    if (m_settings.trigger == RuntimeSettings::Trigger::Push)
        watchKey();
}

void Worker::watchKey()
{
    m_watcher = std::make_unique<KeyWatcher>(toOptions(m_settings), m_settings.inputKey);
    connect(m_watcher.get(), &KeyWatcher::changed, this, &Worker::pass);
    connect(m_watcher.get(), &KeyWatcher::trackingRefused, this, [this](const RedisError &error) {
        complain(trigger, QStringLiteral("the server does not track the key (%1); a change is seen by keyspace "
                                         "notifications where the server has them on, else by looking every %2 s")
                              .arg(error.message)
                              .arg(static_cast<double>(m_settings.interval.count()) / 1000));
    });
}

void Worker::start()
{
    m_client.open();
    if (m_watcher)
        m_watcher->open();
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
    Q_EMIT loaded(result);
}

void Worker::stop()
{
    m_stopping = true;
    m_pause.stop();
    if (m_busy) // a result is being stored; Redis may not answer
        QTimer::singleShot(storeWithin, this, &Worker::finished);
    else
        Q_EMIT finished();
}

void Worker::pass()
{
    m_again = m_busy;
    if (m_busy || m_stopping)
        return;
    m_pause.stop();
    m_busy = true;
    m_store.flush([this](const std::optional<RedisError> &error) { // what an earlier pass could not store
        takeStored(error);
        if (!m_client.isReady() || m_stopping)
            passEnded();
        else
            readInput();
    });
}

void Worker::readInput()
{
    m_client.send({"GET", m_settings.inputKey}, this, [this](const RedisResult &reply) { takeInput(reply); });
}

void Worker::takeInput(const RedisResult &reply)
{
    if (m_stopping) {
        passEnded();
        return;
    }
    if (!reply) {
        if (m_client.isReady()) // else it is Redis that is away, which is said elsewhere
            complain(input, QStringLiteral("key '%1' cannot be read: %2")
                                .arg(QString::fromUtf8(m_settings.inputKey), reply.error().message));
        passEnded();
        return;
    }
    if (reply->isNil()) {
        complain(
            input,
            QStringLiteral("no value under key '%1' yet; waiting for one").arg(QString::fromUtf8(m_settings.inputKey)),
            QtInfoMsg);
        passEnded();
        return;
    }
    if (reply->bytes == m_lastInput) {
        settle(input);
        passEnded();
        return;
    }
    callFunction(reply->bytes);
}

void Worker::callFunction(const QByteArray &value)
{
    m_lastInput = value;
    takeOutcome(m_host.call(value), value);
    m_store.flush([this](const std::optional<RedisError> &error) {
        takeStored(error);
        if (!m_watcher)
            passEnded();
    });
    if (m_watcher) // the next value may be there already; its answer comes right behind that of the store
        readInput();
}

void Worker::takeOutcome(const CallOutcome &outcome, const QByteArray &value)
{
    const QString kept = QStringLiteral("the last result stays in place");
    switch (outcome.kind) {
    case CallOutcome::Kind::BadInput:
        complain(input, QStringLiteral("the value under key '%1' is not a measurement (%2); %3")
                            .arg(QString::fromUtf8(m_settings.inputKey), outcome.failure.summary(), kept));
        return;
    case CallOutcome::Kind::Raised:
        settle(input);
        complain(function, QStringLiteral("handler raised %1; %2; traceback:\n%3")
                               .arg(outcome.failure.summary(), kept, outcome.failure.trace));
        return;
    case CallOutcome::Kind::NotEncodable:
        settle(input);
        complain(
            function,
            QStringLiteral("handler returned what JSON cannot carry (%1); %2").arg(outcome.failure.summary(), kept));
        return;
    case CallOutcome::Kind::Nothing:
        settle(input);
        complain(function, QStringLiteral("handler returned nothing; %1").arg(kept));
        return;
    case CallOutcome::Kind::Result:
        break;
    }
    settle(input);
    if (outcome.nanReplaced)
        complain(function,
                 QStringLiteral("handler returned NaN or Infinity, which JSON cannot carry; null is written"));
    else
        settle(function);
    m_store.put(outcome.json, value);
}

void Worker::takeStored(const std::optional<RedisError> &error)
{
    if (!error)
        settle(output);
    else if (m_client.isReady())
        complain(output, QStringLiteral("the result cannot be stored under key '%1', will try again: %2")
                             .arg(QString::fromUtf8(m_settings.outputKey), error->message));
}

void Worker::passEnded()
{
    m_busy = false;
    loadPending();
    if (m_stopping)
        Q_EMIT finished();
    else if (!m_client.isReady())
        return; // the next pass comes with the connection
    else if (m_again)
        pass();
    else
        m_pause.start(m_settings.interval);
}

void Worker::complain(const QString &subject, const QString &what, QtMsgType level)
{
    if (m_complaints.value(subject) == what)
        return;
    m_complaints.insert(subject, what);
    const QString line = subject + QStringLiteral(": ") + what;
    if (level == QtInfoMsg)
        qCInfo(log).noquote() << line;
    else
        qCWarning(log).noquote() << line;
}

void Worker::settle(const QString &subject)
{
    if (m_complaints.remove(subject) > 0)
        qCInfo(log).noquote() << subject + QStringLiteral(": all right again");
}

} // namespace pulse
