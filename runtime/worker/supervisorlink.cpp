// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/supervisorlink.h"

#include "common/core/descriptoridentity.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr qsizetype longestLine = 1024 * 1024;

/// The file that the link's descriptor refers to; the user's code may have closed it and opened another one there.
const std::optional<DescriptorIdentity> &linkIdentity()
{
    static const std::optional<DescriptorIdentity> identity = DescriptorIdentity::of(workerLinkDescriptor);
    return identity;
}

bool isLinkIntact()
{
    return linkIdentity() && DescriptorIdentity::of(workerLinkDescriptor) == linkIdentity();
}

} // namespace

SupervisorLink::SupervisorLink(QObject *parent)
    : QObject(parent)
    , m_lines(longestLine)
    , m_notifier(workerLinkDescriptor, QSocketNotifier::Read)
{
    ::fcntl(workerLinkDescriptor, F_SETFD, FD_CLOEXEC); // programs that the function starts must not inherit it
    m_notifier.setEnabled(false);
    linkIdentity();
    connect(&m_notifier, &QSocketNotifier::activated, this, [this] {
        const std::optional<QByteArrayList> lines = readLines(MSG_DONTWAIT);
        if (!lines) {
            m_notifier.setEnabled(false);
            Q_EMIT closed();
            return;
        }
        for (const QByteArray &line : *lines) {
            if (const std::optional<FunctionVersion> version = FunctionVersion::fromLine(line))
                Q_EMIT versionArrived(*version);
        }
    });
}

std::optional<FunctionVersion> SupervisorLink::waitForVersion()
{
    const std::optional<QByteArrayList> lines = readLines(0);
    return lines ? FunctionVersion::fromLine(lines->constLast()) : std::optional<FunctionVersion>();
}

void SupervisorLink::listen()
{
    m_notifier.setEnabled(true);
}

std::optional<QByteArrayList> SupervisorLink::readLines(int flags)
{
    std::array<char, 65536> buffer{};
    while (isLinkIntact()) {
        const ssize_t count = ::recv(workerLinkDescriptor, buffer.data(), buffer.size(), flags);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN)
            return QByteArrayList();
        if (count <= 0)
            return {};
        if (const QByteArrayList lines = m_lines.feed({buffer.data(), count}); !lines.isEmpty())
            return lines;
    }
    return {};
}

void SupervisorLink::report(const WorkerReport &report)
{
    const QByteArray line = report.toLine();
    for (qsizetype done = 0; isLinkIntact() && done < line.size();) {
        const ssize_t written = ::send(workerLinkDescriptor, line.constData() + done,
                                       static_cast<std::size_t>(line.size() - done), MSG_NOSIGNAL);
        if (written < 0 && errno != EINTR)
            return; // the supervisor has ended, and this process will end soon
        done += std::max<ssize_t>(written, 0);
    }
}

} // namespace pulse
