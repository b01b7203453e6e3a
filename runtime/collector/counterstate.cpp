// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/counterstate.h"

#include "common/core/literals.h"

#include <nlohmann/json.hpp>

namespace pulse {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto bootField = "boot_id";
constexpr auto interfaceField = "interface";
constexpr auto kernelField = "kernel";
constexpr auto totalField = "total";

Json toObject(const NetCounters &counters)
{
    Json object;
    for (const auto &[name, member] : netCounterNames)
        object[name] = counters.*member;
    return object;
}

QByteArray textIn(const Json &object, const char *field)
{
    const auto at = object.find(field);
    return at != object.end() && at->is_string() ? QByteArray::fromStdString(at->get_ref<const std::string &>())
                                                 : QByteArray();
}

std::optional<NetCounters> countersIn(const Json &object, const char *field)
{
    const auto at = object.find(field);
    if (at == object.end() || !at->is_object())
        return {};
    NetCounters counters;
    for (const auto &[name, member] : netCounterNames) {
        const auto value = at->find(name);
        if (value == at->end() || !value->is_number_unsigned())
            return {};
        counters.*member = value->get<quint64>();
    }
    return counters;
}

} // namespace

QByteArray readBootId(const ProcReader &reader)
{
    const Result<QByteArray> text = reader.read(u"proc/sys/kernel/random/boot_id"_s);
    return text ? text->trimmed() : QByteArray();
}

QByteArray toJson(const CounterState &state, const QByteArray &bootId)
{
    const Json json{{bootField, bootId.toStdString()},
                    {interfaceField, state.kernel.interface.toStdString()},
                    {kernelField, toObject(state.kernel.counters)},
                    {totalField, toObject(state.total)}};
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::optional<CounterState> parseCounterState(const QByteArray &json, const QByteArray &bootId)
{
    const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!object.is_object() || bootId.isEmpty() || textIn(object, bootField) != bootId)
        return {};
    const std::optional<NetCounters> kernel = countersIn(object, kernelField);
    const std::optional<NetCounters> total = countersIn(object, totalField);
    if (!kernel || !total)
        return {};
    return CounterState{{QString::fromUtf8(textIn(object, interfaceField)), *kernel}, *total};
}

} // namespace pulse
