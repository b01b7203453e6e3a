// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dashboardsettings.h"

#include "app/charts/chartkinds.h"
#include "app/desktop/connections/gatewayurl.h"
#include "app/window/language.h"
#include "common/core/literals.h"
#include "common/core/tokenfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace pulse {
namespace {

const QString redisFlag = u"redis"_s;
const QString sshFlag = u"ssh"_s;
const QString sshIdentityFlag = u"ssh-identity"_s;
const QString sshJumpFlag = u"ssh-jump"_s;
const QString gatewayFlag = u"gateway"_s;
const QString tokenFileFlag = u"gateway-token-file"_s;
const QString outputKeyFlag = u"output-key"_s;
const QString inputKeyFlag = u"input-key"_s;
const QString thisMachineFlag = u"this-machine"_s;
const QString demoFlag = u"demo"_s;
const QString functionFlag = u"function"_s;
const QString viewFlag = u"view"_s;
const QString rangeFlag = u"range"_s;
const QString familiesFlag = u"families"_s;
const QString notifyFlag = u"notify"_s;
const QString themeFlag = u"theme"_s;
const QString languageFlag = u"language"_s;
const QString sizeFlag = u"size"_s;
const QString forFlag = u"for"_s;
const QString grabFlag = u"grab"_s;
const QString grabAnywayFlag = u"grab-anyway"_s;
const QString afterFlag = u"after"_s;

const QStringList connectionFlags{redisFlag,    sshFlag,      gatewayFlag,     tokenFileFlag, outputKeyFlag,
                                  inputKeyFlag, functionFlag, thisMachineFlag, demoFlag};

constexpr QSize smallestSize(360, 480);
constexpr QSize largestSize(7680, 4320);

const char platformVariable[] = "QT_QPA_PLATFORM";

void refuseTogether(Settings &settings, const QString &flag, const QStringList &others)
{
    for (const QString &other : others) {
        if (other != flag && settings.isSet(other))
            settings.failSecretly(flag,
                                  u"cannot be given together with %1; give one of them"_s.arg(settings.nameOf(other)));
    }
}

std::optional<QUrl> readGateway(Settings &settings)
{
    if (!settings.isSet(gatewayFlag))
        return {};
    const Result<QUrl> url = feedUrl(settings.text(gatewayFlag));
    if (!url) {
        settings.failSecretly(gatewayFlag, url.error().message);
        return QUrl();
    }
    refuseTogether(settings, gatewayFlag, {redisFlag, thisMachineFlag});
    return *url;
}

SshDestination readDestination(Settings &settings)
{
    const Result<SshDestination> destination = SshDestination::parse(settings.text(sshFlag));
    if (!destination)
        settings.fail(destination.error());
    return destination ? *destination : SshDestination();
}

QList<SshDestination> readJumps(Settings &settings)
{
    if (!settings.isSet(sshJumpFlag))
        return {};
    const Result<QList<SshDestination>> jumps = SshDestination::parseJumps(settings.text(sshJumpFlag));
    if (!jumps)
        settings.fail(jumps.error());
    return jumps ? *jumps : QList<SshDestination>();
}

/// `redis` is the server at the other end of the tunnel; if it is not given, the one on that machine.
std::optional<SshTunnel::Options> readSsh(Settings &settings, std::optional<RedisUrl> &redis)
{
    if (!settings.isSet(sshFlag)) {
        for (const QString &flag : {sshIdentityFlag, sshJumpFlag}) {
            if (settings.isSet(flag))
                settings.fail(flag, u"needs --ssh (or PULSEBOARD_SSH), the machine to log in to"_s);
        }
        return {};
    }
    SshTunnel::Options ssh;
    ssh.destination = readDestination(settings);
    ssh.jumps = readJumps(settings);
    ssh.identityFile = settings.text(sshIdentityFlag);
    if (!ssh.identityFile.isEmpty() && !QFileInfo(ssh.identityFile).isReadable())
        settings.fail(sshIdentityFlag, u"no such file, or not readable"_s);
    if (settings.isSet(gatewayFlag) || settings.isOn(thisMachineFlag))
        settings.fail(sshFlag, u"is the way to a Redis server; give that with --redis, and neither --gateway "
                               "nor --this-machine"_s);
    redis = redis.value_or(RedisUrl());
    if (redis->scheme == RedisUrl::Scheme::Unix)
        settings.failSecretly(redisFlag, u"with --ssh, must be redis:// or rediss://"_s);
    return ssh;
}

QByteArray readToken(Settings &settings)
{
    if (!settings.isSet(tokenFileFlag))
        return {};
    const Result<QByteArray> token = readTokenFile(settings.text(tokenFileFlag));
    if (!settings.isSet(gatewayFlag))
        settings.fail(tokenFileFlag, u"needs --gateway (or PULSEBOARD_GATEWAY), the gateway that the token is for"_s);
    else if (!token)
        settings.fail(tokenFileFlag, token.error().message);
    return token ? *token : QByteArray();
}

void refuseKeyHere(Settings &settings, const QString &flag, const QString &needed)
{
    if (settings.isSet(flag) && settings.isOn(thisMachineFlag))
        settings.fail(flag,
                      u"not with --this-machine; run pulseboard-local with this key, and give its --redis here"_s);
    else if (settings.isSet(flag))
        settings.fail(flag, u"needs %1, where this key is stored"_s.arg(needed));
}

void readKeys(Settings &settings, Connection &result)
{
    const QString redis = u"--redis (or PULSEBOARD_REDIS)"_s;
    const bool isHere = result.kind == Connection::Kind::ThisMachine;
    const bool isGateway = result.kind == Connection::Kind::Gateway;
    if (isHere)
        refuseKeyHere(settings, outputKeyFlag, redis + u" or --gateway"_s);
    else
        result.outputKey = (isGateway ? settings.text(outputKeyFlag) : settings.required(outputKeyFlag)).toUtf8();
    if (isGateway && settings.isSet(inputKeyFlag))
        settings.fail(inputKeyFlag, u"only with --redis; a gateway knows its own input key"_s);
    else if (isHere)
        refuseKeyHere(settings, inputKeyFlag, redis);
    else
        result.inputKey = settings.text(inputKeyFlag).toUtf8();
}

QString readFunction(Settings &settings, bool thisMachine)
{
    const QString file = settings.text(functionFlag);
    if (file.isEmpty())
        return {};
    if (!thisMachine)
        settings.fail(functionFlag, u"only with --this-machine, or without --redis and --gateway"_s);
    else if (!QFileInfo(file).isReadable())
        settings.fail(functionFlag, u"no such file, or not readable"_s);
    return file;
}

ThemeChoice readTheme(Settings &settings)
{
    return static_cast<ThemeChoice>(settings.choice(themeFlag, themeNames()));
}

QString readLanguage(Settings &settings)
{
    const QStringList names = Language::names();
    return names.at(settings.choice(languageFlag, names));
}

ViewLink readView(Settings &settings)
{
    return {static_cast<int>(settings.choice(viewFlag, pageNames())),
            rangeLength(settings.choice(rangeFlag, rangeNames()))};
}

/// "overview, cpus or data".
QString alternatives(const QStringList &names)
{
    return names.first(names.size() - 1).join(u", "_s) + u" or "_s + names.constLast();
}

void checkChartKinds(Settings &settings, const MetricFamilies &families, const QString &file)
{
    QStringList kinds;
    for (const ChartKind &kind : chartKinds())
        kinds.append(kind.name);
    for (const ChartDefinition &chart : families.charts()) {
        if (!chart.kind.isEmpty() && !kinds.contains(chart.kind))
            settings.fail(Error{u"%1, charts (%2), field \"kind\" has \"%3\"; it has to be %4"_s.arg(
                file, chart.id, chart.kind, alternatives(kinds))});
    }
}

/// The standard table, extended by the user's own.
MetricFamilies readFamilies(Settings &settings)
{
    MetricFamilies families = MetricFamilies::standard();
    if (!settings.isSet(familiesFlag))
        return families;
    QFile file(settings.text(familiesFlag));
    if (!file.open(QIODevice::ReadOnly))
        settings.fail(familiesFlag, u"cannot be read: %1"_s.arg(file.errorString()));
    else if (const Result<void> extended = families.extend(file.readAll(), file.fileName()); !extended)
        settings.fail(extended.error());
    else
        checkChartKinds(settings, families, file.fileName());
    return families;
}

QSize readSize(Settings &settings)
{
    static const QRegularExpression form(u"^(\\d{1,5})x(\\d{1,5})$"_s);
    const QRegularExpressionMatch match = form.match(settings.text(sizeFlag));
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (size.expandedTo(smallestSize) != size || size.boundedTo(largestSize) != size)
        settings.fail(sizeFlag, u"must be WIDTHxHEIGHT from 360x480 to 7680x4320"_s);
    return size;
}

std::optional<GrabSettings> readGrab(Settings &settings)
{
    if (!settings.isSet(grabFlag)) {
        for (const QString &flag : {afterFlag, grabAnywayFlag}) {
            if (settings.isSet(flag))
                settings.failSecretly(flag, u"has an effect with --grab only; give --grab FILE.png, too"_s);
        }
        return {};
    }
    const QFileInfo file(settings.text(grabFlag));
    const QFileInfo folder(file.absolutePath());
    if (file.suffix().compare("png"_L1, Qt::CaseInsensitive) != 0)
        settings.fail(grabFlag, u"must end in .png"_s);
    else if (!folder.isDir() || !folder.isWritable() || (file.exists() && !file.isWritable()))
        settings.fail(grabFlag, u"cannot be written there"_s);
    return GrabSettings{file.filePath(), settings.seconds(afterFlag, 0.1, 86400), settings.isOn(grabAnywayFlag)};
}

bool hasDisplay(const QProcessEnvironment &environment)
{
    const auto isSet = [&](const char *name) { return !environment.value(QLatin1String(name)).isEmpty(); };
    return isSet(platformVariable) || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
}

Connection readConnection(Settings &settings)
{
    using Kind = Connection::Kind;
    Connection result;
    if (settings.isOn(demoFlag)) {
        result.kind = Kind::Demo;
        refuseTogether(settings, demoFlag, connectionFlags);
        return result;
    }
    if (settings.isSet(redisFlag))
        result.redis = readRedisUrl(settings, redisFlag);
    result.ssh = readSsh(settings, result.redis);
    const std::optional<QUrl> gateway = readGateway(settings);
    result.gateway = gateway.value_or(QUrl());
    result.gatewayToken = readToken(settings);
    if (settings.isOn(thisMachineFlag) || !(result.redis || gateway))
        result.kind = Kind::ThisMachine;
    else
        result.kind = gateway ? Kind::Gateway : Kind::Redis;
    readKeys(settings, result);
    result.function = readFunction(settings, result.kind == Kind::ThisMachine);
    return result;
}

} // namespace

