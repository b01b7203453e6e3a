// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pulse {

/// The names of the keys that accompany an output key or an input key K. `{K}:history` where K has no hash tag, so that
/// both lie in one cluster slot and one transaction may write them; `K:history` where K carries a tag of its own, as
/// `out:{host7}` does (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/#hash-tags).
inline QByteArray companionKey(const QByteArray &key, const QByteArray &name)
{
    const qsizetype open = key.indexOf('{');
    const qsizetype close = open < 0 ? -1 : key.indexOf('}', open);
    const bool tagged = close > open + 1;
    return tagged ? key + ':' + name : '{' + key + "}:" + name;
}

/// By which the collector that writes the input key continues its network counters; see
/// runtime/collector/counterstate.h.
inline QByteArray countersKey(const QByteArray &inputKey)
{
    return companionKey(inputKey, "counters");
}

/// The stream of results; see outputfollower.h for its fields.
inline QByteArray historyKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "history");
}

/// What the function keeps between calls; see runtime/worker/hosting.py.
inline QByteArray envKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "env");
}

/// The runtime's own state, a hash; see runtime/service/statuswriter.cpp.
inline QByteArray statusKey(const QByteArray &outputKey)
{
    return companionKey(outputKey, "status");
}

/// The output key that a status belongs to; empty where `key` is none of a status.
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
