// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "common/core/utf8locale.h"
#include "runtime/collector/collectorsettings.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <thread>

using namespace pulse;

namespace {

int printOnce(const CollectorOptions &options)
{
    Measurer measurer(ProcReader(options.root), options.interface);
    measurer.measure(std::chrono::system_clock::now());
    std::this_thread::sleep_for(firstPause(options.period));
    const Measurement measurement = measurer.measure(std::chrono::system_clock::now());
    GapLog().update(measurement.gaps);
    if (std::puts(measurement.json.constData()) >= 0 && std::fflush(stdout) == 0)
        return 0;
    std::fprintf(stderr, "pulseboard-collector: cannot write the measurement: %s\n", std::strerror(errno));
    return 1;
}

int collect(int &argc, char *argv[], const CollectorOptions &options)
{
    const QCoreApplication application(argc, argv);
    const TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::received, &application, &QCoreApplication::quit);
    Collector collector(options);
    collector.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    useUtf8Locale();
    installLogging();
    Settings settings = collectorSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const CollectorOptions options = readCollectorOptions(settings);
    if (const auto code = settings.reportError())
        return *code;
    settings.logWarnings();
    return options.once ? printOnce(options) : collect(argc, argv, options);
}
