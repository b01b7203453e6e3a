// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/statustext.h"

#include "app/state/problemtext.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/metrics/shownname.h"
#include "common/results/outcome.h"
#include "common/results/outputkeys.h"
#include "common/results/samplefunction.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace pulse {
namespace {

using Kind = SourceStatus::Kind;

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 smallOffset = 5 * second; // ms between clocks; the transfer of results takes a part of it

/// A duration in whole units of time, rounded down: "34 s".
QString durationText(qint64 milliseconds)
{
    const auto text = [](qint64 number, const QString &unit) { return QString::number(number) + ' '_L1 + unit; };
    if (milliseconds < 2 * minute)
        return text(milliseconds / second, StatusText::tr("s"));
    if (milliseconds < 2 * hour)
        return text(milliseconds / minute, StatusText::tr("min"));
    if (milliseconds < 2 * day)
        return text(milliseconds / hour, StatusText::tr("h"));
    return text(milliseconds / day, StatusText::tr("d"));
}

/// Returns the nearest whole number of seconds, in ms.
qint64 rounded(qint64 milliseconds)
{
    return (milliseconds + second / 2) / second * second;
}

/// How often results arrive.
QString rhythm(qint64 period)
{
    const double perSecond = static_cast<double>(second) / static_cast<double>(std::max<qint64>(1, period));
    if (const qint64 count = std::llround(perSecond); count > 1)
        return StatusText::tr("%1 per second").arg(count);
    return StatusText::tr("every %1").arg(durationText(std::max(second, rounded(period))));
}

bool isNoticeable(std::optional<qint64> clockOffset)
{
    return clockOffset && std::abs(*clockOffset) > smallOffset;
}

QString clockWarning(qint64 offset)
{
    const QString difference = durationText(rounded(std::abs(offset)));
    return offset > 0 ? StatusText::tr("clock %1 behind").arg(difference)
                      : StatusText::tr("clock %1 ahead").arg(difference);
}

QString refusedWord(Problem::Kind problem)
{
    switch (problem) {
    case Problem::Kind::Login:
        return StatusText::tr("Login refused");
    case Problem::Kind::Permission:
        return StatusText::tr("No permission");
    case Problem::Kind::NotResults:
        return StatusText::tr("Wrong key");
    default:
        break;
    }
    return StatusText::tr("Refused");
}

QString refused(const SourceStatus &status)
{
    switch (status.problem.kind) {
    case Problem::Kind::Login:
        return StatusText::tr("The login was refused");
    case Problem::Kind::Permission:
        return StatusText::tr("No permission to read “%1”").arg(shownName(status.key));
    case Problem::Kind::NotResults:
        return StatusText::tr("“%1” does not hold results").arg(shownName(status.key));
    default:
        break;
    }
    return StatusText::tr("The results cannot be read");
}

} // namespace

QString StatusText::reason(const SourceStatus &status)
{
    return ProblemText::of(status.problem);
}

QString StatusText::ago(qint64 milliseconds)
{
    return milliseconds < second ? tr("just now") : tr("%1 ago").arg(durationText(milliseconds));
}

QString StatusText::name(const SourceStatus &status, const FunctionReport &report)
{
    const QString function = report.status ? functionName(*report.status) : QString();
    const QString host = report.machine ? escapedLine(report.machine->name) : QString();
    const QString what = escapedLine(function.isEmpty() ? status.key : function);
    if (what.isEmpty())
        return host.isEmpty() ? status.where : host;
    return host.isEmpty() ? what : tr("%1 on %2", "a function or a key, and a machine").arg(what, host);
}

QString StatusText::functionName(const FunctionStatus &status)
{
    return isSampleFunction(status) ? tr("Built-in sample") : QFileInfo(status.function).fileName();
}

QString StatusText::word(const SourceStatus &status, const Freshness &freshness)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("Connecting");
    case Kind::Waiting:
        return tr("Waiting");
    case Kind::Lost:
        return tr("Not connected");
    case Kind::Refused:
        return refusedWord(status.problem.kind);
    case Kind::NotJson:
        return tr("Unreadable");
    case Kind::Live:
        break;
    }
    if (freshness.stale)
        return tr("Outdated");
    return freshness.hasUnknownAge ? tr("Connected") : tr("Live");
}

QString StatusText::headline(const SourceStatus &status, const Freshness &freshness, std::optional<qint64> clockOffset)
{
    QStringList parts{word(status, freshness)};
    const std::optional<qint64> period = isFull(status, freshness) ? freshness.period : std::nullopt;
    if (period)
        parts.append(rhythm(*period));
    const bool isLate = freshness.stale || (period && freshness.age > 2 * *period);
    if (status.kind == Kind::Live && freshness.age && isLate)
        parts.append(ago(*freshness.age));
    if (status.kind == Kind::Live && isNoticeable(clockOffset))
        parts.append(clockWarning(*clockOffset));
    return parts.join(u" · "_s);
}

QString StatusText::title(const QString &name, const SourceStatus &status, const Freshness &freshness)
{
    const bool full = isFull(status, freshness);
    QStringList parts{name, u"Pulseboard"_s};
    if (!full)
        parts.prepend(word(status, freshness));
    parts.removeAll(QString());
    return (full ? u"● "_s : u"○ "_s) + parts.join(u" · "_s);
}

