// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/descriptoridentity.h"

#include <QList>

namespace pulse {

/// The descriptors that this process opened before it ran any of the user's code: the link to the supervisor, the call
/// board, the event loop's. A function that closes or replaces some of them (os.closerange, os.dup2) leaves a process
/// that cannot continue.
class OwnDescriptors
{
public:
    /// Records those that are open now and are closed on exec; others were inherited.
    OwnDescriptors();

    bool areIntact() const;

private:
    struct Entry
    {
        int descriptor;
        std::optional<DescriptorIdentity> identity;
    };

    QList<Entry> m_entries;
};

} // namespace pulse
