// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/socketstream.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace pulse {
namespace {

constexpr qsizetype readBytes = 64 * 1024;

bool isForLater(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

SocketStream::SocketStream(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
{
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
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
    m_writable.setEnabled(!m_hasEnded);
}

void SocketStream::flush()
{
    qsizetype sent = 0;
    while (sent < m_unsent.size() && !m_hasEnded) {
        const ssize_t count = ::send(m_descriptor, m_unsent.constData() + sent,
                                     static_cast<std::size_t>(m_unsent.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && isForLater(errno))
            break;
        if (count < 0)
            end(errno);
        else
            sent += count;
    }
    m_unsent.remove(0, sent);
    m_writable.setEnabled(!m_unsent.isEmpty() && !m_hasEnded);
}

QByteArray SocketStream::read()
{
    m_mayHaveMore = false;
    if (m_hasEnded)
        return {};
    QByteArray data(readBytes, Qt::Uninitialized);
    const ssize_t count = ::recv(m_descriptor, data.data(), static_cast<std::size_t>(readBytes), 0);
    if (count == 0)
        end(0);
    else if (count < 0 && !isForLater(errno))
        end(errno);
    m_mayHaveMore = count == readBytes;
    data.truncate(count > 0 ? count : 0);
    return data;
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