QString StatusText::connection(const SourceStatus &status)
{
    if (status.kind == Kind::Live)
        return tr("Connected");
    return status.kind == Kind::NotJson ? tr("The newest result cannot be read") : placeholder(status);
}

QString StatusText::newest(const Freshness &freshness)
{
    if (freshness.hasUnknownAge)
        return tr("age unknown until the next one arrives");
    if (!freshness.age)
        return tr("none yet");
    return freshness.period ? ago(*freshness.age) + u" · "_s + rhythm(*freshness.period) : ago(*freshness.age);
}

QString StatusText::clock(std::optional<qint64> offset)
{
    if (!isNoticeable(offset))
        return {};
    const QString difference = durationText(rounded(std::abs(*offset)));
    return *offset > 0 ? tr("%1 behind this machine's").arg(difference)
                       : tr("%1 ahead of this machine's").arg(difference);
}

QString StatusText::placeholder(const SourceStatus &status)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("Connecting to %1…").arg(status.where);
    case Kind::Lost:
        return tr("Not connected, trying again…");
    case Kind::Refused:
        return refused(status);
    case Kind::NotJson:
        return tr("The value under “%1” cannot be shown yet").arg(shownName(status.key));
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("Waiting for the first result under “%1”").arg(shownName(status.key));
}

namespace {

int callsThatReturnedNothing(const FunctionReport &report)
{
    qint64 calls = 0;
    for (const OutcomeCount &one : report.status ? report.status->outcomes : QList<OutcomeCount>())
        calls += outcomeNamed(one.outcome) == Outcome::Nothing ? static_cast<qint64>(one.count) : 0;
    return static_cast<int>(std::min<qint64>(calls, std::numeric_limits<int>::max()));
}

} // namespace

QString StatusText::findings(const SourceStatus &status, const FunctionReport &report)
{
    if (status.kind != Kind::Waiting)
        return {};
    if (const int calls = callsThatReturnedNothing(report); calls > 0)
        return tr("The function returned nothing in %n calls. To be shown, it has to return a dict.", nullptr, calls);
    if (!status.resultKeys)
        return {};
    const QString missing = ProblemText::missingKey(status);
    if (!report.problem.isNone()) // whether there is a runtime is unknown
        return missing;
    const QString runtime = report.status ? tr("A runtime reports under “%1”, but it has not stored a result yet.")
                                          : tr("No runtime reports under “%1”.");
    const QString key = QString::fromUtf8(statusKey(status.key.toUtf8()));
    return missing + (missing.endsWith(u'…') ? u" "_s : u". "_s) + runtime.arg(shownName(key));
}

QString StatusText::advice(const SourceStatus &status)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("This takes a few seconds. If it fails, the reason appears here.");
    case Kind::Lost:
        return status.isExplained ? QString() : tr("Check that it is running and can be reached from here.");
    case Kind::Refused:
        return ProblemText::otherKeys(status);
    case Kind::NotJson:
        return tr("Check that the function returns a dict that JSON can hold, and that this is the output key.");
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("Check that this is the output key, that a runtime writes it, and that measurements arrive.");
}

QString StatusText::alarm(const SourceStatus &status, const Freshness &freshness)
{
    switch (status.kind) {
    case Kind::Lost:
    case Kind::Refused:
        return placeholder(status);
    case Kind::NotJson:
        return tr("The newest result cannot be read");
    case Kind::Waiting:
    case Kind::Connecting:
    case Kind::Live:
        break;
    }
    return freshness.stale ? tr("No new result") : QString();
}

QString StatusText::alarmDetail(const SourceStatus &status, const Freshness &freshness)
{
    QStringList parts;
    if (status.kind == Kind::Live || status.kind == Kind::Waiting)
        parts.append(tr("Check that measurements arrive, and that the function runs without errors."));
    else if (!status.problem.isNone())
        parts.append(reason(status) + '.'_L1);
    if (status.kind == Kind::NotJson)
        parts.append(tr("The result was ignored."));
    if (freshness.age)
        parts.append(tr("Last update %1.").arg(ago(*freshness.age)));
    if (freshness.hasUnknownAge && status.kind != Kind::Lost) // without a connection, none arrives
        parts.append(tr("How old the newest result is will be known when the next one arrives."));
    return parts.join(' '_L1);
}

Tone StatusText::tone(const SourceStatus &status, const Freshness &freshness)
{
    switch (status.kind) {
    case Kind::Live:
        if (freshness.hasUnknownAge && !freshness.stale)
            break;
        return freshness.stale ? Tone::Warning : Tone::Good;
    case Kind::NotJson:
        return Tone::Warning;
    case Kind::Lost:
    case Kind::Refused:
        return Tone::Bad;
    case Kind::Connecting:
    case Kind::Waiting:
        break;
    }
    return Tone::Dim;
}

bool StatusText::isFull(const SourceStatus &status, const Freshness &freshness)
{
    return status.kind == Kind::Live && !freshness.stale && !freshness.hasUnknownAge;
}

} // namespace pulse
