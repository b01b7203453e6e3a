// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/windowmemory.h"

#include "app/window/language.h"
#include "common/core/literals.h"

#include <QSettings>

namespace pulse {
namespace {

const QString geometryKey = u"window/geometry"_s;
const QString themeKey = u"window/theme"_s;
const QString languageKey = u"window/language"_s;
const QString viewKey = u"window/view"_s;
const QString rangeKey = u"window/range"_s;

/// Returns the position of a name in the list of all; nothing if it is not in the list.
std::optional<int> placeOf(const QSettings &settings, const QString &key, const QStringList &names)
{
    const qsizetype place = names.indexOf(settings.value(key).toString());
    return place < 0 ? std::nullopt : std::optional(static_cast<int>(place));
}

} // namespace

WindowMemory WindowMemory::read(const QSettings &settings)
{
    WindowMemory memory;
    memory.geometry = settings.value(geometryKey).toByteArray();
    if (const auto theme = placeOf(settings, themeKey, themeNames()))
        memory.theme = static_cast<ThemeChoice>(*theme);
    const QStringList languages = Language::names();
    if (const auto language = placeOf(settings, languageKey, languages))
        memory.language = languages.at(*language);
    memory.page = placeOf(settings, viewKey, pageNames());
    if (const auto range = placeOf(settings, rangeKey, rangeNames()))
        memory.length = rangeLength(*range);
    return memory;
}

void WindowMemory::write(QSettings &settings) const
{
    settings.setValue(geometryKey, geometry);
    if (theme)
        settings.setValue(themeKey, themeNames().at(static_cast<int>(*theme)));
    if (language)
        settings.setValue(languageKey, *language);
    if (page)
        settings.setValue(viewKey, pageNames().at(*page));
    if (const qsizetype place = rangePlace(length); place >= 0)
        settings.setValue(rangeKey, rangeNames().at(place));
}

WindowMemory WindowMemory::of(const MainWindow &window)
{
    const ViewLink view = window.view();
    return {window.saveGeometry(), window.themeChoice(), window.languageChoice(), view.page, view.length};
}

} // namespace pulse
