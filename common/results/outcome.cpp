// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/outcome.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

const std::array<QString, outcomeCount> names = {
    u"success"_s,       u"nothing"_s, u"bad_input"_s, u"raised"_s,  u"not_encodable"_s,
    u"out_of_memory"_s, u"skipped"_s, u"timed_out"_s, u"crashed"_s,
};

} // namespace

QString outcomeName(Outcome outcome)
{
    return names.at(static_cast<std::size_t>(outcome));
}

std::optional<Outcome> outcomeNamed(const QString &name)
{
    const auto at = std::ranges::find(names, name);
    return at == names.end() ? std::nullopt : std::optional(static_cast<Outcome>(at - names.begin()));
}

} // namespace pulse
