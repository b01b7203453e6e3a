// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/feedsource.h"
#include "app/sources/localsource.h"
#include "app/tunnel/askpass.h"
#include "app/views/dashboardsettings.h"
#include "app/views/filesaver.h"
#include "app/views/grabber.h"
#include "app/views/mainwindow.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"

#include <QApplication>
#include <QStyleFactory>

#include <cstdio>

using namespace pulse;

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "pulseboard: %s\n", qUtf8Printable(error.message));
    return 1;
}

std::unique_ptr<MetricSource> makeSource(const DashboardSettings &settings)
{
    if (settings.thisMachine) {
        LocalMachine::Options local;
        local.redis = settings.redis;
        local.function = settings.function;
        return std::make_unique<LocalSource>(std::move(local));
    }
    if (settings.gateway) {
        FeedSource::Options feed;
        feed.socket.url = *settings.gateway;
        feed.output = QString::fromUtf8(settings.outputKey);
        feed.socket.token = settings.gatewayToken;
        return std::make_unique<FeedSource>(std::move(feed));
    }
    OutputFollower::Options options;
    options.redis.url = *settings.redis;
    options.redis.clientName = QStringLiteral("pulseboard");
    options.key = settings.outputKey;
    return std::make_unique<RedisSource>(std::move(options), settings.inputKey);
}

void grabLater(MainWindow &window, const GrabSettings &grab)
{
    QTimer::singleShot(grab.after, &window, [&window, file = grab.file] {
        const Result<void> grabbed = grabWindow(window, file);
        QCoreApplication::exit(grabbed ? 0 : fail(grabbed.error()));
    });
}

int run(int &argc, char *argv[], const DashboardSettings &settings)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("pulseboard"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion"))); // the palette is ours
    if (settings.grab)
        usePictureFont();
    const TerminationSignals signals;
    const std::unique_ptr<MetricSource> source = makeSource(settings);
    MainWindow window(*source, settings.window);
    QObject::connect(&signals, &TerminationSignals::received, &window, &MainWindow::close);
    QObject::connect(&window, &MainWindow::saveWanted, &window,
                     [&](const QString &name, const QByteArray &content) { saveFile(window, name, content); });
    window.resize(settings.size);
    window.show();
    source->open();
    if (settings.grab)
        grabLater(window, *settings.grab);
    if (settings.runFor)
        QTimer::singleShot(*settings.runFor, &window, &MainWindow::close);
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    if (const auto code = runAskPass(argc, argv))
        return *code;
    installLogging();
    Settings settings = dashboardSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const DashboardSettings checked = readDashboardSettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    if (const Result<void> platform = preparePlatform(checked, QProcessEnvironment::systemEnvironment()); !platform)
        return fail(platform.error());
    return run(argc, argv, checked);
}
