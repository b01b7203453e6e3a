// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectiontest.h"

#include "app/sources/desktop/tunnelsource.h"
#include "app/sources/feedsource.h"
#include "app/state/problemtext.h"

#include <chrono>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Step = ConnectionTest::Step;

constexpr auto longestStep = 15s; // except that of ssh, which may wait for the user; sources give up earlier

QList<Step> stepsOf(const Connection &connection)
{
    if (connection.kind == Connection::Kind::Gateway)
        return {Step::Server, Step::SignIn, Step::Output, Step::Result};
    QList<Step> steps{Step::Server, Step::Output, Step::Result};
    if (connection.ssh)
        steps.prepend(Step::Tunnel);
    return steps;
}

} // namespace

ConnectionTest::ConnectionTest(const Connection &connection, QObject *parent)
    : QObject(parent)
    , m_source(makeSource(connection))
    , m_steps(stepsOf(connection))
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(longestStep);
    connect(&m_timeout, &QTimer::timeout, this, &ConnectionTest::handleTimeout);
    watchSource();
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::watchSource()
{
    if (auto *tunnelled = qobject_cast<TunnelSource *>(m_source.get())) {
        m_tunnel = &tunnelled->tunnel();
        connect(m_tunnel, &SshTunnel::up, this, [this] { reach(Step::Server); });
        connect(m_tunnel, &SshTunnel::down, this, &ConnectionTest::fail);
    }
    if (auto *feed = qobject_cast<FeedSource *>(m_source.get()))
        connect(feed, &FeedSource::greeted, this, [this] { reach(Step::Output); });
    connect(m_source.get(), &ResultSource::statusChanged, this, &ConnectionTest::handleStatus);
    connect(m_source.get(), &ResultSource::record, this, &ConnectionTest::handleResult);
    connect(m_source.get(), &ResultSource::history, this, [this](const QList<Record> &records) {
        if (!records.isEmpty())
            handleResult();
    });
}

void ConnectionTest::start()
{
    Q_EMIT stepChanged(current(), Outcome::Running, {});
    if (current() != Step::Tunnel)
        m_timeout.start();
    m_source->open();
}

void ConnectionTest::handleStatus(const SourceStatus &status)
{
    if (!m_source || current() == Step::Tunnel) // whose own signals say more
        return;
    switch (status.kind) {
    case SourceStatus::Kind::Connecting:
        return;
    case SourceStatus::Kind::Waiting:
        handleWaiting(status);
        return;
    case SourceStatus::Kind::Live:
    case SourceStatus::Kind::NotJson:
        reach(Step::Result);
        return;
    case SourceStatus::Kind::Lost:
    case SourceStatus::Kind::Refused:
        break;
    }
    if (status.problem.isNone()) // the reason follows
        return;
    if (status.problem.kind == Problem::Kind::Login)
        reach(Step::SignIn);
    else if (status.isWatched()) // the server answers, but the key cannot be read
        reach(Step::Output);
    fail(ProblemText::of(status.problem));
}

/// A gateway waits for the first result of its output; a Redis server does not have the key, and may have others.
void ConnectionTest::handleWaiting(const SourceStatus &status)
{
    if (qobject_cast<FeedSource *>(m_source.get())) {
        reach(Step::Result);
        return;
    }
    reach(Step::Output);
    if (status.resultKeys)
        fail(ProblemText::missingKey(status));
}

void ConnectionTest::handleResult()
{
    if (!m_source)
        return;
    reach(Step::Result);
    pass();
    finish();
}

void ConnectionTest::handleTimeout()
{
    const int seconds = static_cast<int>(std::chrono::seconds(longestStep).count());
    fail(current() == Step::Result
             ? tr("No result arrived within %1 s. Check that the function runs, and that measurements arrive")
                   .arg(seconds)
             : tr("There was no answer within %1 s").arg(seconds));
}

/// Passes the steps before this one. Does nothing if the test has passed it already, or does not have it.
void ConnectionTest::reach(Step step)
{
    if (!m_source || !m_steps.contains(step))
        return;
    while (current() != step) {
        pass();
        Q_EMIT stepChanged(current(), Outcome::Running, {});
        m_timeout.start();
    }
}

void ConnectionTest::pass()
{
    Q_EMIT stepChanged(m_steps.takeFirst(), Outcome::Passed, {});
}

void ConnectionTest::fail(const QString &why)
{
    if (!m_source)
        return;
    Q_EMIT stepChanged(current(), Outcome::Failed, why);
    finish();
}

void ConnectionTest::finish()
{
    m_timeout.stop();
    m_source->disconnect(this);
    if (m_tunnel)
        m_tunnel->disconnect(this);
    m_source.release()->deleteLater(); // it is the caller
    Q_EMIT finished();
}

} // namespace pulse
