// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewlink.h"

#include "common/core/literals.h"

#include <QUrl>
#include <QUrlQuery>

namespace pulse {
namespace {

const QString viewItem = u"view"_s;
const QString rangeItem = u"range"_s;
const QString outputItem = u"output"_s;

} // namespace

QStringList rangeNames()
{
    return {u"auto"_s, u"1m"_s, u"5m"_s, u"15m"_s, u"1h"_s, u"6h"_s};
}

std::optional<TimeWindow::Duration> rangeLength(qsizetype place)
{
    return place == 0 ? std::nullopt : std::optional(TimeWindow::lengths().at(place - 1));
}

qsizetype rangePlace(std::optional<TimeWindow::Duration> length)
{
    if (!length)
        return 0;
    const qsizetype place = TimeWindow::lengths().indexOf(*length);
    return place < 0 ? place : place + 1;
}

QStringList themeNames()
{
    return {u"auto"_s, u"light"_s, u"dark"_s};
}

QString ViewLink::text() const
{
    QUrlQuery query;
    query.addQueryItem(viewItem, pageNames().at(page));
    if (const qsizetype at = rangePlace(length); at >= 0)
        query.addQueryItem(rangeItem, rangeNames().at(at));
    if (!output.isEmpty())
        query.addQueryItem(outputItem, QString::fromLatin1(QUrl::toPercentEncoding(output)));
    return query.toString(QUrl::FullyEncoded);
}

ViewLink ViewLink::read(const QString &text, const ViewLink &otherwise)
{
    const QUrlQuery query(text);
    const qsizetype page = pageNames().indexOf(query.queryItemValue(viewItem));
    const qsizetype range = rangeNames().indexOf(query.queryItemValue(rangeItem));
    const QString output = query.queryItemValue(outputItem, QUrl::FullyDecoded);
    return {page < 0 ? otherwise.page : static_cast<int>(page), range < 0 ? otherwise.length : rangeLength(range),
            output.isEmpty() ? otherwise.output : output};
}

} // namespace pulse
