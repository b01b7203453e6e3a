// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/feedsource.h"

#include "common/core/literals.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Kind = SourceStatus::Kind;

constexpr qsizetype mostRecords = 1'000'000;              // of a history; a gateway stores fewer
constexpr std::chrono::milliseconds longestIdleTime = 1h; // limits what the gateway announces

/// Returns the gateway's host, with the path below which a proxy serves it.
QString placeOf(const QUrl &url)
{
    const QString path = url.path();
    const QString above = path.endsWith("/feed"_L1) ? path.chopped(5) : path;
    return url.authority(QUrl::FullyEncoded).section('@'_L1, -1) + above;
}

/// Returns what the user has to do after the response to a handshake; empty: nothing, since the next attempt may
/// succeed.
QString adviceFor(int status, bool hasToken, const QString &where)
{
    if (status == 401 && hasToken)
        return FeedSource::tr("%1 does not accept this token; enter another one (HTTP status 401)").arg(where);
    if (status == 401)
        return FeedSource::tr(
                   "%1 requires a token; enter it in the connection, or use --gateway-token-file (HTTP status 401)")
            .arg(where);
    if (status == 403)
        return FeedSource::tr("%1 does not allow this program; ask the gateway's administrator (HTTP status 403)")
            .arg(where);
    if (status == 421)
        return FeedSource::tr(
                   "The gateway at %1 does not accept this host name; allow it there with --allow-host, or use "
                   "its address (HTTP status 421)")
            .arg(where);
    constexpr int tooMany = 429; // requests from this address
    if (status > 0 && status < 500 && status != tooMany)
        return FeedSource::tr("%1 has no feed under this path; check the URL (HTTP status %2)").arg(where).arg(status);
    return {};
}

Problem adviceOf(int httpStatus, const QString &advice)
{
    Problem problem = advice;
    if (httpStatus == 401)
        problem.kind = Problem::Kind::Login;
    return problem;
}

Problem ofGateway(Problem problem)
{
    problem.isOfGateway = !problem.isNone();
    return problem;
}

} // namespace

FeedSource::FeedSource(Options options, QObject *parent)
    : ResultSource(parent)
    , m_options(std::move(options))
    , m_retryPolicy({.shortest = m_options.shortestRetry,
                     .longest = m_options.longestRetry,
                     .lasting = m_options.longestRetry,
                     .isSpread = true})
{
    m_status.where = placeOf(m_options.socket.url);
    m_status.key = m_options.output.isEmpty() ? m_options.preferred : m_options.output;
    m_idle.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &FeedSource::handleIdleTimeout);
    connect(&m_retry, &QTimer::timeout, this, &FeedSource::open);
}

FeedSource::~FeedSource()
{
    drop();
}

void FeedSource::open()
{
    drop();
    m_idle.start(m_options.connectDeadline);
    m_socket = FeedSocket::open(m_options.socket, this);
    connect(m_socket, &FeedSocket::dataReceived, this, [this] { m_idle.start(); });
    connect(m_socket, &FeedSocket::message, this, &FeedSource::handleMessage);
    connect(m_socket, &FeedSocket::ended, this, &FeedSource::handleEnd);
}

void FeedSource::chooseOutput(const QString &key)
{
    m_options.output = key;
    if (key == m_status.key)
        return;
    m_lastId.clear();
    m_report = {};
    setStatus({Kind::Connecting, m_status.where, key, {}});
    Q_EMIT aged({});
    Q_EMIT history({});
    Q_EMIT reportChanged(m_report);
    open();
}

void FeedSource::handleMessage(const QByteArray &message)
{
    m_idle.start();
    const Result<FeedMessage> decoded = decodeFeed(message);
    if (!decoded)
        lose(
            tr("%1 sent something that is not a message of the feed: %2").arg(m_status.where, decoded.error().message));
    else if (const auto *hello = std::get_if<FeedHello>(&*decoded))
        handleHello(*hello);
    else if (!m_isGreeted)
        lose(tr("%1 does not begin with \"hello\"").arg(m_status.where));
    else if (const auto *records = std::get_if<FeedRecords>(&*decoded); records && records->output == m_status.key)
        handleRecords(*records);
    else if (const auto *age = std::get_if<FeedAge>(&*decoded); age && age->output == m_status.key)
        Q_EMIT aged(age->age);
    else if (const auto *status = std::get_if<FeedStatus>(&*decoded); status && status->output == m_status.key)
        handleStatus(status->status);
    else if (const auto *report = std::get_if<FeedReport>(&*decoded); report && report->output == m_status.key)
        handleReport(*report);
}

void FeedSource::handleHello(const FeedHello &hello)
{
    m_outputs = hello.outputs;
    const QString output = outputOf(m_outputs);
    const QString offered = m_outputs.join(u", "_s);
    if (!m_isGreeted && hello.version == feedVersion)
        Q_EMIT greeted();
    if (m_isGreeted) {
        lose(tr("%1 sent \"hello\" twice").arg(m_status.where));
    } else if (hello.version != feedVersion) {
        const QString sentence =
            hello.version < feedVersion
                ? tr("%1 uses version %2 of the feed, and this program version %3; update the gateway")
                : tr("%1 uses version %2 of the feed, and this program version %3; update this program");
        refuse(sentence.arg(m_status.where).arg(hello.version).arg(feedVersion));
    } else if (hello.outputs.isEmpty()) {
        refuse(tr("%1 has no outputs; check its settings").arg(m_status.where));
    } else if (output.isEmpty()) {
        refuse(tr("%1 has no output %2; check the output key (it has: %3)")
                   .arg(m_status.where, m_options.output, offered));
    } else {
        m_idle.start(std::min(2 * hello.heartbeat, longestIdleTime));
        follow(output);
    }
}

