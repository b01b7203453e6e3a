// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/gaplog.h"

#include "runtime/collector/collectorlog.h"

namespace pulse {

void GapLog::update(const QList<Gap> &gaps)
{
    QStringList open;
    for (const Gap &gap : gaps) {
        open << gap.key;
        if (!m_open.contains(gap.key))
            qCWarning(collectorLog).noquote().nospace() << "Not measured: " << gap.key << ": " << gap.why;
    }
    for (const QString &key : std::as_const(m_open)) {
        if (!open.contains(key))
            qCInfo(collectorLog).noquote().nospace() << "Measured again: " << key;
    }
    m_open = open;
}

} // namespace pulse
