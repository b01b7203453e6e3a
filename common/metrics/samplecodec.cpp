// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/samplecodec.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace pulse {
namespace {

using Json = nlohmann::ordered_json; // keeps the function's order

constexpr int maximumDepth = 16;

void addNumber(const QString &name, const Json &value, QList<Reading> &readings)
{
    if (value.is_number() && std::isfinite(value.get<double>()))
        readings.append({name, value.get<double>()});
}

void addNewestRow(const QString &name, const Json &list, QList<Reading> &readings)
{
    if (list.empty() || !list.back().is_array())
        return;
    qsizetype index = 0;
    for (const Json &value : list.back())
        addNumber(QStringLiteral("%1.%2").arg(name).arg(index++), value, readings);
}

void flatten(const Json &object, const QString &prefix, int depth, QList<Reading> &readings)
{
    for (const auto &[key, value] : object.items()) {
        const QString name = prefix + QString::fromStdString(key);
        if (value.is_object() && depth < maximumDepth)
            flatten(value, name + QLatin1Char('.'), depth + 1, readings);
        else if (value.is_array())
            addNewestRow(name, value, readings);
        else
            addNumber(name, value, readings);
    }
}

} // namespace

Result<Sample> decodeSample(qint64 time, QByteArrayView json)
{
    const Json value = Json::parse(json.begin(), json.end(), nullptr, false);
    if (value.is_discarded())
        return Error{QStringLiteral("The result is not JSON")};
    if (!value.is_object())
        return Error{QStringLiteral("The result is JSON, but not an object")};
    Sample sample{time, {}};
    flatten(value, {}, 1, sample.readings);
    return sample;
}

} // namespace pulse
