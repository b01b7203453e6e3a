// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

namespace pulse {

/// A connected stream socket without buffers for what is received: `read` reads from the kernel, with one system call.
/// A QAbstractSocket needs three for the same, and copies the data once more.
class SocketStream : public QObject
{
    Q_OBJECT

public:
    /// Takes ownership of the descriptor.
    explicit SocketStream(int descriptor, QObject *parent = nullptr);
    ~SocketStream() override;

    int descriptor() const { return m_descriptor; }
    void write(const QByteArray &data); ///< sent from the event loop, or by `flush`
    void flush();                       ///< sends as much as the kernel accepts; the event loop sends the rest
    /// Returns what the kernel has, at most 64 KiB; empty: nothing. At the end, emits `ended`.
    QByteArray read();
    bool mayHaveMore() const { return m_mayHaveMore; } ///< the last `read` returned as much as it can
    void setReading(bool isReading);                   ///< false: `readyRead` is not emitted

Q_SIGNALS:
    void readyRead();
    void ended(int error); ///< once: an errno, or 0 if the peer closed the connection

private:
    void end(int error);

    int m_descriptor;
    QByteArray m_unsent;
    bool m_mayHaveMore = false;
    bool m_hasEnded = false;
    QSocketNotifier m_readable;
    QSocketNotifier m_writable;
};

} // namespace pulse
