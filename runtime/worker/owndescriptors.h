// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/descriptoridentity.h"

#include <QList>

namespace pulse {

/// The descriptors that this process opened before it ran the user's code: the link to the supervisor, the call board,
/// those of the event loop. A process cannot continue after a function closed or replaced some of them (os.closerange,
/// os.dup2).
class OwnDescriptors
{
public:
    /// Records the open descriptors that are closed on exec; the others were inherited.
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
