// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/service.h"

#include "common/core/literals.h"

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto lastingRun = 30s;  // a run this long was a good one
constexpr auto gracePeriod = 12s; // longer than the runtime's own for a call in hand

} // namespace

Service::Service(Command command, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_backoff(200ms, 10s)
{
    m_restart.setSingleShot(true);
    m_grace.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &Service::startChild);
    connect(&m_grace, &QTimer::timeout, this, [this] { m_child->kill(); });
}

void Service::start()
{
    if (!m_child && !m_restart.isActive())
        startChild();
}

void Service::startChild()
{
    m_running.start();
    m_child = std::make_unique<ChildProcess>(m_command.program, m_command.arguments);
    m_child->setEnvironment(m_command.environment);
    m_lastLine.clear();
    connect(m_child.get(), &ChildProcess::printed, this, [this](const QByteArray &line) {
        m_lastLine = line;
        Q_EMIT printed(line);
    });
    connect(m_child.get(), &ChildProcess::ended, this, &Service::childEnded);
    m_child->start();
}

void Service::stop()
{
    m_stopping = true;
    m_restart.stop();
    if (!m_child) {
        Q_EMIT stopped();
        return;
    }
    m_child->terminate();
    m_grace.start(gracePeriod);
}

void Service::hurry()
{
    if (m_child)
        m_child->terminate();
}

void Service::childEnded(const QString &how)
{
    m_grace.stop();
    m_child.release()->deleteLater(); // it is what called us
    if (m_stopping) {
        Q_EMIT stopped();
        return;
    }
    if (m_running.hasExpired(std::chrono::milliseconds(lastingRun).count()))
        m_backoff.reset();
    m_restart.start(m_backoff.next());
    const QString last = m_lastLine.isEmpty() ? QString() : u" (%1)"_s.arg(QString::fromUtf8(m_lastLine));
    Q_EMIT restarting(u"%1 %2%3 and is started again"_s.arg(m_command.name, how, last));
}

} // namespace pulse
