// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/standardstreams.h"

#include <fcntl.h>
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
    for (int stream = 0; stream < 3; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0)
            ::dup2(m_copies.at(static_cast<std::size_t>(stream)), stream);
    }
}

} // namespace pulse
