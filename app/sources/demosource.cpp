// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/demosource.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QDateTime>

#include <chrono>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds period = 2s;
constexpr qint64 past = 3'600'000; // ms
constexpr int failsEach = 700;     // calls
constexpr quint32 seed = 53004;

Failure failureAt(qint64 time)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"KeyError"_s,
            .errorMessage = u"'net_io_counters_eth0-bytes_sent' (demo.py, line 21)"_s,
            .stackTrace = u"  File \"demo.py\", line 21, in handler\n"
                          "    sent = input[\"net_io_counters_eth0-bytes_sent\"]\n"
                          "           ~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"_s,
            .inputDigest = u"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"_s,
            .duration = 0.0004};
}

} // namespace

DemoSource::DemoSource(QObject *parent)
    : ResultSource(parent)
    , m_machine(seed)
{
    DemoSource::retranslate();
    m_function.version = versionText().section(u' ', 0, 0);
    m_function.function = u"demo.py"_s;
    m_function.trigger = u"push"_s;
    m_function.inputKey = QString::fromLatin1(defaultInputKey);
    m_function.ready = true;
    m_function.lastDuration = 0.0005;
    m_function.meanDuration = 0.0004;
    m_report.machine = DemoMachine::description();
    connect(&m_next, &QTimer::timeout, this, &DemoSource::addRecord);
}

void DemoSource::open()
{
    if (m_next.isActive())
        return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_function.started = now - past;
    QList<Record> records;
    for (qint64 time = now - past; time <= now; time += period.count()) {
        if (const std::optional<Record> record = call(time))
            records.append(*record);
    }
    m_status.kind = SourceStatus::Kind::Live;
    m_next.start(period);
    Q_EMIT statusChanged(m_status);
    Q_EMIT aged(0);
    Q_EMIT history(records);
    Q_EMIT reportChanged(m_report);
}

void DemoSource::retranslate()
{
    m_status.where = tr("demo data");
    Q_EMIT statusChanged(m_status);
}

/// Returns nothing if the function fails.
std::optional<Record> DemoSource::call(qint64 time)
{
    const Record made = m_machine.next(time);
    const bool fails = ++m_calls % failsEach == 0;
    if (fails)
        m_report.failures.prepend(failureAt(time));
    m_report.failures.resize(std::min(m_report.failures.size(), mostFailures));
    m_function.calls = static_cast<quint64>(m_calls);
    const auto failed = static_cast<quint64>(m_calls / failsEach);
    m_function.outcomes = {{u"success"_s, m_function.calls - failed}, {u"raised"_s, failed}};
    m_function.lastCall = time;
    m_report.status = m_function;
    return fails ? std::nullopt : std::optional(made);
}

void DemoSource::addRecord()
{
    if (const std::optional<Record> one = call(QDateTime::currentMSecsSinceEpoch()))
        Q_EMIT record(*one);
    Q_EMIT reportChanged(m_report);
}

} // namespace pulse
