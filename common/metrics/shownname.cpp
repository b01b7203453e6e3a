// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/shownname.h"

#include "common/core/literals.h"
#include "common/core/logging.h"

namespace pulse {

QString visibleName(const QString &name)
{
    return name.isEmpty() ? u"\"\""_s : name;
}

QString shownName(const QString &name)
{
    return escapedLine(visibleName(name));
}

} // namespace pulse
