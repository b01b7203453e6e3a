// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/loglimit.h"

#include <QDebug>
#include <QMessageLogger>

#include <utility>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr int linesPerSecond = 200;

} // namespace

LogLimit::LogLimit(const QByteArray &category, QObject *parent)
    : QObject(parent)
    , m_category(category)
{
    m_second.setSingleShot(true);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &LogLimit::startSecond);
}

bool LogLimit::admit()
{
    if (!m_second.isActive())
        startSecond();
    if (++m_lines <= linesPerSecond)
        return true;
    ++m_dropped;
    return false;
}

void LogLimit::startSecond()
{
    if (m_dropped > 0)
        QMessageLogger(nullptr, 0, nullptr, m_category.constData()).warning().noquote()
            << m_dropped << "lines left out; at most" << linesPerSecond << "a second are logged";
    m_lines = 0;
    if (std::exchange(m_dropped, 0) > 0 || !m_second.isActive())
        m_second.start(); // the end of a flood is logged, too
}

} // namespace pulse
