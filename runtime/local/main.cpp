// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "common/core/utf8locale.h"
#include "runtime/local/lineviews.h"
#include "runtime/local/localstack.h"
#include "runtime/local/terminalview.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <unistd.h>

using namespace pulse;

namespace {

std::unique_ptr<ResultView> makeView(const LocalSettings &settings, LocalStack &stack)
{
    if (settings.serve)
        return std::make_unique<ServeView>(settings.inputKey);
    if (!TerminalView::isPossible())
        return std::make_unique<JsonLinesView>([&stack] { stack.stop(); });
    const QString function =
        settings.function.isEmpty() ? u"sample function"_s : QFileInfo(settings.function).fileName();
    QStringList title{u"Pulseboard"_s, u"this machine"_s, function};
    if (settings.listen && settings.listen->port > 0)
        title.append(settings.listen->url().toString());
    return std::make_unique<TerminalView>(title.join(u" · "_s));
}

std::unique_ptr<OutputFollower> followResults(const RedisUrl &redis, const QByteArray &outputKey, ResultView &view)
{
    OutputFollower::Options options;
    options.redis.url = redis;
    options.redis.clientName = u"pulseboard-local"_s;
    options.key = outputKey;
    options.historyLength = 1;
    auto follower = std::make_unique<OutputFollower>(options);
    QObject::connect(follower.get(), &OutputFollower::history, follower.get(), [&view](const QList<Record> &records) {
        if (!records.isEmpty()) // otherwise the server lost its data
            view.show(records.constLast(), false);
    });
    QObject::connect(follower.get(), &OutputFollower::record, follower.get(),
                     [&view](const Record &record, bool isLive) { view.show(record, isLive); });
    QObject::connect(follower.get(), &OutputFollower::aged, follower.get(),
                     [&view](std::optional<qint64> age) { view.setAge(age); });
    follower->open();
    return follower;
}

/// The parent process closes our stdin, or ends, when it no longer needs this process.
void stopWhenStdinCloses(LocalStack &stack)
{
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, &stack);
    QObject::connect(notifier, &QSocketNotifier::activated, &stack, [notifier, &stack] {
        char discarded[256];
        if (::read(STDIN_FILENO, discarded, sizeof discarded) > 0)
            return;
        notifier->setEnabled(false);
        stack.stop();
    });
}

int run(const LocalSettings &settings)
{
    TerminationSignals signals;
    LocalStack stack(settings);
    if (const Result<void> started = stack.start(); !started) {
        std::fprintf(stderr, "pulseboard-local: %s\n", qUtf8Printable(started.error().message));
        return 1;
    }
    QObject::connect(&signals, &TerminationSignals::received, &stack, [&stack] {
        if (stack.isStopping())
            stack.stopNow();
        else
            stack.stop();
    });
    QObject::connect(&stack, &LocalStack::stopped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    if (settings.runFor)
        QTimer::singleShot(*settings.runFor, &stack, &LocalStack::stop);
    if (settings.serve)
        stopWhenStdinCloses(stack);

    const std::unique_ptr<ResultView> view = makeView(settings, stack);
    std::unique_ptr<OutputFollower> follower;
    QObject::connect(&stack, &LocalStack::logged, &stack, [&view](const QByteArray &line) { view->log(line); });
    QObject::connect(&stack, &LocalStack::ready, &stack, [&] {
        view->ready(stack.redis(), settings.outputKey);
        if (!settings.serve)
            follower = followResults(stack.redis(), settings.outputKey, *view);
    });
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    useUtf8Locale();
    const QCoreApplication application(argc, argv);
    Settings settings = makeLocalSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const LocalSettings values = readLocalSettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    std::signal(SIGPIPE, SIG_IGN); // write() reports a reader that has ended
    installLogging();
    settings.logWarnings();
    return run(values);
}
