// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/check/check.h"

#include "common/core/logging.h"
#include "runtime/package/functionprovider.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/workermain.h"

#include <QEventLoop>
#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace pulse {
namespace {

void say(const QString &text)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(escapeControls(text)));
}

int fail(const QString &what)
{
    say(QStringLiteral("pulseboard-runtime: ") + what);
    return 1;
}

QString described(const PythonFailure &failure)
{
    return failure.trace.isEmpty() ? failure.summary()
                                   : failure.summary() + QLatin1Char('\n') + failure.trace.trimmed();
}

Result<FunctionVersion> prepare(FunctionProvider &provider)
{
    QEventLoop loop;
    std::optional<Result<FunctionVersion>> result;
    QObject::connect(&provider, &FunctionProvider::progress, &loop, say);
    QObject::connect(&provider, &FunctionProvider::ready, &loop, [&](const FunctionVersion &version) {
        result = Result<FunctionVersion>(version);
        loop.quit();
    });
    QObject::connect(&provider, &FunctionProvider::failed, &loop, [&](const FunctionProvider::Failure &failure) {
        result = Result<FunctionVersion>(Error{failure.message});
        loop.quit();
    });
    provider.start();
    if (!result)
        loop.exec();
    return *result;
}

Result<QByteArray> readMeasurement(const QString &path)
{
    QFile file(path);
    const bool opened =
        path == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return Error{QStringLiteral("--input=%1: cannot be read: %2").arg(path, file.errorString())};
    return file.readAll();
}

/// stdout is for the result: what the function prints goes to stderr.
int takeStandardOutput()
{
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    return output;
}

int report(const CallOutcome &outcome, int output)
{
    switch (outcome.kind) {
    case Outcome::BadInput:
        return fail(QStringLiteral("--input is not a measurement: ") + outcome.failure.summary());
    case Outcome::Raised:
    case Outcome::OutOfMemory:
        return fail(QStringLiteral("the handler raised ") + described(outcome.failure));
    case Outcome::NotEncodable:
        return fail(QStringLiteral("the handler returned what JSON cannot carry: ") + outcome.failure.summary());
    case Outcome::Nothing:
        say(QStringLiteral("The handler returned nothing, so nothing would be stored."));
        return 0;
    default:
        break;
    }
    if (outcome.nanReplaced)
        say(QStringLiteral("NaN, Infinity or a number beyond 1.8e308 in the result became null, since JSON cannot "
                           "carry them."));
    const QByteArray line = outcome.json + '\n';
    return ::write(output, line.constData(), static_cast<std::size_t>(line.size())) == line.size() ? 0 : 1;
}

int checkFunction(const RuntimeSettings &settings, const FunctionVersion &version)
{
    const bool isCalled = !settings.checkInput.isEmpty();
    // Before loading, which changes the working directory.
    const Result<QByteArray> measurement = isCalled ? readMeasurement(settings.checkInput) : QByteArray();
    if (!measurement)
        return fail(measurement.error().message);
    const int output = takeStandardOutput();
    const Result<std::unique_ptr<PythonHost>> host = PythonHost::start(contextFacts(settings));
    if (!host)
        return fail(host.error().message);
    if (const Result<void, PythonFailure> loaded = (*host)->load(version); !loaded)
        return fail(QStringLiteral("the function cannot be loaded: ") + described(loaded.error()));
    say(QStringLiteral("Loaded %1 of %2.").arg(version.origin, version.modified));
    if (isCalled)
        return report((*host)->call(*measurement), output);
    say(QStringLiteral("It was not called; --input FILE gives it a measurement."));
    return 0;
}

} // namespace

int runCheck(const RuntimeSettings &settings)
{
    for (const QString &warning : settings.warnings)
        say(QStringLiteral("Note: ") + warning);
    FunctionProvider provider(settings.function, std::chrono::milliseconds(0));
    const Result<FunctionVersion> version = prepare(provider);
    return version ? checkFunction(settings, *version) : fail(version.error().message);
}

} // namespace pulse
