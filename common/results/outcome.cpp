// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/outcome.h"

#include "common/core/literals.h"

namespace pulse {

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return u"success"_s;
    case Outcome::Nothing:
        return u"nothing"_s;
    case Outcome::BadInput:
        return u"bad_input"_s;
    case Outcome::Raised:
        return u"raised"_s;
    case Outcome::NotEncodable:
        return u"not_encodable"_s;
    case Outcome::OutOfMemory:
        return u"out_of_memory"_s;
    case Outcome::Skipped:
        return u"skipped"_s;
    case Outcome::TimedOut:
        return u"timed_out"_s;
    case Outcome::Crashed:
        return u"crashed"_s;
    }
    return {};
}

} // namespace pulse
