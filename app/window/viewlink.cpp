// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewlink.h"

#include <QUrlQuery>

namespace pulse {
namespace {

const QString viewItem = QStringLiteral("view");
const QString rangeItem = QStringLiteral("range");

} // namespace

QStringList pageNames()
{
    return {QStringLiteral("overview"), QStringLiteral("cpus"), QStringLiteral("system"), QStringLiteral("function"),
            QStringLiteral("data")};
}

QStringList rangeNames()
{
    return {QStringLiteral("1m"), QStringLiteral("5m"), QStringLiteral("15m"), QStringLiteral("1h"),
            QStringLiteral("6h")};
}

QStringList themeNames()
{
    return {QStringLiteral("auto"), QStringLiteral("light"), QStringLiteral("dark")};
}

QString ViewLink::text() const
{
    QUrlQuery query;
    query.addQueryItem(viewItem, pageNames().at(page));
    if (const qsizetype at = TimeWindow::lengths().indexOf(length); at >= 0)
        query.addQueryItem(rangeItem, rangeNames().at(at));
    return query.toString();
}

ViewLink ViewLink::read(const QString &text, const ViewLink &otherwise)
{
    const QUrlQuery query(text);
    const qsizetype page = pageNames().indexOf(query.queryItemValue(viewItem));
    const qsizetype range = rangeNames().indexOf(query.queryItemValue(rangeItem));
    return {page < 0 ? otherwise.page : static_cast<NavigationRail::Page>(page),
            range < 0 ? otherwise.length : TimeWindow::lengths().at(range)};
}

} // namespace pulse
