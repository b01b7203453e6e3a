// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "runtime/gateway/gateway.h"

#include <QCoreApplication>

#include <sys/resource.h>

using namespace pulse;

namespace {

Q_LOGGING_CATEGORY(log, "gateway")
Q_LOGGING_CATEGORY(settingsLog, "settings")

/// Each client is a file, and the usual limit is 1,024.
void raiseFileLimit(qsizetype clients)
{
    const auto wanted = static_cast<rlim_t>(clients) + 2048;
    rlimit limit = {};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(std::max(limit.rlim_cur, wanted), limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < wanted)
        qCWarning(log) << "The system allows" << limit.rlim_cur << "open files (ulimit -n), which is too few for"
                       << clients << "clients";
}

void sayHello(const GatewaySettings &values, const Settings &settings)
{
    qCInfo(log).noquote() << "pulseboard-gateway" << PULSEBOARD_VERSION;
    for (const QString &line : settings.summary())
        qCInfo(settingsLog).noquote() << line;
    if (values.access.token.isEmpty())
        qCWarning(log) << "There is no token (--token-file): whoever reaches this gateway may read the results";
    else if (values.tlsCertificate.isEmpty())
        qCWarning(log) << "There is a token, but no TLS (--tls-certificate): the network between can read both, unless "
                          "a proxy or a tunnel speaks TLS";
}

int serve(const GatewaySettings &values)
{
    const TerminationSignals signals;
    Gateway gateway(values);
    QObject::connect(&signals, &TerminationSignals::received, &gateway, &Gateway::stop);
    QObject::connect(&gateway, &Gateway::stopped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    const Result<quint16> port = gateway.start();
    if (!port) {
        qCCritical(log).noquote() << port.error().message;
        return 1;
    }
    const QString scheme = values.tlsCertificate.isEmpty() ? QStringLiteral("http") : QStringLiteral("https");
    qCInfo(log).noquote() << QStringLiteral("Open %1://%2:%3/ in a browser")
                                 .arg(scheme, values.address.isEqual(QHostAddress::Any) ||
                                                      values.address.isEqual(QHostAddress::AnyIPv4)
                                                  ? QStringLiteral("localhost")
                                                  : values.address.toString())
                                 .arg(*port);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // Qt's own event loop is quicker with many sockets
    const QCoreApplication application(argc, argv);
    Settings settings = makeGatewaySettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const GatewaySettings values = readGatewaySettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    installLogging(values.logFormat);
    sayHello(values, settings);
    raiseFileLimit(values.clients);
    return serve(values);
}
