// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/workerprocess.h"

#include "common/core/literals.h"

#include <QCoreApplication>

#include <array>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr qsizetype longestReport = 4 * 1024 * 1024; // more than WorkerReport makes of its texts
constexpr int mostReads = 64; // in one turn of the event loop: the user's code may write to the link, too

void closeEnd(int &descriptor)
{
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

} // namespace

WorkerProcess::WorkerProcess(const QStringList &arguments, const CallBoard &board, QObject *parent)
    : QObject(parent)
    , m_board(board.descriptor())
    , m_reports(longestReport)
    , m_child(QCoreApplication::applicationFilePath(), arguments + QStringList{u"--worker"_s})
{
    m_child.setExtraSetUp([this] { passDescriptors(); });
    connect(&m_child, &ChildProcess::printed, this, &WorkerProcess::printed);
    connect(&m_child, &ChildProcess::ended, this, [this](const QString &how) {
        readReports(); // what it said last
        Q_EMIT ended(how);
    });
}

WorkerProcess::~WorkerProcess()
{
    m_notifier.reset();
    closeEnd(m_link);
    closeEnd(m_workersLink);
}

void WorkerProcess::start()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        Q_EMIT ended(u"could not be started: no socket can be made"_s);
        return;
    }
    m_link = ends[0];
    m_workersLink = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_link, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WorkerProcess::readReports);
    m_child.start();
    closeEnd(m_workersLink);
}

/// To where the worker looks for them; none of ours may be in the way of another's place.
void WorkerProcess::passDescriptors() const
{
    constexpr int outOfTheWay = 10;
    const int link = ::fcntl(m_workersLink, F_DUPFD_CLOEXEC, outOfTheWay);
    const int board = ::fcntl(m_board, F_DUPFD_CLOEXEC, outOfTheWay);
    ::dup2(link, workerLinkDescriptor);
    ::dup2(board, workerBoardDescriptor);
}

void WorkerProcess::terminate()
{
    ::shutdown(m_link, SHUT_WR);
    m_child.terminate();
}

// A version is far smaller than the socket's buffer; a worker that reads none is one that is about to be killed.
void WorkerProcess::load(const FunctionVersion &version)
{
    const QByteArray line = version.toLine();
    ::send(m_link, line.constData(), static_cast<std::size_t>(line.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
}

void WorkerProcess::readReports()
{
    std::array<char, 65536> buffer{};
    for (int i = 0; i < mostReads; ++i) {
        const ssize_t count = ::recv(m_link, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count == 0 && m_notifier->isEnabled()) {
            m_notifier->setEnabled(false);
            Q_EMIT linkClosed();
        }
        if (count <= 0)
            return;
        for (const QByteArray &line : m_reports.feed({buffer.data(), count})) {
            if (const std::optional<WorkerReport> report = WorkerReport::fromLine(line))
                Q_EMIT reported(*report);
            else
                Q_EMIT reportDropped(line.size());
        }
    }
}

} // namespace pulse
