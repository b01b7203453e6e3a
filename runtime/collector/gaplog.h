// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/measurement.h"

#include <QStringList>

namespace pulse {

/// Logs once when a value starts to be missing from the measurements, and once when it is measured again.
class GapLog
{
public:
    void update(const QList<Gap> &gaps);

private:
    QStringList m_open; // keys
};

} // namespace pulse
