// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/workerprocess.h"

#include <QCoreApplication>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr qsizetype longestReport = 1024 * 1024;

void closeEnd(int &descriptor)
{
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

} // namespace

WorkerProcess::WorkerProcess(const QStringList &arguments, QObject *parent)
    : QObject(parent)
    , m_reports(longestReport)
    , m_child(QCoreApplication::applicationFilePath(), arguments + QStringList{QStringLiteral("--worker")})
{
    m_child.setExtraSetUp([this] { passReportPipe(); });
    connect(&m_child, &ChildProcess::printed, this, &WorkerProcess::printed);
    connect(&m_child, &ChildProcess::ended, this, [this](const QString &how) {
        readReports(); // what it said last
        Q_EMIT ended(how);
    });
}

WorkerProcess::~WorkerProcess()
{
    m_notifier.reset();
    closeEnd(m_reportRead);
    closeEnd(m_reportWrite);
}

void WorkerProcess::start()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        Q_EMIT ended(QStringLiteral("could not be started: no pipe can be made"));
        return;
    }
    m_reportRead = ends[0];
    m_reportWrite = ends[1];
    ::fcntl(m_reportRead, F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_reportRead, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WorkerProcess::readReports);
    m_child.start();
    closeEnd(m_reportWrite);
}

void WorkerProcess::passReportPipe() const
{
    if (m_reportWrite == workerReportDescriptor)
        ::fcntl(m_reportWrite, F_SETFD, 0);
    else
        ::dup2(m_reportWrite, workerReportDescriptor);
}

void WorkerProcess::readReports()
{
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::read(m_reportRead, buffer.data(), buffer.size());
        if (count == 0)
            m_notifier->setEnabled(false); // the worker has closed it
        if (count <= 0)
            return;
        for (const QByteArray &line : m_reports.feed({buffer.data(), count})) {
            if (const std::optional<WorkerReport> report = WorkerReport::fromLine(line))
                Q_EMIT reported(*report);
        }
    }
}

} // namespace pulse
