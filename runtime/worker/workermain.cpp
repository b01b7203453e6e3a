// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/workermain.h"

#include "common/core/terminationsignals.h"
#include "runtime/core/workerreport.h"
#include "runtime/worker/worker.h"

#include <QCoreApplication>

#include <fcntl.h>
#include <unistd.h>

namespace pulse {
namespace {

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
    TerminationSignals signals;

    Result<std::unique_ptr<PythonHost>> host = PythonHost::start();
    if (!host)
        return fail(host.error().message);
    if (const auto loaded = (*host)->load(settings.pyFile, factsFrom(settings)); !loaded)
        return fail(QStringLiteral("%1: %2").arg(loaded.error().type, loaded.error().message));
    report({WorkerReport::Kind::Loaded, QtInfoMsg, {}, settings.pyFile});

    Worker worker(settings, **host);
    QObject::connect(&signals, &TerminationSignals::received, &worker, &Worker::stop);
    QObject::connect(&worker, &Worker::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    worker.start();
    return QCoreApplication::exec();
}

} // namespace pulse
