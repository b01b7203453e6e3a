// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/linesplitter.h"

#include <algorithm>
#include <utility>

namespace pulse {

LineSplitter::LineSplitter(qsizetype maximumLength)
    : m_maximumLength(maximumLength)
{
}

QByteArrayList LineSplitter::feed(QByteArrayView data)
{
    QByteArrayList lines;
    qsizetype start = 0;
    for (qsizetype end = data.indexOf('\n'); end >= 0; end = data.indexOf('\n', start)) {
        append(data.sliced(start, end - start));
        m_cut = false;
        lines << std::exchange(m_line, {});
        start = end + 1;
    }
    append(data.sliced(start));
    return lines;
}

QByteArrayList LineSplitter::finish()
{
    m_cut = false;
    return m_line.isEmpty() ? QByteArrayList() : QByteArrayList{std::exchange(m_line, {})};
}

void LineSplitter::append(QByteArrayView part)
{
    if (m_cut)
        return;
    const qsizetype room = m_maximumLength - m_line.size();
    m_line += part.first(std::min(room, part.size()));
    if (part.size() > room) {
        m_cut = true;
        m_line += " …";
    }
}

} // namespace pulse
