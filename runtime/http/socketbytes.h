// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslSocket>

#include <utility>

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace pulse {

/// What a socket keeps that the kernel has not taken. Over TLS, `bytesToWrite` is what is not encrypted yet, which is
/// next to nothing however slowly the other side reads.
inline qint64 unsentBytes(const QTcpSocket &socket)
{
    const auto *secure = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
}

/// What the kernel has taken, but the other side's has not (SIOCOUTQ, tcp(7)).
inline qint64 unacknowledgedBytes(const QTcpSocket &socket)
{
    int bytes = 0;
    return ::ioctl(static_cast<int>(socket.socketDescriptor()), SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

/// Calls `slot`, in the context of `receiver`, whenever the kernel took some of it.
template <class Slot>
void onSent(const QTcpSocket &socket, const QObject *receiver, Slot slot)
{
    if (const auto *secure = qobject_cast<const QSslSocket *>(&socket))
        QObject::connect(secure, &QSslSocket::encryptedBytesWritten, receiver, std::move(slot));
    else
        QObject::connect(&socket, &QTcpSocket::bytesWritten, receiver, std::move(slot));
}

/// Before a socket is closed: what the kernel holds of it is dropped, and the other side told (RST). Else it keeps
/// that, megabytes of it, for as long as somebody at the other end holds on and reads nothing.
inline void forgetUnsent(const QTcpSocket &socket)
{
    const linger none{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

} // namespace pulse