/// Returns the output to follow; empty: the gateway does not have it.
QString FeedSource::outputOf(const QStringList &offered) const
{
    if (!m_options.output.isEmpty())
        return offered.contains(m_options.output) ? m_options.output : QString();
    return offered.contains(m_status.key) ? m_status.key : offered.value(0);
}

void FeedSource::follow(const QString &output)
{
    m_isGreeted = true;
    m_isCaughtUp = false;
    m_retryPolicy.markUp();
    if (std::exchange(m_status.key, output) != output)
        m_lastId.clear();
    FeedFollow wanted;
    wanted.outputs = {output};
    if (!m_lastId.isEmpty())
        wanted.after.insert(output, m_lastId);
    m_socket->send(encodeFeed(wanted));
}

void FeedSource::handleRecords(const FeedRecords &message)
{
    if (message.replacesEarlier)
        m_unfinished.emplace();
    if (m_unfinished) {
        m_unfinished->append(message.records);
        if (m_unfinished->size() > mostRecords) {
            lose(tr("Connection to %1 lost: its history is too long").arg(m_status.where));
            return;
        }
        if (!message.more)
            finishHistory();
        return;
    }
    const bool isLive = message.isLive.value_or(m_isCaughtUp);
    if (!isLive && !message.records.isEmpty())
        Q_EMIT aged({}); // unknown until the gateway reports it
    for (const FeedRecord &one : message.records) {
        m_lastId = one.id;
        Q_EMIT record(one.record, isLive);
    }
}

void FeedSource::finishHistory()
{
    const QList<FeedRecord> all = *std::exchange(m_unfinished, std::nullopt);
    m_lastId = all.isEmpty() ? QByteArray() : all.constLast().id;
    QList<Record> records;
    records.reserve(all.size());
    std::ranges::transform(all, std::back_inserter(records), &FeedRecord::record);
    Q_EMIT aged({}); // unknown until the gateway reports it
    Q_EMIT history(records);
}

void FeedSource::handleStatus(SourceStatus status)
{
    status.where = m_status.where; // we are connected to the gateway, not to its server
    status.problem = ofGateway(status.problem);
    status.inputProblem = ofGateway(status.inputProblem);
    setStatus(status);
}

void FeedSource::handleReport(const FeedReport &message)
{
    m_isCaughtUp = true; // reports follow the history
    FunctionReport report = message.report;
    report.failures += m_report.failures.first(std::min(message.keptFailures, m_report.failures.size()));
    if (m_report == report)
        return;
    m_report = report;
    Q_EMIT reportChanged(m_report);
}

void FeedSource::handleEnd(const FeedSocket::End &end)
{
    const QString advice = adviceFor(end.httpStatus, !m_options.socket.token.isEmpty(), m_status.where);
    if (!advice.isEmpty())
        refuse(adviceOf(end.httpStatus, advice));
    else if (end.isRefusal)
        refuse(ofGateway(end.why));
    else if (end.isUntrusted)
        refuse(tr("Check the gateway's certificate and the host's name in the URL (%1)").arg(end.why));
    else if (m_isGreeted)
        lose(tr("Connection to %1 lost: %2").arg(m_status.where, end.why));
    else
        lose(tr("Cannot connect to %1: %2").arg(m_status.where, end.why));
}

void FeedSource::handleIdleTimeout()
{
    const QString seconds =
        QLocale().toString(std::chrono::duration<double>(m_idle.intervalAsDuration()).count(), 'g', 3);
    if (m_isGreeted)
        lose(tr("Connection to %1 lost: nothing was received for %2 s").arg(m_status.where, seconds));
    else
        lose(tr("Cannot connect to %1: no answer in %2 s").arg(m_status.where, seconds));
}

void FeedSource::lose(const QString &why)
{
    retryAfter(m_retryPolicy.nextPause());
    SourceStatus status = m_status;
    status.kind = Kind::Lost;
    status.problem = why;
    setStatus(status);
}

void FeedSource::refuse(const Problem &problem)
{
    retryAfter(m_retryPolicy.longestPause());
    SourceStatus status = m_status;
    status.kind = Kind::Refused;
    status.problem = problem;
    setStatus(status);
}

void FeedSource::retryAfter(std::chrono::milliseconds pause)
{
    drop();
    m_retry.start(pause);
}

void FeedSource::drop()
{
    m_idle.stop();
    m_retry.stop();
    m_isGreeted = false;
    m_retryPolicy.markDown();
    m_unfinished.reset();
    if (!m_socket)
        return;
    m_socket->drop();
    std::exchange(m_socket, nullptr)->deleteLater(); // it may be the caller
}

void FeedSource::setStatus(const SourceStatus &status)
{
    if (m_status == status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace pulse
