// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <sys/stat.h>

namespace pulse {

/// The file that a descriptor refers to. By comparing it with an earlier value a program notices that other code closed
/// one of its descriptors or replaced it (dup2, or a new file with the number of a closed one).
struct DescriptorIdentity
{
    dev_t device = 0;
    ino_t inode = 0;

    /// Returns nothing if the descriptor is closed.
    static std::optional<DescriptorIdentity> of(int descriptor)
    {
        struct stat status = {};
        if (::fstat(descriptor, &status) != 0)
            return {};
        return DescriptorIdentity{status.st_dev, status.st_ino};
    }
    bool operator==(const DescriptorIdentity &) const = default;
};

} // namespace pulse
