// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/collectorsettings.h"

#include "common/redis/redissettings.h"

namespace pulse {
namespace {

const QString keyFlag = QStringLiteral("key");
const QString periodFlag = QStringLiteral("period");
const QString interfaceFlag = QStringLiteral("interface");
const QString rootFlag = QStringLiteral("root");
const QString onceFlag = QStringLiteral("once");

void checkRoot(Settings &settings, const ProcReader &reader)
{
    if (!reader.exists(QStringLiteral("proc")))
        settings.fail(rootFlag, QStringLiteral("there is no folder proc in it"));
}

void checkInterface(Settings &settings, const ProcReader &reader)
{
    const QString wanted = settings.text(interfaceFlag);
    if (wanted.isEmpty() || settings.error())
        return;
    const Result<QStringList> interfaces = readInterfaces(reader);
    if (!interfaces)
        settings.fail(interfaceFlag, interfaces.error().message);
    else if (!interfaces->contains(wanted))
        settings.fail(interfaceFlag, QStringLiteral("there is no such network interface; there are: %1")
                                         .arg(interfaces->join(QStringLiteral(", "))));
}

} // namespace

Settings collectorSettings()
{
    return {
        QStringLiteral("pulseboard-collector"),
        QStringLiteral(
            "Measures this machine and writes each measurement, as JSON with psutil's names, to a Redis key."),
        redisServerSettings() +
            QList<Setting>{
                {keyFlag, QStringLiteral("METRICS_KEY"), QStringLiteral("KEY"), QStringLiteral("metrics"),
                 QStringLiteral("The key to write the measurements to. The variables that name the runtime's input key "
                                "are accepted, too."),
                 QStringList{QStringLiteral("REDIS_INPUT_KEY")} + inputKeyAliases()},
                {periodFlag, QStringLiteral("COLLECTOR_PERIOD"), QStringLiteral("SECONDS"), QStringLiteral("5"),
                 QStringLiteral("Seconds from one measurement to the next, 0.1 to 3600.")},
                {interfaceFlag, QStringLiteral("COLLECTOR_INTERFACE"), QStringLiteral("NAME"), QString(),
                 QStringLiteral("The network interface to measure; if not given, the one of the default route. In the "
                                "measurements its counters are always called eth0.")},
                {rootFlag, QString(), QStringLiteral("FOLDER"), QStringLiteral("/"),
                 QStringLiteral("Where the measured machine's /proc and /sys are, if its root is mounted elsewhere.")},
                {onceFlag, QString(), QString(), QString(),
                 QStringLiteral("Print one measurement and exit; needs no Redis.")},
            }};
}

CollectorOptions readCollectorOptions(Settings &settings)
{
    CollectorOptions options;
    options.redis.url = readRedisServer(settings);
    options.redis.clientName = QStringLiteral("pulseboard-collector");
    options.key = settings.required(keyFlag).toUtf8();
    options.period = settings.seconds(periodFlag, 0.1, 3600);
    options.root = settings.text(rootFlag);
    options.interface = settings.text(interfaceFlag);
    options.once = settings.isOn(onceFlag);
    const ProcReader reader(options.root);
    checkRoot(settings, reader);
    checkInterface(settings, reader);
    return options;
}

} // namespace pulse
