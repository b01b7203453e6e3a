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
    return escapeControls(visibleName(name)).replace('\n'_L1, "\\n"_L1);
}

} // namespace pulse
