// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/measurement.h"

#include <QStringList>

namespace pulse {

/// Says once when a value begins to be missing in the measurements, and once when it is there again.
class GapLog
{
public:
    void update(const QList<Gap> &gaps);

private:
    QStringList m_open; // keys
};

} // namespace pulse
