// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/localport.h"

#include <QCoreApplication>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pulse {
namespace {

/// Returns a socket that is bound, but does not listen.
int boundSocket(sockaddr *address, socklen_t size)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return -1;
    const int on = 1;
    if (::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        ::bind(descriptor, address, size) == 0 && ::getsockname(descriptor, address, &size) == 0)
        return descriptor;
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    return -1;
}

} // namespace

LocalPort::~LocalPort()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

Result<void> LocalPort::choose()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = boundSocket(reinterpret_cast<sockaddr *>(&address), sizeof address);
    if (descriptor < 0)
        return Error{QCoreApplication::translate("pulse::LocalPort", "there is no free port on 127.0.0.1: %1")
                         .arg(qt_error_string(errno))};
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = descriptor;
    m_number = ntohs(address.sin_port);
    return {};
}

} // namespace pulse
