// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "common/core/utf8locale.h"
#include "runtime/check/check.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/service/healthserver.h"
#include "runtime/service/runtimelog.h"
#include "runtime/service/supervisor.h"
#include "runtime/worker/workermain.h"

#include <QCoreApplication>

using namespace pulse;

namespace {

/// Without HTTP the function is called all the same, so a port in use is only a warning.
void listen(HealthServer &server, const ListenAddress &where)
{
    if (where.port == 0)
        return;
    const Result<quint16> listening = server.listen(where);
    if (listening)
        qCInfo(runtimeLog).noquote() << "Listens on" << where.text() << "for /livez, /readyz, /metrics and /errors";
    else
        qCWarning(runtimeLog).noquote() << u"HTTP_ADDRESS=%1, HTTP_PORT=%2: %3; continues without HTTP"_s
                                               .arg(where.hostText())
                                               .arg(where.port)
                                               .arg(listening.error().message);
}

int runSupervisor(const RuntimeSettings &values, const Settings &settings)
{
    TerminationSignals signals;
    qCInfo(runtimeLog).noquote() << "pulseboard-runtime" << versionText();
    for (const QString &line : settings.summary())
        qCInfo(settingsLog).noquote() << line;
    qCInfo(settingsLog).noquote() << "The function is taken from" << values.function.place;
    settings.logWarnings();
    Result<CallBoard> board = CallBoard::make();
    if (!board) {
        qCCritical(runtimeLog).noquote() << board.error().message;
        return 1;
    }
    Supervisor supervisor(values, settings.arguments(), *std::move(board));
    QObject::connect(&signals, &TerminationSignals::received, &supervisor, &Supervisor::stop);
    QObject::connect(&supervisor, &Supervisor::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    HealthServer health([&supervisor] { return supervisor.status(); }, [&supervisor] { return supervisor.result(); },
                        values.httpHosts);
    listen(health, values.http);
    supervisor.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    useUtf8Locale();
    Settings settings = makeRuntimeSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const RuntimeSettings values = readRuntimeSettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    installLogging(values.logFormat);
    // Qt's own event loop is faster between a reply and the call than GLib's. The function's children must not inherit
    // the variable.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    qunsetenv("QT_NO_GLIB");
    if (values.worker)
        return runWorker(values);
    return values.check ? runCheck(values) : runSupervisor(values, settings);
}
