// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/setting.h"

#include "common/core/literals.h"
#include "common/core/quantity.h"

#include <QUrl>

namespace pulse {

QStringList Setting::variables() const
{
    return variable.isEmpty() ? QStringList() : QStringList{variable} + aliases;
}

QString Setting::displayed(const QString &value) const
{
    switch (display) {
    case Display::Plain:
        break;
    case Display::Url:
        return QUrl(value).adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    case Display::Length:
        return u"[%1 characters]"_s.arg(value.size());
    }
    return value;
}

std::optional<qint64> Setting::quantity(const QString &value) const
{
    if (valueName == "SECONDS"_L1)
        return parseDuration(value, 1e6); // microseconds in its unit
    if (valueName == "MICROSECONDS"_L1)
        return parseDuration(value, 1);
    if (valueName == "MIB"_L1)
        return parseSize(value, 1024 * 1024);
    return {};
}

bool Setting::areEquivalent(const QString &one, const QString &other) const
{
    const std::optional<qint64> number = quantity(one);
    return one == other || (number && number == quantity(other));
}

} // namespace pulse
