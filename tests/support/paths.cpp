// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/paths.h"

namespace pulse::test {

QString dataPath(const char *path)
{
    return QStringLiteral(PULSE_TEST_SOURCES "/tests/data") + QLatin1String(path);
}

QString sourcePath(const char *path)
{
    return QStringLiteral(PULSE_TEST_SOURCES) + QLatin1String(path);
}

QString resourcePath(const char *path)
{
    return QStringLiteral(PULSE_TEST_SOURCES "/resources") + QLatin1String(path);
}

QString programPath(const char *path)
{
    return QStringLiteral(PULSE_TEST_BIN) + QLatin1String(path);
}

QString benchPath(const char *path)
{
    return QStringLiteral(PULSE_TEST_SOURCES "/tests/bench") + QLatin1String(path);
}

QString pythonPath()
{
    return QStringLiteral(PULSE_TEST_PYTHON);
}

QString redisServerPath()
{
    return QStringLiteral(PULSE_TEST_REDIS_SERVER);
}

} // namespace pulse::test
