// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QByteArrayView>

namespace pulse {

/// Cuts a byte stream into lines, in bounded memory: of a line over `maximumLength` bytes the rest is dropped and the
/// cut marked with " …".
class LineSplitter
{
public:
    explicit LineSplitter(qsizetype maximumLength = 8192);

    /// The lines that are complete now, without their line ends.
    QByteArrayList feed(QByteArrayView data);
    /// What came after the last line end, where there is anything.
    QByteArrayList finish();

private:
    void append(QByteArrayView part);

    qsizetype m_maximumLength;
    QByteArray m_line;
    bool m_cut = false;
};

} // namespace pulse
