// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/workermain.h"

#include "common/core/terminationsignals.h"
#include "runtime/core/workerreport.h"
#include "runtime/worker/worker.h"

#include <QCoreApplication>

#include <chrono>
#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace pulse {
namespace {

using namespace std::chrono_literals;

void report(const WorkerReport &message)
{
    const QByteArray line = message.toLine();
    for (qsizetype done = 0; done < line.size();) {
        const ssize_t written =
            ::write(workerReportDescriptor, line.constData() + done, static_cast<std::size_t>(line.size() - done));
        if (written < 0 && errno != EINTR)
            return; // the supervisor is gone, and this process soon will be
        done += std::max<ssize_t>(written, 0);
    }
}

void reportLog(QtMsgType level, const QMessageLogContext &context, const QString &text)
{
    report({WorkerReport::Kind::Log, level, context.category, text});
}

PythonHost::Facts factsFrom(const RuntimeSettings &settings)
{
    const bool socket = settings.redis.scheme == RedisUrl::Scheme::Unix;
    return {socket ? settings.redis.path : settings.redis.host, settings.redis.port, settings.inputKey,
            settings.outputKey};
}

/// Python waits at its end for the function's own threads, which may go on for ever.
void limitFinalization(int code)
{
    std::thread([code] {
        std::this_thread::sleep_for(500ms);
        ::_exit(code);
    }).detach();
}

int fail(const QString &why)
{
    report({WorkerReport::Kind::LoadFailed, QtWarningMsg, {}, why});
    return 1;
}

} // namespace

int runWorker(const RuntimeSettings &settings)
{
    ::fcntl(workerReportDescriptor, F_SETFD, FD_CLOEXEC); // not for programs that the function starts
    qInstallMessageHandler(reportLog);
    Result<std::unique_ptr<PythonHost>> host = PythonHost::start();
    if (!host)
        return fail(host.error().message);
    if (const auto loaded = (*host)->load(settings.pyFile, factsFrom(settings)); !loaded)
        return fail(QStringLiteral("%1: %2").arg(loaded.error().type, loaded.error().message));
    report({WorkerReport::Kind::Loaded, QtInfoMsg, {}, settings.pyFile});

    TerminationSignals signals; // until here there is no call in hand, and SIGTERM just ends the process
    Worker worker(settings, **host);
    QObject::connect(&signals, &TerminationSignals::received, &worker, &Worker::stop);
    QObject::connect(&worker, &Worker::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    worker.start();
    const int code = QCoreApplication::exec();
    limitFinalization(code);
    return code;
}

} // namespace pulse
