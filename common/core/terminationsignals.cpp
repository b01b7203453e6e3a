// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/terminationsignals.h"

#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr int handledSignals[] = {SIGTERM, SIGINT, SIGHUP};
volatile std::sig_atomic_t writeEnd = -1; // read by the signal handler, hence not a member

volatile std::sig_atomic_t owner = 0; // process that created the object

// Makes system calls only. A forked child that has not called exec shares the handler and the sockets, but a signal to
// it is meant for the child alone.
void onSignal(int number)
{
    if (::getpid() != owner) {
        std::signal(number, SIG_DFL);
        std::raise(number); // delivered when this handler returns
        return;
    }
    const int savedError = errno;
    const auto byte = static_cast<unsigned char>(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1); // nothing can be done about a failure here
    errno = savedError;
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, m_sockets) != 0)
        qFatal("Cannot create a socket pair for signals");
    writeEnd = m_sockets[1];
    owner = ::getpid();
    auto *notifier = new QSocketNotifier(m_sockets[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &TerminationSignals::readOne);

    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : handledSignals) {
        struct sigaction before = {};
        ::sigaction(number, nullptr, &before);
        if (before.sa_handler != SIG_IGN) // as nohup sets it for SIGHUP
            ::sigaction(number, &action, nullptr);
    }
}

TerminationSignals::~TerminationSignals()
{
    for (const int number : handledSignals) {
        if (std::signal(number, SIG_DFL) == SIG_IGN)
            std::signal(number, SIG_IGN);
    }
    ::close(m_sockets[0]);
    ::close(m_sockets[1]);
}

void TerminationSignals::readOne()
{
    unsigned char byte = 0;
    if (::read(m_sockets[0], &byte, 1) == 1)
        Q_EMIT received(byte);
}

} // namespace pulse
