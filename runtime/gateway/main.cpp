// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "common/core/utf8locale.h"
#include "runtime/gateway/gateway.h"
#include "runtime/gateway/gatewaylog.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

#include <sys/resource.h>

using namespace pulse;

namespace {

/// Reduces the limits to the number of files that the process may open: each client is one file, as are other
/// connections and the files sent to them. One must remain free for the next connection: without it, Qt tries endlessly
/// to accept. The usual soft limit of 1,024 can be raised up to the hard limit.
GatewayLimits limitToOpenFiles(GatewaySettings &values)
{
    constexpr qsizetype others = 128; // Redis, the log, watched files
    GatewayLimits limits;
    const auto wanted = static_cast<rlim_t>(values.clients + 2 * limits.http.connections + others);
    rlimit files = {};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = std::min(std::max(files.rlim_cur, wanted), files.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur >= wanted)
        return limits;
    const qsizetype left = std::max<qsizetype>(static_cast<qsizetype>(files.rlim_cur) - others, 8);
    limits.http.connections = std::min(limits.http.connections, left / 4);
    values.clients = std::min(values.clients, left - 2 * limits.http.connections);
    qCWarning(gatewayLog) << "The system allows" << files.rlim_cur << "open files (ulimit -n): accepts at most"
                          << values.clients << "clients";
    return limits;
}

void logStart(const GatewaySettings &values, const Settings &settings)
{
    qCInfo(gatewayLog).noquote() << "pulseboard-gateway" << versionText();
    for (const QString &line : settings.summary())
        qCInfo(settingsLog).noquote() << line;
    settings.logWarnings();
    if (!values.web.isEmpty() && !QFileInfo::exists(values.web + u"/index.html"_s))
        qCWarning(gatewayLog).noquote() << "There is no index.html in" << values.web
                                        << "yet: until there is, browsers get a small built-in page";
    if (values.access.token.isEmpty() && values.listen.address.isLoopback())
        qCInfo(gatewayLog) << "There is no token (--token-file): every user of this machine can read the results";
    else if (values.access.token.isEmpty())
        qCWarning(gatewayLog)
            << "There is no token (--token-file): everyone who can connect to this gateway can read the results";
    else if (values.tlsCertificate.isEmpty())
        qCWarning(gatewayLog)
            << "There is a token, but no TLS (--tls-certificate): both can be read on the network unless "
               "a proxy or a tunnel uses TLS";
}

int serve(const GatewaySettings &values, const GatewayLimits &limits)
{
    const TerminationSignals signals;
    Gateway gateway(values, limits);
    QObject::connect(&signals, &TerminationSignals::received, &gateway, &Gateway::stop);
    QObject::connect(&gateway, &Gateway::stopped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    const Result<quint16> port = gateway.start();
    if (!port) {
        qCCritical(gatewayLog).noquote() << port.error().message;
        return 1;
    }
    const QString scheme = values.tlsCertificate.isEmpty() ? u"http"_s : u"https"_s;
    const QUrl url = ListenAddress{values.listen.address, *port}.url(scheme);
    qCInfo(gatewayLog).noquote() << "Open" << url.toString() << "in a browser";
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    useUtf8Locale();
    Settings settings = makeGatewaySettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    GatewaySettings values = readGatewaySettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    installLogging(values.logFormat);
    qputenv("QT_NO_GLIB", "1"); // Qt's own event loop is faster with many sockets
    const QCoreApplication application(argc, argv);
    logStart(values, settings);
    const GatewayLimits limits = limitToOpenFiles(values);
    return serve(values, limits);
}
