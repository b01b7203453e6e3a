// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QByteArrayView>

namespace pulse {

/// Splits a byte stream into lines, in bounded memory: the rest of a line over `maximumLength` bytes is dropped, and
/// the cut is marked with " …".
class LineSplitter
{
public:
    explicit LineSplitter(qsizetype maximumLength = 8192);

    /// Returns the lines that are complete now, without their line ends.
    QByteArrayList feed(QByteArrayView data);
    /// Returns the bytes after the last line end, if there are any.
    QByteArrayList finish();

private:
    void append(QByteArrayView part);

    qsizetype m_maximumLength;
    QByteArray m_line;
    bool m_cut = false;
};

} // namespace pulse
