// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/collectorsettings.h"

#include "common/core/literals.h"
#include "common/redis/redissettings.h"
#include "common/results/outputkeys.h"

namespace pulse {
namespace {

const QString keyFlag = u"key"_s;
const QString periodFlag = u"period"_s;
const QString interfaceFlag = u"interface"_s;
const QString hostNameFlag = u"host-name"_s;
const QString rootFlag = u"root"_s;
const QString onceFlag = u"once"_s;

void checkRoot(Settings &settings, const ProcReader &reader)
{
    if (!reader.exists(u"proc"_s))
        settings.fail(rootFlag, u"there is no folder proc in it"_s);
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
        settings.fail(interfaceFlag,
                      u"there is no such network interface; there are: %1"_s.arg(interfaces->join(u", "_s)));
}

} // namespace

Settings collectorSettings()
{
    return {u"pulseboard-collector"_s,
            u"Measures this machine and writes each measurement, as JSON with psutil's names, to a Redis key."_s,
            redisServerSettings() +
                QList<Setting>{
                    {.flag = keyFlag,
                     .variable = u"METRICS_KEY"_s,
                     .valueName = u"KEY"_s,
                     .defaultValue = QString::fromLatin1(defaultInputKey),
                     .help = u"The key to write the measurements to. The variables that name the runtime's input key "
                             "are accepted, too."_s,
                     .aliases = QStringList{u"REDIS_INPUT_KEY"_s} + inputKeyAliases()},
                    {.flag = periodFlag,
                     .variable = u"COLLECTOR_PERIOD"_s,
                     .valueName = u"SECONDS"_s,
                     .defaultValue = u"5"_s,
                     .help = u"Seconds from one measurement to the next, 0.1 to 3600."_s},
                    {.flag = interfaceFlag,
                     .variable = u"COLLECTOR_INTERFACE"_s,
                     .valueName = u"NAME"_s,
                     .help = u"The network interface to measure; if not given, the one of the default route. In the "
                             "measurements its counters are always called eth0."_s},
                    {.flag = hostNameFlag,
                     .variable = u"HOST_NAME"_s,
                     .valueName = u"NAME"_s,
                     .help = u"The measured machine's name, which dashboards show; if not given, the host's own. A "
                             "container has a name of its own, so give the name of its host."_s},
                    {.flag = rootFlag,
                     .valueName = u"FOLDER"_s,
                     .defaultValue = u"/"_s,
                     .help = u"Where the measured machine's /proc and /sys are, if its root is mounted elsewhere."_s},
                    {.flag = onceFlag, .help = u"Print one measurement and exit; needs no Redis."_s},
                }};
}

CollectorOptions readCollectorOptions(Settings &settings)
{
    CollectorOptions options;
    options.redis.url = readRedisServer(settings);
    options.redis.clientName = u"pulseboard-collector"_s;
    options.key = settings.required(keyFlag).toUtf8();
    options.period = settings.seconds(periodFlag, 0.1, 3600);
    options.root = settings.text(rootFlag);
    options.interface = settings.text(interfaceFlag);
    options.hostName = settings.text(hostNameFlag);
    options.once = settings.isOn(onceFlag);
    const ProcReader reader(options.root);
    checkRoot(settings, reader);
    checkInterface(settings, reader);
    return options;
}

} // namespace pulse
