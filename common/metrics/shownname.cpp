// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/shownname.h"

#include "common/core/logging.h"

namespace pulse {

QString visibleName(const QString &name)
{
    return name.isEmpty() ? QStringLiteral("\"\"") : name;
}

QString shownName(const QString &name)
{
    return escapeControls(visibleName(name)).replace(QLatin1Char('\n'), QLatin1String("\\n"));
}

} // namespace pulse
