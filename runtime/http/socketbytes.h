// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>

#include <utility>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace pulse {

/// Returns the bytes that the socket holds and the kernel has not accepted yet. With TLS, `bytesToWrite` counts only
/// the bytes that are not encrypted yet, which are very few even if the other side reads slowly.
inline qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *secure = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
}

/// Returns the bytes that the kernel accepted and the other side has not acknowledged (SIOCOUTQ, tcp(7)).
inline qint64 unacknowledgedBytes(const QTcpSocket &socket)
{
    int bytes = 0;
    return ::ioctl(static_cast<int>(socket.socketDescriptor()), SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

/// Calls `slot`, in the context of `receiver`, whenever the kernel accepted bytes.
template <class Slot>
void onSent(const QTcpSocket &socket, const QObject *receiver, Slot slot)
{
    if (const auto *secure = qobject_cast<const QSslSocket *>(&socket))
        QObject::connect(secure, &QSslSocket::encryptedBytesWritten, receiver, std::move(slot));
    else
        QObject::connect(&socket, &QTcpSocket::bytesWritten, receiver, std::move(slot));
}

/// Discards the bytes in the kernel and resets the connection (RST) when the socket is closed. Otherwise the kernel
/// keeps them, up to megabytes, for as long as the other side stays connected without reading.
inline void forgetUnsent(const QTcpSocket &socket)
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

} // namespace pulse
