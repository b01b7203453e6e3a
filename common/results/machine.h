// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// The measured machine, as the collector describes it beside its measurements. fieldtables.h lists the fields.
struct Machine
{
    QString name;      ///< of the host, or the one that the collector's settings give
    QString cpu;       ///< the model of its CPUs; empty: unknown
    qint64 memory = 0; ///< bytes; 0: unknown

    bool operator==(const Machine &) const = default;
};

} // namespace pulse
