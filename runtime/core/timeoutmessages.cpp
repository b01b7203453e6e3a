// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/timeoutmessages.h"

#include "common/core/literals.h"

namespace pulse {
namespace {

double toSeconds(std::chrono::milliseconds time)
{
    return std::chrono::duration<double>(time).count();
}

} // namespace

QString loadTimeoutMessage(std::chrono::milliseconds limit)
{
    return u"importing it takes longer than LOAD_TIMEOUT allows (%1 s); make it faster, or raise LOAD_TIMEOUT"_s.arg(
        toSeconds(limit));
}

QString handlerTimeoutMessage(std::chrono::milliseconds limit, const QString &subject)
{
    return u"%1 than HANDLER_TIMEOUT allows (%2 s); make it faster, or raise HANDLER_TIMEOUT"_s.arg(subject).arg(
        toSeconds(limit));
}

} // namespace pulse
