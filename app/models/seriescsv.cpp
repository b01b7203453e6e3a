// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/seriescsv.h"

#include <QDateTime>

#include <cmath>
#include <map>

namespace pulse {
namespace {

constexpr int digits = 10;

QByteArray quoted(const QString &text)
{
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text.toUtf8();
    return '"' + QString(text).replace(QLatin1Char('"'), QStringLiteral("\"\"")).toUtf8() + '"';
}

QList<SeriesKey> allKeys(const SampleStore &store)
{
    QList<SeriesKey> keys;
    for (const MetricFamily &family : store.families().families())
        keys += store.keys(family.id);
    return keys + store.keys(QString());
}

QByteArray timeField(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toUTC().toString(Qt::ISODateWithMs).toLatin1();
}

} // namespace

QByteArray seriesCsv(const SampleStore &store, TimeRange range)
{
    const QList<SeriesKey> keys = allKeys(store);
    QByteArray csv = "time";
    std::map<qint64, QList<QByteArray>> rows;
    for (qsizetype column = 0; column < keys.size(); ++column) {
        const QString unit = store.unit(keys.at(column));
        const QString title = store.title(keys.at(column));
        csv += ',' + quoted(unit.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, unit));
        for (const TimedValue &value : store.values(keys.at(column), range, {})) {
            if (value.time < range.from || value.time > range.to || !std::isfinite(value.value))
                continue;
            QList<QByteArray> &row = rows[value.time];
            row.resize(keys.size());
            row[column] = QByteArray::number(value.value, 'g', digits);
        }
    }
    csv += "\r\n";
    for (const auto &[time, fields] : rows)
        csv += timeField(time) + ',' + fields.join(',') + "\r\n";
    return csv;
}

} // namespace pulse
