// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/redissource.h"

#include "common/metrics/samplecodec.h"

namespace pulse {
namespace {

using Kind = SourceStatus::Kind;

/// Trying again will not help; somebody has to change a setting or a permission.
bool needsAPerson(RedisError::Kind kind)
{
    switch (kind) {
    case RedisError::Kind::Auth:
    case RedisError::Kind::NoPermission:
    case RedisError::Kind::WrongType:
    case RedisError::Kind::Tls:
    case RedisError::Kind::Protocol:
    case RedisError::Kind::ReplyTooLarge:
        return true;
    default:
        return false;
    }
}

QString adviceFor(RedisError::Kind kind, const QString &key)
{
    switch (kind) {
    case RedisError::Kind::Auth:
        return RedisSource::tr("Check the user and the password in the URL");
    case RedisError::Kind::NoPermission:
        return RedisSource::tr("Ask for the permission to read %1").arg(key);
    case RedisError::Kind::WrongType:
        return RedisSource::tr("%1 holds no text; check the output key").arg(key);
    case RedisError::Kind::Tls:
        return RedisSource::tr("Check the host's name, or add ?cafile=PATH to the URL");
    default:
        return {};
    }
}

} // namespace

RedisSource::RedisSource(OutputFollower::Options options, const QString &name, QObject *parent)
    : MetricSource(parent)
    , m_follower(std::move(options))
{
    const OutputFollower::Options &used = m_follower.options();
    m_status.where = name.isEmpty() ? used.redis.url.display() : name;
    m_status.key = QString::fromUtf8(used.key);
    connect(&m_follower, &OutputFollower::stateChanged, this, &RedisSource::takeState);
    connect(&m_follower, &OutputFollower::problem, this, &RedisSource::takeProblem);
    connect(&m_follower, &OutputFollower::history, this, &RedisSource::takeHistory);
    connect(&m_follower, &OutputFollower::output, this, &RedisSource::takeOutput);
}

void RedisSource::open()
{
    m_follower.open();
}

void RedisSource::takeState(OutputFollower::State state)
{
    switch (state) {
    case OutputFollower::State::Connecting:
        setStatus(Kind::Lost); // the follower begins in this state, so it comes back to it; the reason follows
        break;
    case OutputFollower::State::Waiting:
        setStatus(Kind::Waiting);
        break;
    case OutputFollower::State::Live:
        setStatus(Kind::Live);
        break;
    }
}

void RedisSource::takeProblem(const RedisError &error)
{
    if (!needsAPerson(error.kind)) {
        setStatus(Kind::Lost, error.message);
        return;
    }
    const QString advice = adviceFor(error.kind, m_status.key);
    setStatus(Kind::Refused, advice.isEmpty() ? error.message : QStringLiteral("%1 (%2)").arg(advice, error.message));
}

void RedisSource::takeHistory(const std::vector<Output> &outputs)
{
    QList<Sample> samples;
    samples.reserve(static_cast<qsizetype>(outputs.size()));
    QString newestError;
    for (const Output &output : outputs) {
        Result<Sample> decoded = decodeSample(output.time, output.json);
        newestError = decoded ? QString() : decoded.error().message;
        if (decoded)
            samples.append(*std::move(decoded));
    }
    Q_EMIT history(samples);
    if (!newestError.isEmpty())
        setStatus(Kind::NotJson, newestError);
}

void RedisSource::takeOutput(const Output &output)
{
    const Result<Sample> decoded = decodeSample(output.time, output.json);
    if (!decoded) {
        setStatus(Kind::NotJson, decoded.error().message);
        return;
    }
    setStatus(Kind::Live);
    Q_EMIT sample(*decoded);
}

void RedisSource::setStatus(Kind kind, const QString &sentence)
{
    const SourceStatus before = m_status;
    m_status.kind = kind;
    m_status.sentence = sentence;
    if (m_status != before)
        Q_EMIT statusChanged(m_status);
}

} // namespace pulse
