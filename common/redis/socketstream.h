// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>
#include <QSocketNotifier>

#include <chrono>

namespace pulse {

/// A connected stream socket that asks the kernel once for what it has received; a QAbstractSocket needs three system
/// calls for the same, and copies the data once more.
class SocketStream : public QObject
{
    Q_OBJECT

public:
    /// Takes ownership of the descriptor.
    explicit SocketStream(int descriptor, QObject *parent = nullptr);
    ~SocketStream() override;

    int descriptor() const { return m_descriptor; }
    void write(const QByteArray &data); ///< sent from the event loop, or by `flush`
    /// Sends as much as the kernel accepts; the event loop sends the rest. If that fails, `ended` follows when what was
    /// received before is read.
    void flush();
    /// Receives data for the next `read`, unless there are some already. Checks for them up to this time without
    /// sleeping; false: there are none. At the end of the stream, emits `ended`.
    bool poll(std::chrono::nanoseconds time);
    bool sleep(); ///< the same, but sleeps until there are data, a few milliseconds at most
    /// Returns what has been received, at most 64 KiB, valid until the next call of a function; empty: nothing. At the
    /// end of the stream, emits `ended`.
    QByteArrayView read();
    /// Whether there are data that `readyRead` may not announce: received by `poll`, or left by a full `read`.
    bool mayHaveMore() const { return !m_hasEnded && (m_received > 0 || m_mayHaveMore || m_sendError != 0); }
    void setReading(bool isReading); ///< false: `readyRead` is not emitted

Q_SIGNALS:
    void readyRead();
    void ended(int error); ///< once: an errno, or 0 if the peer closed the connection

private:
    void failSending(int error);
    bool receive(int flags);
    void end(int error);

    int m_descriptor;
    QByteArray m_unsent;
    QByteArray m_buffer;
    qsizetype m_received = 0; // bytes at the beginning of m_buffer that are not read yet
    bool m_mayHaveMore = false;
    int m_sendError = 0; // an errno; nothing can be sent any more
    bool m_hasEnded = false;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
};

} // namespace pulse
