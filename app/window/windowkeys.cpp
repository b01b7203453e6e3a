// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowkeys.h"

#include "app/state/timewindow.h"
#include "app/window/pagestack.h"
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

void addPageKeys(Shortcuts &keys, PageStack &pages)
{
    for (int i = 0; i < pages.titles().size(); ++i)
        keys.addWithControl(
            {static_cast<Qt::Key>(Qt::Key_1 + i)},
            [&pages, i] { return Shortcuts::tr("Go to %1").arg(pages.titles().at(i)); },
            [&pages, i] { pages.choose(i); });
}

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

} // namespace

void addWindowKeys(Shortcuts &keys, PageStack &pages, TimeWindow &time,
                   [[maybe_unused]] const std::function<void()> &toggleFullScreen)
{
    addPageKeys(keys, pages);
    addTimeKeys(keys, time);
#ifndef Q_OS_WASM // a browser has this itself
    keys.add(
        {Qt::Key_F11}, [] { return Shortcuts::tr("Full screen"); }, toggleFullScreen);
#endif
    keys.list({Qt::SHIFT | Qt::Key_F10, Qt::Key_Menu}, [] { return Shortcuts::tr("Menu of the focused chart"); });
    keys.add(
        {Qt::Key_Question, Qt::SHIFT | Qt::Key_F1}, [] { return Shortcuts::tr("Help for this view"); },
        [&pages] { pages.showHelp(); });
    keys.add(
        {Qt::Key_F1}, [] { return Shortcuts::tr("Keyboard shortcuts"); }, [&keys] { keys.showSheet(); });
}

} // namespace pulse
