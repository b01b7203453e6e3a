// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dashboardsettings.h"

#include "app/desktop/connections/gatewayurl.h"
#include "app/window/language.h"
#include "common/core/tokenfile.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace pulse {
namespace {

const QString redisFlag = QStringLiteral("redis");
const QString sshFlag = QStringLiteral("ssh");
const QString sshIdentityFlag = QStringLiteral("ssh-identity");
const QString sshJumpFlag = QStringLiteral("ssh-jump");
const QString gatewayFlag = QStringLiteral("gateway");
const QString tokenFileFlag = QStringLiteral("gateway-token-file");
const QString outputKeyFlag = QStringLiteral("output-key");
const QString inputKeyFlag = QStringLiteral("input-key");
const QString thisMachineFlag = QStringLiteral("this-machine");
const QString demoFlag = QStringLiteral("demo");
const QString functionFlag = QStringLiteral("function");
const QString viewFlag = QStringLiteral("view");
const QString rangeFlag = QStringLiteral("range");
const QString familiesFlag = QStringLiteral("families");
const QString notifyFlag = QStringLiteral("notify");
const QString themeFlag = QStringLiteral("theme");
const QString languageFlag = QStringLiteral("language");
const QString sizeFlag = QStringLiteral("size");
const QString forFlag = QStringLiteral("for");
const QString grabFlag = QStringLiteral("grab");
const QString grabAnywayFlag = QStringLiteral("grab-anyway");
const QString afterFlag = QStringLiteral("after");

const QStringList connectionFlags{redisFlag,    sshFlag,      gatewayFlag,     tokenFileFlag, outputKeyFlag,
                                  inputKeyFlag, functionFlag, thisMachineFlag, demoFlag};

constexpr QSize smallestSize(360, 480);
constexpr QSize largestSize(7680, 4320);

const char platformVariable[] = "QT_QPA_PLATFORM";

std::optional<QUrl> readGateway(Settings &settings)
{
    if (!settings.isSet(gatewayFlag))
        return {};
    const Result<QUrl> url = feedUrl(settings.text(gatewayFlag));
    if (!url) {
        settings.failSecretly(gatewayFlag, url.error().message);
        return QUrl();
    }
    for (const QString &other : {redisFlag, thisMachineFlag}) {
        if (settings.isSet(other))
            settings.failSecretly(
                gatewayFlag,
                QStringLiteral("cannot be given together with %1; give one of them").arg(settings.nameOf(other)));
    }
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

/// `redis` is the server at the other end: where none is named, the one on that machine.
std::optional<SshTunnel::Options> readSsh(Settings &settings, std::optional<RedisUrl> &redis)
{
    if (!settings.isSet(sshFlag)) {
        for (const QString &flag : {sshIdentityFlag, sshJumpFlag}) {
            if (settings.isSet(flag))
                settings.fail(flag, QStringLiteral("needs --ssh (or PULSEBOARD_SSH), the machine to log in to"));
        }
        return {};
    }
    SshTunnel::Options ssh;
    ssh.destination = readDestination(settings);
    ssh.jumps = readJumps(settings);
    ssh.identityFile = settings.text(sshIdentityFlag);
    if (!ssh.identityFile.isEmpty() && !QFileInfo(ssh.identityFile).isReadable())
        settings.fail(sshIdentityFlag, QStringLiteral("no such file, or not readable"));
    if (settings.isSet(gatewayFlag) || settings.isOn(thisMachineFlag))
        settings.fail(sshFlag,
                      QStringLiteral("is the way to a Redis server; give that with --redis, and neither --gateway "
                                     "nor --this-machine"));
    redis = redis.value_or(RedisUrl());
    if (redis->scheme == RedisUrl::Scheme::Unix)
        settings.failSecretly(redisFlag, QStringLiteral("with --ssh, must be redis:// or rediss://"));
    return ssh;
}

QByteArray readToken(Settings &settings)
{
    if (!settings.isSet(tokenFileFlag))
        return {};
    const Result<QByteArray> token = readTokenFile(settings.text(tokenFileFlag));
    if (!settings.isSet(gatewayFlag))
        settings.fail(tokenFileFlag,
                      QStringLiteral("needs --gateway (or PULSEBOARD_GATEWAY), the gateway that the token is for"));
    else if (!token)
        settings.fail(tokenFileFlag, token.error().message);
    return token ? *token : QByteArray();
}

void refuseKeyHere(Settings &settings, const QString &flag, const QString &needed)
{
    if (settings.isSet(flag))
        settings.fail(flag, QStringLiteral("needs %1, where this key is stored").arg(needed));
}

void readKeys(Settings &settings, Connection &result)
{
    const QString redis = QStringLiteral("--redis (or PULSEBOARD_REDIS)");
    const bool isHere = result.kind == Connection::Kind::ThisMachine;
    const bool isGateway = result.kind == Connection::Kind::Gateway;
    if (isHere)
        refuseKeyHere(settings, outputKeyFlag, redis + QStringLiteral(" or --gateway"));
    else
        result.outputKey = (isGateway ? settings.text(outputKeyFlag) : settings.required(outputKeyFlag)).toUtf8();
    if (isGateway && settings.isSet(inputKeyFlag))
        settings.fail(inputKeyFlag, QStringLiteral("only with --redis; a gateway knows its own input key"));
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
        settings.fail(functionFlag, QStringLiteral("only with --this-machine, or without --redis and --gateway"));
    else if (!QFileInfo(file).isReadable())
        settings.fail(functionFlag, QStringLiteral("no such file, or not readable"));
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
    return {static_cast<NavigationRail::Page>(settings.choice(viewFlag, pageNames())),
            TimeWindow::lengths().at(settings.choice(rangeFlag, rangeNames()))};
}

/// The table that comes along, and what the user's own adds to it.
MetricFamilies readFamilies(Settings &settings)
{
    MetricFamilies families = MetricFamilies::standard();
    if (!settings.isSet(familiesFlag))
        return families;
    QFile file(settings.text(familiesFlag));
    if (!file.open(QIODevice::ReadOnly))
        settings.fail(familiesFlag, QStringLiteral("cannot be read: %1").arg(file.errorString()));
    else if (const Result<void> extended = families.extend(file.readAll(), file.fileName()); !extended)
        settings.fail(extended.error());
    return families;
}

QSize readSize(Settings &settings)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const QRegularExpressionMatch match = form.match(settings.text(sizeFlag));
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (size.expandedTo(smallestSize) != size || size.boundedTo(largestSize) != size)
        settings.fail(sizeFlag, QStringLiteral("must be WIDTHxHEIGHT from 360x480 to 7680x4320"));
    return size;
}

std::optional<GrabSettings> readGrab(Settings &settings)
{
    if (!settings.isSet(grabFlag)) {
        for (const QString &flag : {afterFlag, grabAnywayFlag}) {
            if (settings.isSet(flag))
                settings.failSecretly(flag,
                                      QStringLiteral("has an effect with --grab only; give --grab FILE.png, too"));
        }
        return {};
    }
    const QFileInfo file(settings.text(grabFlag));
    const QFileInfo folder(file.absolutePath());
    if (file.suffix().compare(QLatin1String("png"), Qt::CaseInsensitive) != 0)
        settings.fail(grabFlag, QStringLiteral("must end in .png"));
    else if (!folder.isDir() || !folder.isWritable() || (file.exists() && !file.isWritable()))
        settings.fail(grabFlag, QStringLiteral("cannot be written there"));
    return GrabSettings{file.filePath(), settings.seconds(afterFlag, 0.1, 86400), settings.isOn(grabAnywayFlag)};
}

bool hasDisplay(const QProcessEnvironment &environment)
{
    for (const char *variable : {platformVariable, "DISPLAY", "WAYLAND_DISPLAY"}) {
        if (!environment.value(QLatin1String(variable)).isEmpty())
            return true;
    }
    return false;
}

/// Nothing else of a connection can be given with it.
void readDemo(Settings &settings, Connection &result)
{
    result.kind = Connection::Kind::Demo;
    for (const QString &other : connectionFlags) {
        if (other != demoFlag && settings.isSet(other))
            settings.failSecretly(
                demoFlag,
                QStringLiteral("cannot be given together with %1; give one of them").arg(settings.nameOf(other)));
    }
}

Connection readConnection(Settings &settings)
{
    using Kind = Connection::Kind;
    Connection result;
    if (settings.isOn(demoFlag)) {
        readDemo(settings, result);
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
        QStringLiteral("pulseboard"),
        QStringLiteral(
            "The dashboard: shows the results of a function live. Without options such as --redis or --gateway it "
            "shows what it showed last; at the first start it runs the whole chain on this machine."),
        {
            {redisFlag,
             QStringLiteral("PULSEBOARD_REDIS"),
             QStringLiteral("URL"),
             QString(),
             QStringLiteral("The Redis server: redis://, rediss:// or unix://."),
             {},
             Setting::Display::Url},
            {sshFlag, QStringLiteral("PULSEBOARD_SSH"), QStringLiteral("[USER@]HOST[:PORT]"), QString(),
             QStringLiteral("The machine from which the Redis server is reached, through a tunnel of the system's ssh "
                            "with its configuration and keys. --redis is then the server as that machine sees it; if "
                            "not given, redis://127.0.0.1:6379.")},
            {sshIdentityFlag, QString(), QStringLiteral("FILE"), QString(),
             QStringLiteral("The private key to log in with, in addition to those that ssh finds itself.")},
            {sshJumpFlag, QString(), QStringLiteral("[USER@]HOST[:PORT]"), QString(),
             QStringLiteral("The machine to log in to on the way; separate several with commas.")},
            {gatewayFlag,
             QStringLiteral("PULSEBOARD_GATEWAY"),
             QStringLiteral("URL"),
             QString(),
             QStringLiteral(
                 "The gateway to follow, instead of a Redis server: http:// or https://, as in a browser, or "
                 "ws:// or wss://; also below a path, as in https://host/pulse/."),
             {},
             Setting::Display::Url},
            {tokenFileFlag, QStringLiteral("PULSEBOARD_GATEWAY_TOKEN_FILE"), QStringLiteral("FILE"), QString(),
             QStringLiteral("For a gateway that asks for a token: the file whose first line is the token.")},
            {outputKeyFlag, QStringLiteral("PULSEBOARD_OUTPUT_KEY"), QStringLiteral("KEY"), QString(),
             QStringLiteral(
                 "The key that the results are written to; optional with --gateway, whose first key is shown then.")},
            {inputKeyFlag, QStringLiteral("PULSEBOARD_INPUT_KEY"), QStringLiteral("KEY"), QStringLiteral("metrics"),
             QStringLiteral(
                 "The key of the measurements; it is read if results are stored without their measurements.")},
            {thisMachineFlag, QString(), QString(), QString(),
             QStringLiteral("Run the whole chain on this machine; with --redis on that server, else on a private "
                            "one.")},
            {demoFlag, QString(), QString(), QString(),
             QStringLiteral("Show made-up results of a machine that does not exist, to see what the dashboard does.")},
            {functionFlag, QString(), QStringLiteral("FILE"), QString(),
             QStringLiteral("The Python file or zip to run on this machine, instead of the sample function.")},
            {viewFlag, QString(), QStringLiteral("VIEW"), QStringLiteral("overview"),
             QStringLiteral("The first view: overview, cpus, system, function or data.")},
            {rangeFlag, QString(), QStringLiteral("RANGE"), QStringLiteral("5m"),
             QStringLiteral("How much time the charts show at first: 1m, 5m, 15m, 1h or 6h.")},
            {familiesFlag, QStringLiteral("PULSEBOARD_FAMILIES"), QStringLiteral("FILE.json"), QString(),
             QStringLiteral("A file that defines what further names in results mean; see docs/families.md.")},
            {notifyFlag, QString(), QString(), QString(),
             QStringLiteral("Show critical events as desktop notifications, too.")},
            {themeFlag, QString(), QStringLiteral("THEME"), QStringLiteral("auto"),
             QStringLiteral("light, dark, or auto: as the desktop has it.")},
            {languageFlag, QString(), QStringLiteral("LANGUAGE"), QStringLiteral("auto"),
             QStringLiteral("Language of texts and numbers: en, pt_BR, or auto: as the system has it.")},
            {sizeFlag, QString(), QStringLiteral("WIDTHxHEIGHT"), QStringLiteral("1100x700"),
             QStringLiteral("The initial size of the window.")},
            {forFlag, QString(), QStringLiteral("SECONDS"), QString(),
             QStringLiteral("Close the window after this time.")},
            {grabFlag, QString(), QStringLiteral("FILE.png"), QString(),
             QStringLiteral("Draw the window into a picture and exit; needs no display. Without a result to show it "
                            "exits with an error.")},
            {grabAnywayFlag, QString(), QString(), QString(),
             QStringLiteral("With --grab: draw the picture even if there is no result to show.")},
            {afterFlag, QString(), QStringLiteral("SECONDS"), QStringLiteral("5"),
             QStringLiteral("When to draw the picture, counted from the start.")},
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
        return Error{QStringLiteral("There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it on a "
                                    "desktop, or draw a picture with --grab FILE.png")};
    return {};
}

} // namespace pulse
