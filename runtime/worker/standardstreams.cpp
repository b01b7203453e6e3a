// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/standardstreams.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr int firstCopy = 20; // above the descriptors that have a meaning

} // namespace

StandardStreams::StandardStreams()
{
    for (int stream = 0; stream < 3; ++stream)
        m_copies.at(static_cast<std::size_t>(stream)) = ::fcntl(stream, F_DUPFD_CLOEXEC, firstCopy);
}

StandardStreams::~StandardStreams()
{
    for (const int copy : m_copies)
        ::close(copy);
}

void StandardStreams::restore() const
{
    std::array<pollfd, 3> streams{{{0, 0, 0}, {1, 0, 0}, {2, 0, 0}}};
    if (::poll(streams.data(), streams.size(), 0) == 0) // as one system call, since this runs after each call
        return;
    for (const pollfd &stream : streams) {
        if ((stream.revents & POLLNVAL) != 0)
            ::dup2(m_copies.at(static_cast<std::size_t>(stream.fd)), stream.fd);
    }
}

} // namespace pulse
