// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/functionlog.h"

#include "common/core/logging.h"

namespace pulse {
namespace {

using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(log, "function")

constexpr int linesPerSecond = 200;

} // namespace

FunctionLog::FunctionLog(QObject *parent)
    : QObject(parent)
{
    m_second.setSingleShot(true);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &FunctionLog::startSecond);
}

void FunctionLog::write(const QByteArray &line)
{
    if (!m_second.isActive())
        startSecond();
    if (++m_lines <= linesPerSecond)
        qCInfo(log).noquote() << QString::fromUtf8(line);
    else
        ++m_dropped;
}

void FunctionLog::startSecond()
{
    if (m_dropped > 0)
        qCWarning(log).noquote() << m_dropped << "lines left out; the most is" << linesPerSecond << "a second";
    m_lines = 0;
    if (std::exchange(m_dropped, 0) > 0 || !m_second.isActive())
        m_second.start(); // a flood that ends is told, too
}

} // namespace pulse
