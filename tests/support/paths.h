// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse::test {

// Absolute paths; `path` begins with a slash. They are functions so that only one file depends on the location of the
// clone, and a compiler cache can be shared between clones.
QString dataPath(const char *path);     ///< below tests/data
QString sourcePath(const char *path);   ///< below the sources
QString resourcePath(const char *path); ///< below resources
QString programPath(const char *path);  ///< of a program of Pulseboard, as built
QString benchPath(const char *path);    ///< below tests/bench
QString pythonPath();                   ///< the embedded interpreter
QString redisServerPath();

} // namespace pulse::test
