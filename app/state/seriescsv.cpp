// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/seriescsv.h"

#include "common/core/literals.h"
#include "common/metrics/shownname.h"
#include "common/metrics/windowtext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <map>

namespace pulse {
namespace {

/// Spreadsheets interpret a text with such a beginning as a formula, which may run programs, unless it follows an
/// apostrophe. https://owasp.org/www-community/attacks/CSV_Injection
QString withoutFormula(const QString &text)
{
    const bool isFormula = !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
    return isFormula ? '\''_L1 + text : text;
}

QByteArray textField(const QString &text)
{
    static const QRegularExpression special(u"[,\"\r\n]"_s);
    QString field = withoutFormula(text);
    if (!field.contains(special))
        return field.toUtf8();
    return '"' + field.replace('"'_L1, u"\"\""_s).toUtf8() + '"';
}

QList<SeriesKey> allKeys(const SampleStore &store)
{
    QList<SeriesKey> keys;
    for (const MetricFamily &family : store.families().families())
        keys += store.keys(family.id);
    return keys + store.keys(QString());
}

/// "CPU average over 1 min: CPU 0 (%)": series of several charts have the same title.
QString columnName(const SampleStore &store, const SeriesKey &key)
{
    const MetricFamily *family = store.families().family(key.family);
    const ChartDefinition *chart = family ? store.families().chart(family->chart) : nullptr;
    QString name = family ? store.title(key) : visibleName(key.name);
    if (chart && key.window > 0)
        name = QCoreApplication::translate("SeriesCsv", "%1 over %2: %3")
                   .arg(MetricFamilies::title(*chart), windowText(key.window), name);
    else if (chart)
        name = u"%1: %2"_s.arg(MetricFamilies::title(*chart), name);
    const QString unit = store.unit(key);
    return unit.isEmpty() ? name : u"%1 (%2)"_s.arg(name, unit);
}

} // namespace

QByteArray csvTime(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toUTC().toString(Qt::ISODateWithMs).toLatin1();
}

QByteArray seriesCsv(const SampleStore &store, TimeRange range, const QList<SeriesKey> &keys)
{
    QByteArray csv = "time";
    std::map<qint64, QList<QByteArray>> rows;
    for (qsizetype column = 0; column < keys.size(); ++column) {
        csv += ',' + textField(columnName(store, keys.at(column)));
        for (const TimedValue &value : store.values(keys.at(column), range, {})) {
            if (value.time < range.from || value.time > range.to || !std::isfinite(value.value))
                continue;
            QList<QByteArray> &row = rows[value.time];
            row.resize(keys.size());
            row[column] = QByteArray::number(value.value, 'g', QLocale::FloatingPointShortest);
        }
    }
    csv += "\r\n";
    for (const auto &[time, fields] : rows)
        csv += csvTime(time) + ',' + fields.join(',') + "\r\n";
    return csv;
}

QByteArray seriesCsv(const SampleStore &store, TimeRange range)
{
    return seriesCsv(store, range, allKeys(store));
}

} // namespace pulse
