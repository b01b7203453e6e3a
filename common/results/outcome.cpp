// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/outcome.h"

namespace pulse {

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return QStringLiteral("success");
    case Outcome::Nothing:
        return QStringLiteral("nothing");
    case Outcome::BadInput:
        return QStringLiteral("bad_input");
    case Outcome::Raised:
        return QStringLiteral("raised");
    case Outcome::NotEncodable:
        return QStringLiteral("not_encodable");
    case Outcome::OutOfMemory:
        return QStringLiteral("out_of_memory");
    case Outcome::Skipped:
        return QStringLiteral("skipped");
    case Outcome::TimedOut:
        return QStringLiteral("timed_out");
    case Outcome::Crashed:
        return QStringLiteral("crashed");
    }
    return {};
}

} // namespace pulse
