// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/statustext.h"

#include <QLocale>

namespace pulse {
namespace {

using Kind = SourceStatus::Kind;

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString keyOf(const SourceStatus &status)
{
    return status.key.isEmpty() ? QString() : StatusText::tr(" · key %1").arg(status.key);
}

QString withReason(const QString &text, const SourceStatus &status)
{
    return status.sentence.isEmpty() ? text : text + QLatin1Char(' ') + status.sentence;
}

} // namespace

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
        return tr("lost, reconnecting…");
    case Kind::Refused:
        return tr("refused");
    case Kind::NotJson:
        return tr("the newest result is unreadable");
    case Kind::Live:
        break;
    }
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
    parts.append(QStringLiteral("Pulseboard"));
    return (full ? QStringLiteral("● ") : QStringLiteral("○ ")) + parts.join(QStringLiteral(" · "));
}

QString StatusText::connection(const SourceStatus &status)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("connecting to %1").arg(status.where) + keyOf(status);
    case Kind::Lost:
        return withReason(tr("lost: reconnecting…"), status);
    case Kind::Refused:
        return withReason(tr("refused:"), status);
    case Kind::NotJson:
        return tr("%1: it is left out").arg(status.sentence) + keyOf(status);
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("connected to %1").arg(status.where) + keyOf(status);
}

QString StatusText::newest(const Freshness &freshness)
{
    return freshness.age ? tr("newest result %1").arg(ago(*freshness.age)) : tr("no result yet");
}

QString StatusText::instead(const SourceStatus &status)
{
    switch (status.kind) {
    case Kind::Connecting:
        return tr("Connecting to %1…").arg(status.where);
    case Kind::Lost:
        return tr("Not connected, trying again…");
    case Kind::Refused:
        return tr("The results cannot be read");
    case Kind::NotJson:
        return tr("Nothing under `%1` can be shown yet").arg(status.key);
    case Kind::Waiting:
    case Kind::Live:
        break;
    }
    return tr("Waiting for the first result under `%1`").arg(status.key);
}

QColor StatusText::color(const SourceStatus &status, const Freshness &freshness, const Theme &theme)
{
    switch (status.kind) {
    case Kind::Live:
        return freshness.stale ? theme.warning : theme.good;
    case Kind::NotJson:
        return theme.warning;
    case Kind::Lost:
    case Kind::Refused:
        return theme.bad;
    case Kind::Connecting:
    case Kind::Waiting:
        break;
    }
    return theme.dim;
}

bool StatusText::isFull(const SourceStatus &status, const Freshness &freshness)
{
    return status.kind == Kind::Live && !freshness.stale;
}

} // namespace pulse