Settings dashboardSettings()
{
    return {
        u"pulseboard"_s,
        u"The dashboard: shows the results of a function live. Without options such as --redis or --gateway it "
        "shows what it showed last; at the first start it runs the whole chain on this machine."_s,
        {
            {.flag = redisFlag,
             .variable = u"PULSEBOARD_REDIS"_s,
             .valueName = u"URL"_s,
             .help = u"The Redis server: redis://, rediss:// or unix://."_s,
             .display = Setting::Display::Url},
            {.flag = sshFlag,
             .variable = u"PULSEBOARD_SSH"_s,
             .valueName = u"[USER@]HOST[:PORT]"_s,
             .help = u"The machine from which the Redis server is reached, through a tunnel of the system's ssh "
                     "with its configuration and keys. --redis is then the server as that machine sees it; if "
                     "not given, redis://127.0.0.1:6379."_s},
            {.flag = sshIdentityFlag,
             .valueName = u"FILE"_s,
             .help = u"The private key to use instead of those that ssh finds itself; not for --ssh-jump."_s},
            {.flag = sshJumpFlag,
             .valueName = u"[USER@]HOST[:PORT]"_s,
             .help = u"The machine to log in to on the way; separate several with commas."_s},
            {.flag = gatewayFlag,
             .variable = u"PULSEBOARD_GATEWAY"_s,
             .valueName = u"URL"_s,
             .help = u"The gateway to follow, instead of a Redis server: http:// or https://, as in a browser, or "
                     "ws:// or wss://; also below a path, as in https://host/pulse/."_s,
             .display = Setting::Display::Url},
            {.flag = tokenFileFlag,
             .variable = u"PULSEBOARD_GATEWAY_TOKEN_FILE"_s,
             .valueName = u"FILE"_s,
             .help = u"For a gateway that asks for a token: the file whose first line is the token."_s},
            {.flag = outputKeyFlag,
             .variable = u"PULSEBOARD_OUTPUT_KEY"_s,
             .valueName = u"KEY"_s,
             .help =
                 u"The key that the results are written to; optional with --gateway, whose first key is shown then."_s},
            {.flag = inputKeyFlag,
             .variable = u"PULSEBOARD_INPUT_KEY"_s,
             .valueName = u"KEY"_s,
             .defaultValue = QString::fromUtf8(Connection().inputKey),
             .help = u"The key of the measurements; it is read if results are stored without their measurements."_s},
            {.flag = thisMachineFlag,
             .help = u"Run the whole chain on this machine; with --redis on that server, else on a private "
                     "one."_s},
            {.flag = demoFlag,
             .help = u"Show made-up results of a machine that does not exist, to see what the dashboard does."_s},
            {.flag = functionFlag,
             .valueName = u"FILE"_s,
             .help = u"The Python file or zip to run on this machine, instead of the sample function."_s},
            {.flag = viewFlag,
             .valueName = u"VIEW"_s,
             .defaultValue = u"overview"_s,
             .help = u"The first view: %1."_s.arg(alternatives(pageNames()))},
            {.flag = rangeFlag,
             .valueName = u"RANGE"_s,
             .defaultValue = u"auto"_s,
             .help = u"How much time the charts show at first: %1; auto grows with the data, up to 5m."_s.arg(
                 alternatives(rangeNames()))},
            {.flag = familiesFlag,
             .variable = u"PULSEBOARD_FAMILIES"_s,
             .valueName = u"FILE.json"_s,
             .help = u"A file that defines what further names in results mean; see docs/reference/families.md."_s},
            {.flag = notifyFlag, .help = u"Show critical events as desktop notifications, too."_s},
            {.flag = themeFlag,
             .valueName = u"THEME"_s,
             .defaultValue = u"auto"_s,
             .help = u"light, dark, or auto: the desktop's theme."_s},
            {.flag = languageFlag,
             .valueName = u"LANGUAGE"_s,
             .defaultValue = u"auto"_s,
             .help = u"Language of texts and numbers: %1, or auto: the system's language."_s.arg(
                 Language::names().sliced(1).join(u", "_s))},
            {.flag = sizeFlag,
             .valueName = u"WIDTHxHEIGHT"_s,
             .defaultValue = u"1100x700"_s,
             .help = u"The initial size of the window."_s},
            {.flag = forFlag, .valueName = u"SECONDS"_s, .help = u"Close the window after this time."_s},
            {.flag = grabFlag,
             .valueName = u"FILE.png"_s,
             .help = u"Draw the window into a picture and exit; needs no display. Without a result to show it "
                     "exits with an error."_s},
            {.flag = grabAnywayFlag, .help = u"With --grab: draw the picture even if there is no result to show."_s},
            {.flag = afterFlag,
             .valueName = u"SECONDS"_s,
             .defaultValue = u"5"_s,
             .help = u"When to draw the picture, counted from the start."_s},
        }};
}

