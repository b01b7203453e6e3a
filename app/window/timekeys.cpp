// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/timekeys.h"

#include "app/state/timewindow.h"
#include "app/window/shortcuts.h"

namespace pulse {
namespace {

constexpr double zoomStep = 1.5;

void zoom(TimeWindow &time, double factor)
{
    time.zoomBy(factor, time.range().to);
}

void pan(TimeWindow &time, int quarters)
{
    time.panBy(time.length().count() / 4 * quarters);
}

} // namespace

void addTimeKeys(Shortcuts &keys, TimeWindow &time)
{
    // The second key is plus without Shift on many keyboards.
    keys.addWithControl(
        {Qt::Key_Plus, Qt::Key_Equal}, [] { return Shortcuts::tr("Zoom in"); }, [&time] { zoom(time, 1 / zoomStep); });
    keys.addWithControl(
        {Qt::Key_Minus}, [] { return Shortcuts::tr("Zoom out"); }, [&time] { zoom(time, zoomStep); });
    keys.add(
        {Qt::CTRL | Qt::Key_Left, Qt::SHIFT | Qt::Key_Left}, [] { return Shortcuts::tr("Move to earlier values"); },
        [&time] { pan(time, 1); });
    keys.add(
        {Qt::CTRL | Qt::Key_Right, Qt::SHIFT | Qt::Key_Right}, [] { return Shortcuts::tr("Move to later values"); },
        [&time] { pan(time, -1); });
    keys.add(
        {Qt::Key_Space}, [] { return Shortcuts::tr("Pause or resume"); },
        [&time] { time.isLive() ? time.pause() : time.resume(); });
    keys.addWithControl(
        {Qt::Key_L}, [] { return Shortcuts::tr("Return to live"); }, [&time] { time.resume(); });
}

} // namespace pulse
