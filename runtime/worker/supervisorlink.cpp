// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/supervisorlink.h"

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr qsizetype longestLine = 1024 * 1024;

} // namespace

SupervisorLink::SupervisorLink(QObject *parent)
    : QObject(parent)
    , m_lines(longestLine)
    , m_notifier(workerLinkDescriptor, QSocketNotifier::Read)
{
    ::fcntl(workerLinkDescriptor, F_SETFD, FD_CLOEXEC); // not for programs that the function starts
    m_notifier.setEnabled(false);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        const QByteArrayList lines = readLines();
        if (lines.isEmpty()) {
            m_notifier.setEnabled(false);
            Q_EMIT closed();
        }
        for (const QByteArray &line : lines) {
            if (const std::optional<FunctionVersion> version = FunctionVersion::fromLine(line))
                Q_EMIT versionArrived(*version);
        }
    });
}

std::optional<FunctionVersion> SupervisorLink::waitForVersion()
{
    const QByteArrayList lines = readLines();
    return lines.isEmpty() ? std::optional<FunctionVersion>() : FunctionVersion::fromLine(lines.constLast());
}

void SupervisorLink::listen()
{
    m_notifier.setEnabled(true);
}

QByteArrayList SupervisorLink::readLines()
{
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t count = ::read(workerLinkDescriptor, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return {};
        if (const QByteArrayList lines = m_lines.feed({buffer.data(), count}); !lines.isEmpty())
            return lines;
    }
}

void SupervisorLink::report(const WorkerReport &report)
{
    const QByteArray line = report.toLine();
    for (qsizetype done = 0; done < line.size();) {
        const ssize_t written = ::send(workerLinkDescriptor, line.constData() + done,
                                       static_cast<std::size_t>(line.size() - done), MSG_NOSIGNAL);
        if (written < 0 && errno != EINTR)
            return; // the supervisor is gone, and this process soon will be
        done += std::max<ssize_t>(written, 0);
    }
}

} // namespace pulse
