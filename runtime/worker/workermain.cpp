// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/workermain.h"

#include "common/core/literals.h"
#include "common/core/terminationsignals.h"
#include "runtime/worker/supervisorlink.h"
#include "runtime/worker/worker.h"

#include <QCoreApplication>

#include <chrono>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Kind = WorkerReport::Kind;

void reportLog(QtMsgType level, const QMessageLogContext &context, const QString &text)
{
    SupervisorLink::report({Kind::Log, level, context.category, text});
}

/// Limits how long Python waits at its end for the function's own threads, which may never end.
void limitFinalization(int code)
{
    try {
        std::thread([code] {
            std::this_thread::sleep_for(500ms);
            ::_exit(code);
        }).detach();
    } catch (const std::system_error &) { // HANDLER_MEMORY_LIMIT leaves no memory for the thread's stack
        ::_exit(code);
    }
}

/// Makes allocations beyond the limit fail, which is a MemoryError in Python.
void limitMemory(qint64 bytes)
{
    if (bytes == 0)
        return;
    const rlimit limit{static_cast<rlim_t>(bytes), static_cast<rlim_t>(bytes)};
    ::setrlimit(RLIMIT_DATA, &limit);
}

int fail(const QString &why, const QStringList &files = {})
{
    SupervisorLink::report({Kind::LoadFailed, QtWarningMsg, {}, why, files});
    return 1;
}

void reportLoaded(const Result<void, PythonFailure> &loaded, const QStringList &files, qint64 memoryLimit)
{
    if (loaded) {
        SupervisorLink::report({Kind::Loaded, QtInfoMsg, {}, {}, files});
        return;
    }
    const bool isMemory = memoryLimit > 0 && loaded.error().type == "MemoryError"_L1;
    const QString limit = isMemory ? u"; HANDLER_MEMORY_LIMIT allows %1 MiB"_s.arg(memoryLimit >> 20) : QString();
    fail(loaded.error().summary() + limit, files);
}

} // namespace

PythonHost::Facts contextFacts(const RuntimeSettings &settings)
{
    const bool socket = settings.redis.scheme == RedisUrl::Scheme::Unix;
    return {socket ? settings.redis.path : settings.redis.host, settings.redis.port, settings.inputKey,
            settings.outputKey};
}

int runWorker(const RuntimeSettings &settings)
{
    SupervisorLink link;
    qInstallMessageHandler(reportLog);
    const Result<std::unique_ptr<PythonHost>> started = PythonHost::start(contextFacts(settings));
    if (!started)
        return fail(started.error().message);
    PythonHost &host = **started;
    const Result<CallBoard> board = CallBoard::open(workerBoardDescriptor);
    if (!board)
        return fail(board.error().message);
    const std::optional<FunctionVersion> version = link.waitForVersion();
    if (!version)
        return 1;
    const ProcessGuard process;
    limitMemory(settings.memoryLimit);
    const Result<void, PythonFailure> loaded = host.load(*version);
    process.check();
    reportLoaded(loaded, host.files(), settings.memoryLimit);
    if (!loaded)
        return 1;

    TerminationSignals signals; // no call can be in progress before, so SIGTERM simply ends the process
    Worker worker(settings, host, *board, process);
    QObject::connect(&signals, &TerminationSignals::received, &worker, &Worker::stop);
    QObject::connect(&worker, &Worker::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    QObject::connect(&link, &SupervisorLink::versionArrived, &worker, &Worker::load);
    QObject::connect(&link, &SupervisorLink::closed, &worker, &Worker::stop); // for functions that handle SIGTERM
    QObject::connect(&worker, &Worker::callFailed, &worker, [](const Failure &failure) {
        SupervisorLink::report({.kind = Kind::CallFailed, .failure = failure});
    });
    QObject::connect(&worker, &Worker::outOfMemory, &worker, [] { ::_exit(outOfMemoryExitCode); });
    QObject::connect(&worker, &Worker::loaded, &worker, [&host, &settings](const Result<void, PythonFailure> &result) {
        reportLoaded(result, host.files(), settings.memoryLimit);
    });
    link.listen();
    worker.start();
    const int code = QCoreApplication::exec();
    limitFinalization(code);
    return code;
}

} // namespace pulse
