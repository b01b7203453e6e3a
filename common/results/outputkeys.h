// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pulse {

/// The default keys of measurements and results. The manifests in k8s and all examples use them, too.
inline constexpr char defaultInputKey[] = "metrics";
inline constexpr char defaultOutputKey[] = "results";

/// Returns the name of a key that accompanies an output key or an input key K: `{K}:history`, so that both keys are in
/// one slot of a Redis Cluster and one transaction can write them, or `K:history` if K has a hash tag of its own, such
/// as `results:{host7}` (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags).
inline QByteArray companionKey(const QByteArray &key, const QByteArray &name)
{
    const qsizetype open = key.indexOf('{');
    const qsizetype close = open < 0 ? -1 : key.indexOf('}', open);
    const bool tagged = close > open + 1;
    return tagged ? key + ':' + name : '{' + key + "}:" + name;
}

/// The state from which the next collector continues the network counters; see runtime/collector/counterstate.h.
inline QByteArray countersKey(const QByteArray &inputKey)
{
    return companionKey(inputKey, "counters");
}

/// The machine that writes the measurements, a hash with the fields that fieldtables.h lists.
inline QByteArray machineKey(const QByteArray &inputKey)
{
    return companionKey(inputKey, "machine");
}

/// The stream of records; outputfollower.h lists its fields.
inline QByteArray historyKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "history");
}

/// `context.env` of the function; see runtime/worker/state.py.
inline QByteArray envKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "env");
}

/// The runtime's state, a hash with the fields that fieldtables.h lists.
inline QByteArray statusKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "status");
}

/// Returns the output key of a status key; empty if `key` is not a status key.
inline QByteArray outputKeyOfStatus(const QByteArray &key)
{
    const QByteArray suffix = QByteArrayLiteral(":status");
    if (!key.endsWith(suffix))
        return {};
    const QByteArray tagged = key.chopped(suffix.size());
    for (const QByteArray &outputKey : {tagged.mid(1, tagged.size() - 2), tagged}) {
        if (!outputKey.isEmpty() && statusKey(outputKey) == key)
            return outputKey;
    }
    return {};
}

/// The stream of the last failures, with the fields that fieldtables.h lists.
inline QByteArray errorsKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "errors");
}

} // namespace pulse
