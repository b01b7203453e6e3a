// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "runtime/core/runtimesettings.h"
#include "runtime/service/supervisor.h"
#include "runtime/worker/workermain.h"

#include <QCoreApplication>

using namespace pulse;

namespace {

Q_LOGGING_CATEGORY(log, "runtime")

int runSupervisor(const RuntimeSettings &settings)
{
    installLogging();
    TerminationSignals signals;
    qCInfo(log).noquote() << "pulseboard-runtime" << PULSEBOARD_VERSION << "on" << settings.redis.display() << "reads"
                          << QString::fromUtf8(settings.inputKey) << "and writes"
                          << (settings.outputKey.isEmpty() ? QStringLiteral("nothing")
                                                           : QString::fromUtf8(settings.outputKey));
    if (settings.outputKey.isEmpty())
        qCWarning(log) << "REDIS_OUTPUT_KEY (--output-key) is not set: the results are dropped";
    Supervisor supervisor(QCoreApplication::arguments().mid(1));
    QObject::connect(&signals, &TerminationSignals::received, &supervisor, &Supervisor::stop);
    QObject::connect(&supervisor, &Supervisor::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    supervisor.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    Settings settings = makeRuntimeSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const RuntimeSettings values = readRuntimeSettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    return values.worker ? runWorker(values) : runSupervisor(values);
}
