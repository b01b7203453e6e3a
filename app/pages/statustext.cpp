// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/statustext.h"

#include "app/state/problemtext.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QLocale>

#include <cstdlib>

namespace pulse {
namespace {

using Kind = SourceStatus::Kind;

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 smallOffset = 5 * second; // ms between clocks; the transfer of results takes a part of it

QString keyOf(const SourceStatus &status)
{
    return status.key.isEmpty() ? QString() : StatusText::tr(" · key %1").arg(status.key);
}

QString refusedHeadline(Problem::Kind problem)
{
    switch (problem) {
    case Problem::Kind::Login:
        return StatusText::tr("login refused");
    case Problem::Kind::Permission:
        return StatusText::tr("no permission");
    case Problem::Kind::NotResults:
        return StatusText::tr("the key holds no results");
    default:
        break;
    }
    return StatusText::tr("refused");
}

QString refused(const SourceStatus &status)
{
    switch (status.problem.kind) {
    case Problem::Kind::Login:
        return StatusText::tr("The login was refused");
    case Problem::Kind::Permission:
        return StatusText::tr("No permission to read “%1”").arg(status.key);
    case Problem::Kind::NotResults:
        return StatusText::tr("“%1” does not hold results").arg(status.key);
    default:
        break;
    }
    return StatusText::tr("The results cannot be read");
}

QString withReason(const QString &text, const SourceStatus &status)
{
    const QString reason = StatusText::reason(status);
    return reason.isEmpty() ? text : text + ' '_L1 + reason;
}

} // namespace

QString StatusText::reason(const SourceStatus &status)
{
    return ProblemText::of(status.problem);
}

ValueText StatusText::age(qint64 milliseconds)
{
    if (milliseconds < 10 * second)
        return {QLocale().toString(static_cast<double>(milliseconds) / second, 'f', 1), tr("s")};
    if (milliseconds < 2 * minute)
        return {QString::number(milliseconds / second), tr("s")};
    if (milliseconds < 2 * hour)
        return {QString::number(milliseconds / minute), tr("min")};
    if (milliseconds < 2 * day)
        return {QString::number(milliseconds / hour), tr("h")};
    return {QString::number(milliseconds / day), tr("d")};
}

QString StatusText::ago(qint64 milliseconds)
{
    return tr("%1 ago").arg(age(milliseconds).joined());
}

QString StatusText::headline(const SourceStatus &status, const Freshness &freshness)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("connecting…");
    case Kind::Waiting:
        return tr("waiting for a result");
    case Kind::Lost:
        return tr("not connected, trying again…");
    case Kind::Refused:
        return refusedHeadline(status.problem.kind);
    case Kind::NotJson:
        return tr("the newest result cannot be read");
    case Kind::Live:
        break;
    }
    if (freshness.hasUnknownAge)
        return freshness.stale ? tr("no new result, age of the last one unknown")
                               : tr("connected, age of the newest result unknown");
    if (!freshness.age)
        return tr("live");
    return freshness.stale ? tr("no new result, the last one %1").arg(ago(*freshness.age))
                           : tr("live, %1").arg(ago(*freshness.age));
}

QString StatusText::title(const SourceStatus &status, const Freshness &freshness)
{
    const bool full = isFull(status, freshness);
    QStringList parts;
    if (!full)
        parts.append(freshness.stale && status.kind == Kind::Live ? tr("no new result") : headline(status, freshness));
    if (!status.key.isEmpty())
        parts.append(status.key);
    parts.append(u"Pulseboard"_s);
    return (full ? u"● "_s : u"○ "_s) + parts.join(u" · "_s);
}

QString StatusText::connection(const SourceStatus &status)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("connecting to %1").arg(status.where) + keyOf(status);
    case Kind::Lost:
        return withReason(tr("not connected, trying again…"), status);
    case Kind::Refused:
        return withReason(tr("refused:"), status);
    case Kind::NotJson:
        return tr("%1, so it is not shown").arg(reason(status)) + keyOf(status);
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("connected to %1").arg(status.where) + keyOf(status);
}

QString StatusText::newest(const Freshness &freshness)
{
    if (freshness.hasUnknownAge)
        return tr("age of the newest result unknown until the next one arrives");
    return freshness.age ? tr("newest result %1").arg(ago(*freshness.age)) : tr("no result yet");
}

QString StatusText::clock(std::optional<qint64> offset)
{
    if (!offset || std::abs(*offset) <= smallOffset)
        return {};
    const qint64 seconds = (std::abs(*offset) + second / 2) / second; // rounded
    const QString difference = age(seconds * second).joined();
    return *offset > 0 ? tr("the source's clock is %1 behind").arg(difference)
                       : tr("the source's clock is %1 ahead").arg(difference);
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
        return tr("The value under “%1” cannot be shown yet").arg(status.key);
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("Waiting for the first result under “%1”").arg(status.key);
}

QString StatusText::findings(const SourceStatus &status, const FunctionReport &report)
{
    if (status.kind != Kind::Waiting || !status.resultKeys)
        return {};
    const QString missing = ProblemText::missingKey(status);
    if (!report.problem.isNone()) // whether there is a runtime is unknown
        return missing;
    const QString runtime = report.status ? tr("A runtime reports under “%1”, but it has not stored a result yet.")
                                          : tr("No runtime reports under “%1”.");
    const QString key = QString::fromUtf8(statusKey(status.key.toUtf8()));
    return missing + u". "_s + runtime.arg(key);
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
        return tr("Check that this is the output key, and that the function returns a dict that JSON can hold.");
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
    if (freshness.hasUnknownAge)
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
