// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/socketstream.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype readBytes = 64 * 1024;
constexpr std::chrono::microseconds longestSleep = 5ms;

bool isForLater(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

SocketStream::SocketStream(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_buffer(readBytes, Qt::Uninitialized)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK); // for `sleep`
    const timeval longest{0, longestSleep.count()};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
    m_writable.setEnabled(false);
    connect(&m_readable, &QSocketNotifier::activated, this, &SocketStream::readyRead);
    connect(&m_writable, &QSocketNotifier::activated, this, &SocketStream::flush);
}

SocketStream::~SocketStream()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    ::close(m_descriptor);
}

void SocketStream::write(const QByteArray &data)
{
    m_unsent += data;
    m_writable.setEnabled(!m_hasEnded && m_sendError == 0);
}

void SocketStream::flush()
{
    qsizetype sent = 0;
    while (sent < m_unsent.size() && !m_hasEnded && m_sendError == 0) {
        const ssize_t count = ::send(m_descriptor, m_unsent.constData() + sent,
                                     static_cast<std::size_t>(m_unsent.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0) {
            if (!isForLater(errno))
                failSending(errno);
            break;
        }
        sent += count;
    }
    m_unsent.remove(0, sent);
    m_writable.setEnabled(!m_unsent.isEmpty() && !m_hasEnded && m_sendError == 0);
}

/// The peer may have sent data before it closed the connection, so they are read before `ended`.
void SocketStream::failSending(int error)
{
    m_sendError = error;
    QMetaObject::invokeMethod(this, &SocketStream::readyRead, Qt::QueuedConnection);
}

bool SocketStream::receive(int flags)
{
    if (m_received > 0 || m_hasEnded)
        return m_received > 0;
    const ssize_t count = ::recv(m_descriptor, m_buffer.data(), static_cast<std::size_t>(readBytes), flags);
    m_received = count > 0 ? count : 0;
    if (count == 0)
        end(0);
    else if (count < 0 && !isForLater(errno))
        end(errno);
    else if (count < 0 && m_sendError != 0)
        end(m_sendError);
    return m_received > 0;
}

bool SocketStream::poll(std::chrono::nanoseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    pollfd readable{m_descriptor, POLLIN, 0};
    while (m_received == 0 && ::poll(&readable, 1, 0) == 0) { // recv would lock out the kernel that brings the data
        if (std::chrono::steady_clock::now() >= end)
            return false;
    }
    return receive(MSG_DONTWAIT);
}

bool SocketStream::sleep()
{
    return receive(0);
}

QByteArrayView SocketStream::read()
{
    receive(MSG_DONTWAIT);
    m_mayHaveMore = m_received == readBytes;
    return QByteArrayView(m_buffer).first(std::exchange(m_received, 0));
}

void SocketStream::setReading(bool isReading)
{
    m_readable.setEnabled(isReading && !m_hasEnded);
}

void SocketStream::end(int error)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    Q_EMIT ended(error);
}

} // namespace pulse
