// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse::test {

// Absolute paths; `path` begins with a slash. They are functions so that one file alone depends on where the clone is,
// and a compiler cache serves all others in every clone.
QString dataPath(const char *path);     ///< below tests/data
QString sourcePath(const char *path);   ///< below the sources
QString resourcePath(const char *path); ///< below resources
QString programPath(const char *path);  ///< of one of our programs, as built
QString benchPath(const char *path);    ///< below tests/bench
QString pythonPath();                   ///< the interpreter that is embedded
QString redisServerPath();

} // namespace pulse::test
