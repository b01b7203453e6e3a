// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/gatewaysettings.h"

#include "common/core/tokenfile.h"
#include "common/redis/redissettings.h"

#include <QUrl>

namespace pulse {
namespace {

const QString listenFlag = QStringLiteral("listen");
const QString inputKeyFlag = QStringLiteral("input-key");
const QString outputKeyFlag = QStringLiteral("output-key");
const QString webFlag = QStringLiteral("web");
const QString hostFlag = QStringLiteral("allow-host");
const QString originFlag = QStringLiteral("allow-origin");
const QString tokenFlag = QStringLiteral("token-file");
const QString certificateFlag = QStringLiteral("tls-certificate");
const QString keyFlag = QStringLiteral("tls-key");
const QString clientsFlag = QStringLiteral("max-clients");
const QString perAddressFlag = QStringLiteral("max-per-address");
const QString proxyFlag = QStringLiteral("trusted-proxy");

constexpr qsizetype shortestToken = 16;

QByteArrayList readOutputKeys(Settings &settings)
{
    settings.required(outputKeyFlag);
    QByteArrayList keys;
    for (const QString &key : settings.list(outputKeyFlag))
        keys.append(key.toUtf8());
    return keys;
}

QStringList readOrigins(Settings &settings)
{
    const QStringList origins = settings.list(originFlag);
    for (const QString &origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        if (!isWeb || url.host().isEmpty() || url.adjusted(QUrl::RemovePath).toString() != origin)
            settings.fail(originFlag, QStringLiteral("%1 must be like https://name or https://name:port").arg(origin));
    }
    return origins;
}

QByteArray readToken(Settings &settings)
{
    if (!settings.isSet(tokenFlag))
        return {};
    const Result<QByteArray> token = readTokenFile(settings.text(tokenFlag));
    if (!token)
        settings.fail(tokenFlag, token.error().message);
    else if (token->size() < shortestToken)
        settings.fail(tokenFlag, QStringLiteral("the token in it has to have %1 characters at least; make one with "
                                                "openssl rand -hex 24")
                                     .arg(shortestToken));
    return token ? *token : QByteArray();
}

void readTls(Settings &settings, GatewaySettings &result)
{
    result.tlsCertificate = settings.text(certificateFlag);
    result.tlsKey = settings.text(keyFlag);
    if (result.tlsCertificate.isEmpty() != result.tlsKey.isEmpty())
        settings.fail(result.tlsKey.isEmpty() ? certificateFlag : keyFlag,
                      QStringLiteral("a certificate and its key are given together"));
}

TrustedProxies readProxies(Settings &settings)
{
    TrustedProxies proxies;
    for (const QString &text : settings.list(proxyFlag)) {
        if (!proxies.add(text))
            settings.fail(
                proxyFlag,
                QStringLiteral("%1 must be an address or a network, like 10.0.0.7 or 10.42.0.0/16").arg(text));
    }
    return proxies;
}

} // namespace

Settings makeGatewaySettings()
{
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    return {
        s("pulseboard-gateway"),
        s("Tells the results of functions, live, to browsers and other dashboards: over a WebSocket, with one "
          "connection to Redis for all of them."),
        QList<Setting>{{listenFlag, s("GATEWAY_LISTEN"), s("ADDRESS:PORT"), s("0.0.0.0:53004"),
                        s("Where to listen for browsers.")}} +
            redisServerSettings() +
            QList<Setting>{
                {inputKeyFlag, s("REDIS_INPUT_KEY"), s("KEY"), s("metrics"),
                 s("The key of the measurements; read where the results do not come with theirs."), inputKeyAliases()},
                {.flag = outputKeyFlag,
                 .variable = s("REDIS_OUTPUT_KEY"),
                 .valueName = s("KEY"),
                 .help = s("The key that the results are written to; several with commas between them, or one "
                           "after the other."),
                 .aliases = outputKeyAliases(),
                 .several = true},
                {webFlag,
                 s("GATEWAY_WEB"),
                 s("FOLDER"),
                 {},
                 s("The web dashboard to serve; as long as no index.html is there, a small page that comes along.")},
                {.flag = hostFlag,
                 .variable = s("GATEWAY_ALLOW_HOST"),
                 .valueName = s("NAME"),
                 .help = s("A name under which browsers reach this gateway, beside addresses, localhost and this "
                           "machine's name; several as above."),
                 .several = true},
                {.flag = originFlag,
                 .variable = s("GATEWAY_ALLOW_ORIGIN"),
                 .valueName = s("ORIGIN"),
                 .help = s("Another site whose pages may use this gateway, like https://name; several as above."),
                 .several = true},
                {tokenFlag,
                 s("GATEWAY_TOKEN_FILE"),
                 s("FILE"),
                 {},
                 s("A file with the token that everybody has to know; without it, whoever reaches this gateway "
                   "may read the results.")},
                {certificateFlag,
                 s("GATEWAY_TLS_CERTIFICATE"),
                 s("FILE.pem"),
                 {},
                 s("The certificate for TLS, with those between it and its authority; read again when it "
                   "changes.")},
                {keyFlag, s("GATEWAY_TLS_KEY"), s("FILE.pem"), {}, s("The key of the certificate.")},
                {clientsFlag, s("GATEWAY_MAX_CLIENTS"), s("COUNT"), s("2000"), s("Clients that may follow at a time.")},
                {perAddressFlag,
                 s("GATEWAY_MAX_PER_ADDRESS"),
                 s("COUNT"),
                 {},
                 s("Clients that one address (of IPv6 one /64) may have at a time, and as many other connections; "
                   "without it, an eighth of the places. More where many people share one address.")},
                {.flag = proxyFlag,
                 .variable = s("GATEWAY_TRUSTED_PROXY"),
                 .valueName = s("ADDRESS[/BITS]"),
                 .help = s("A proxy in front of this gateway, or the network of several, whose header X-Forwarded-For "
                           "says which client a request came from; several as above."),
                 .several = true},
                logFormatSetting(),
            }};
}

GatewaySettings readGatewaySettings(Settings &settings)
{
    GatewaySettings result;
    result.listen = readListenAddress(settings, listenFlag);
    result.redis = readRedisServer(settings);
    result.inputKey = settings.text(inputKeyFlag).toUtf8();
    result.outputKeys = readOutputKeys(settings);
    result.web = settings.folder(webFlag);
    result.access = {readAllowedHosts(settings, hostFlag), readOrigins(settings), readToken(settings)};
    readTls(settings, result);
    result.clients = settings.integer(clientsFlag, 1, 100'000);
    if (settings.isSet(perAddressFlag))
        result.perAddress = settings.integer(perAddressFlag, 1, 100'000);
    result.proxies = readProxies(settings);
    result.logFormat = readLogFormat(settings);
    return result;
}

} // namespace pulse
