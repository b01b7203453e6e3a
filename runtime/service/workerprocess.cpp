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

using namespace std::chrono_literals;

constexpr qsizetype longestReport = 4 * 1024 * 1024; // bytes; more than WorkerReport::toLine returns
constexpr int mostReads = 64; // in one turn of the event loop: the user's code may write to the link, too

void closeEnd(int &descriptor)
{
    if (descriptor >= 0)
        ::close(std::exchange(descriptor, -1));
}

} // namespace

WorkerProcess::WorkerProcess(const QStringList &arguments, const CallBoard &board, QObject *parent)
    : KeptProcess({.prepare = [this] { return prepare(); },
                   .retry = {.shortest = 100ms, .longest = 30s, .lasting = 60s},
                   .stopTimeout = 10s},
                  parent)
    , m_arguments(arguments + QStringList{u"--worker"_s})
    , m_board(board.descriptor())
    , m_reports(longestReport)
{
    connect(this, &KeptProcess::started, this, [this] { closeEnd(m_workersLink); });
    // These are called before the slots of others, which are connected later.
    connect(this, &KeptProcess::ended, this, &WorkerProcess::closeLink);
    connect(this, &KeptProcess::stopped, this, &WorkerProcess::closeLink);
}

WorkerProcess::~WorkerProcess()
{
    m_notifier.reset();
    closeEnd(m_link);
    closeEnd(m_workersLink);
}

Result<ProcessCommand> WorkerProcess::prepare()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return Error{u"could not be started: no socket can be created"_s};
    m_link = ends[0];
    m_workersLink = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(m_link, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WorkerProcess::readReports);
    return ProcessCommand{
        .program = QCoreApplication::applicationFilePath(),
        .arguments = m_arguments,
        .descriptors = {{m_workersLink, workerLinkDescriptor}, {m_board, workerBoardDescriptor}},
    };
}

void WorkerProcess::closeLink()
{
    if (m_link < 0)
        return;
    readReports(); // the last reports
    m_notifier.reset();
    closeEnd(m_link);
    m_reports = LineSplitter(longestReport);
}

void WorkerProcess::terminate()
{
    ::shutdown(m_link, SHUT_WR);
    KeptProcess::terminate();
}

// A version is far smaller than the socket's buffer. A worker that does not read it is killed soon.
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
