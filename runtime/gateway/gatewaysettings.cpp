// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/gatewaysettings.h"

#include "common/core/literals.h"
#include "common/core/tokenfile.h"
#include "common/redis/redissettings.h"
#include "common/results/outputkeys.h"

#include <QUrl>

namespace pulse {
namespace {

const QString listenFlag = u"listen"_s;
const QString inputKeyFlag = u"input-key"_s;
const QString outputKeyFlag = u"output-key"_s;
const QString webFlag = u"web"_s;
const QString hostFlag = u"allow-host"_s;
const QString originFlag = u"allow-origin"_s;
const QString tokenFlag = u"token-file"_s;
const QString certificateFlag = u"tls-certificate"_s;
const QString keyFlag = u"tls-key"_s;
const QString clientsFlag = u"max-clients"_s;
const QString perAddressFlag = u"max-per-address"_s;
const QString proxyFlag = u"trusted-proxy"_s;

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
        const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
        if (!isWeb || url.host().isEmpty() || url.adjusted(QUrl::RemovePath).toString() != origin)
            settings.failItem(originFlag, origin, u"must be like https://name or https://name:port"_s);
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
        settings.fail(tokenFlag, u"the token in it must have at least %1 characters; make one with "
                                 "openssl rand -hex 24"_s.arg(shortestToken));
    return token ? *token : QByteArray();
}

void readTls(Settings &settings, GatewaySettings &result)
{
    result.tlsCertificate = settings.text(certificateFlag);
    result.tlsKey = settings.text(keyFlag);
    if (result.tlsCertificate.isEmpty() != result.tlsKey.isEmpty())
        settings.fail(result.tlsKey.isEmpty() ? certificateFlag : keyFlag,
                      u"give the certificate (--tls-certificate) and its key (--tls-key) together"_s);
}

TrustedProxies readProxies(Settings &settings)
{
    TrustedProxies proxies;
    for (const QString &text : settings.list(proxyFlag)) {
        if (!proxies.add(text))
            settings.failItem(proxyFlag, text, u"must be an address or a network, like 10.0.0.7 or 10.42.0.0/16"_s);
    }
    return proxies;
}

} // namespace

Settings makeGatewaySettings()
{
    return {
        u"pulseboard-gateway"_s,
        u"Sends the results of functions, live, to browsers and other dashboards over WebSockets, with one connection "
        "to Redis for all of them."_s,
        QList<Setting>{{.flag = listenFlag,
                        .variable = u"GATEWAY_LISTEN"_s,
                        .valueName = u"ADDRESS:PORT"_s,
                        .defaultValue = u"0.0.0.0:53004"_s,
                        .help = u"IP address and port to listen on for browsers and dashboards."_s}} +
            redisServerSettings() +
            QList<Setting>{
                {.flag = inputKeyFlag,
                 .variable = u"REDIS_INPUT_KEY"_s,
                 .valueName = u"KEY"_s,
                 .defaultValue = QString::fromLatin1(defaultInputKey),
                 .help = u"The key of the measurements; it is read if results are stored without their measurements."_s,
                 .aliases = inputKeyAliases()},
                {.flag = outputKeyFlag,
                 .variable = u"REDIS_OUTPUT_KEY"_s,
                 .valueName = u"KEY"_s,
                 .help = u"The key that the results are written to. For several, separate them with commas or "
                         "repeat the flag."_s,
                 .aliases = outputKeyAliases(),
                 .several = true},
                {.flag = webFlag,
                 .variable = u"GATEWAY_WEB"_s,
                 .valueName = u"FOLDER"_s,
                 .help = u"The folder of the web dashboard to serve; as long as it has no index.html, a small "
                         "built-in page is served."_s},
                {.flag = hostFlag,
                 .variable = u"GATEWAY_ALLOW_HOST"_s,
                 .valueName = u"NAME"_s,
                 .help = u"A host name under which browsers reach this gateway, besides addresses, localhost and "
                         "this machine's name. For several, separate them with commas or repeat the flag."_s,
                 .several = true},
                {.flag = originFlag,
                 .variable = u"GATEWAY_ALLOW_ORIGIN"_s,
                 .valueName = u"ORIGIN"_s,
                 .help = u"Another site whose pages may use this gateway, like https://name. For several, separate "
                         "them with commas or repeat the flag."_s,
                 .several = true},
                {.flag = tokenFlag,
                 .variable = u"GATEWAY_TOKEN_FILE"_s,
                 .valueName = u"FILE"_s,
                 .help = u"A file whose first line is the token that every client has to give; without it, "
                         "everybody who reaches this gateway may read the results."_s},
                {.flag = certificateFlag,
                 .variable = u"GATEWAY_TLS_CERTIFICATE"_s,
                 .valueName = u"FILE.pem"_s,
                 .help = u"The certificate for TLS, followed by the intermediate ones; it is read again when it "
                         "changes."_s},
                {.flag = keyFlag,
                 .variable = u"GATEWAY_TLS_KEY"_s,
                 .valueName = u"FILE.pem"_s,
                 .help = u"The private key of the certificate."_s},
                {.flag = clientsFlag,
                 .variable = u"GATEWAY_MAX_CLIENTS"_s,
                 .valueName = u"COUNT"_s,
                 .defaultValue = u"2000"_s,
                 .help = u"How many clients may follow at a time."_s},
                {.flag = perAddressFlag,
                 .variable = u"GATEWAY_MAX_PER_ADDRESS"_s,
                 .valueName = u"COUNT"_s,
                 .help = u"How many clients one address (in IPv6, one /64 network) may have at a time, and how "
                         "many other connections; if not given, an eighth of all. Increase it if many people "
                         "share one address."_s},
                {.flag = proxyFlag,
                 .variable = u"GATEWAY_TRUSTED_PROXY"_s,
                 .valueName = u"ADDRESS[/BITS]"_s,
                 .help = u"The address of a proxy in front of this gateway, or the network of several, whose header "
                         "X-Forwarded-For is trusted to name the client. For several, separate them with commas or "
                         "repeat the flag."_s,
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