DashboardSettings readDashboardSettings(Settings &settings)
{
    DashboardSettings result;
    result.connection = readConnection(settings);
    if (settings.isSet(forFlag))
        result.runFor = settings.seconds(forFlag, 1, 86400 * 365);
    result.window = {readTheme(settings), readView(settings), readFamilies(settings), settings.isOn(notifyFlag),
                     readLanguage(settings)};
    result.size = readSize(settings);
    result.hasConnection =
        std::ranges::any_of(connectionFlags, [&settings](const QString &flag) { return settings.isSet(flag); });
    result.hasTheme = settings.isSet(themeFlag);
    result.hasLanguage = settings.isSet(languageFlag);
    result.hasView = settings.isSet(viewFlag);
    result.hasRange = settings.isSet(rangeFlag);
    result.hasSize = settings.isSet(sizeFlag);
    result.grab = readGrab(settings);
    return result;
}

Result<void> preparePlatform(const DashboardSettings &settings, const QProcessEnvironment &environment)
{
    if (settings.grab && environment.value(QLatin1String(platformVariable)).isEmpty()) {
        qputenv(platformVariable, "offscreen");
        return {};
    }
    if (!hasDisplay(environment))
        return Error{u"There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it on a "
                     "desktop, or draw a picture with --grab FILE.png"_s};
    return {};
}

} // namespace pulse
