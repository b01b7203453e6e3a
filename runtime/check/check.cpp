// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/check/check.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "runtime/core/timeoutmessages.h"
#include "runtime/package/functionprovider.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/workermain.h"

#include <QCoreApplication>
#include <QFile>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <functional>
#include <memory>
#include <unistd.h>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr int signalExitCode = 128; // plus the signal's number, as in shells

void print(const QString &text)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(escapeControls(text)));
}

int fail(const QString &what)
{
    print(u"pulseboard-runtime: "_s + what);
    return 1;
}

QString described(const PythonFailure &failure)
{
    return failure.trace.isEmpty() ? failure.summary() : failure.summary() + '\n'_L1 + failure.trace.trimmed();
}

Result<QByteArray> readMeasurement(const QString &path)
{
    QFile file(path);
    const bool opened = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return Error{u"--input=%1: cannot be read: %2"_s.arg(path, file.errorString())};
    return file.readAll();
}

/// Reserves stdout for the result and redirects the function's output to stderr. Returns a descriptor of the former
/// stdout.
int reserveStandardOutput()
{
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return output;
}

int report(const CallOutcome &outcome, int output)
{
    switch (outcome.kind) {
    case Outcome::BadInput:
        return fail(u"--input is not a measurement: "_s + outcome.failure.summary());
    case Outcome::Raised:
    case Outcome::OutOfMemory:
        return fail(u"the handler raised "_s + described(outcome.failure));
    case Outcome::NotEncodable:
        return fail(u"the handler returned a value that JSON cannot represent: "_s + outcome.failure.summary());
    case Outcome::Nothing:
        print(u"The handler returned nothing, so nothing would be stored."_s);
        return 0;
    default:
        break;
    }
    if (outcome.nanReplaced)
        print(u"NaN, Infinity or a number beyond 1.8e308 in the result became null, since JSON cannot "
              "represent them."_s);
    if (!outcome.json.startsWith('{'))
        print(u"The result is not a JSON object; the dashboard shows only what a dict contains."_s);
    const QByteArray line = outcome.json + '\n';
    return ::write(output, line.constData(), static_cast<std::size_t>(line.size())) == line.size() ? 0 : 1;
}

/// `allow` is called before each step with its time limit (0: none) and the message if the step exceeds it.
int checkFunction(const RuntimeSettings &settings, const FunctionVersion &version,
                  const std::function<void(std::chrono::milliseconds, const QString &)> &allow)
{
    const QString notLoaded = u"the function cannot be loaded: "_s;
    const bool isCalled = !settings.checkInput.isEmpty();
    // Before loading, since that changes the working directory.
    const Result<QByteArray> measurement = isCalled ? readMeasurement(settings.checkInput) : QByteArray();
    if (!measurement)
        return fail(measurement.error().message);
    const int output = reserveStandardOutput();
    const Result<std::unique_ptr<PythonHost>> host = PythonHost::start(contextFacts(settings));
    if (!host)
        return fail(host.error().message);
    allow(settings.loadTimeout, notLoaded + loadTimeoutMessage(settings.loadTimeout));
    if (const Result<void, PythonFailure> loaded = (*host)->load(version); !loaded)
        return fail(notLoaded + described(loaded.error()));
    print(u"Loaded %1 of %2."_s.arg(version.origin, version.modified));
    allow(settings.handlerTimeout, handlerTimeoutMessage(settings.handlerTimeout));
    const CallOutcome outcome = isCalled ? (*host)->call(*measurement) : CallOutcome();
    allow(0ms, {});
    if (isCalled)
        return report(outcome, output);
    print(u"The handler was not called; pass a measurement with --input FILE."_s);
    return 0;
}

/// Runs Python in a thread of its own, so that the event loop can end the process at a signal or a timeout, whatever
/// the function does.
class Check : public QObject
{
public:
    explicit Check(const RuntimeSettings &settings);
    int run();

private:
    void startThread(const FunctionVersion &version);
    void startDeadline(std::chrono::milliseconds limit, const QString &message);
    [[noreturn]] void endAtOnce(int exitCode);

    const RuntimeSettings &m_settings;
    TerminationSignals m_signals;
    std::unique_ptr<FunctionProvider> m_provider; // owns the temporary folder
    std::unique_ptr<QThread> m_thread;
    QTimer m_deadline;
    QString m_deadlineMessage;
    int m_exitCode = 0; // written by the thread before it ends
};

Check::Check(const RuntimeSettings &settings)
    : m_settings(settings)
    , m_provider(std::make_unique<FunctionProvider>(settings.function, 0ms))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { endAtOnce(fail(m_deadlineMessage)); });
    connect(&m_signals, &TerminationSignals::received, this,
            [this](int number) { endAtOnce(signalExitCode + number); });
    connect(m_provider.get(), &FunctionProvider::progress, this, print);
    connect(m_provider.get(), &FunctionProvider::ready, this, &Check::startThread);
    connect(m_provider.get(), &FunctionProvider::failed, this,
            [](const FunctionProvider::Failure &failure) { QCoreApplication::exit(fail(failure.message)); });
}

int Check::run()
{
    QTimer::singleShot(0, m_provider.get(), &FunctionProvider::start); // in the event loop, which it may end
    return QCoreApplication::exec();
}

void Check::startThread(const FunctionVersion &version)
{
    m_thread.reset(QThread::create([this, version] {
        m_exitCode =
            checkFunction(m_settings, version, [this](std::chrono::milliseconds limit, const QString &message) {
                QMetaObject::invokeMethod(this, [this, limit, message] { startDeadline(limit, message); });
            });
    }));
    connect(m_thread.get(), &QThread::finished, this, [this] { QCoreApplication::exit(m_exitCode); });
    m_thread->start();
}

void Check::startDeadline(std::chrono::milliseconds limit, const QString &message)
{
    m_deadlineMessage = message;
    if (limit > 0ms)
        m_deadline.start(limit);
    else
        m_deadline.stop();
}

void Check::endAtOnce(int exitCode)
{
    m_provider.reset(); // ends pip and removes the temporary folder
    ::_exit(exitCode);
}

} // namespace

int runCheck(const RuntimeSettings &settings)
{
    for (const QString &warning : settings.warnings)
        print(u"Note: "_s + warning);
    return Check(settings).run();
}

} // namespace pulse
