// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/commandline.h"

#include "common/core/literals.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace pulse {
namespace {

void overwrite(char *from, std::size_t length)
{
    std::fill_n(from, length, '*');
}

void hideInUrl(char *value)
{
    const std::string_view url(value);
    const std::size_t scheme = url.find("://");
    const std::size_t authority = scheme == std::string_view::npos ? 0 : scheme + 3;
    const std::size_t at = url.rfind('@'); // a password that is not percent-encoded may contain / and ?
    const bool hasUser = at != std::string_view::npos && at > authority;
    if (hasUser)
        overwrite(value + authority, at - authority);
    const std::size_t query = url.find_first_of("?#", hasUser ? at : authority);
    if (query != std::string_view::npos)
        overwrite(value + query + 1, url.size() - query - 1);
}

void hide(const Setting &setting, char *value)
{
    switch (setting.display) {
    case Setting::Display::Plain:
        break;
    case Setting::Display::Url:
        hideInUrl(value);
        break;
    case Setting::Display::Length:
        overwrite(value, std::strlen(value));
        break;
    }
}

} // namespace

void hideSecrets(const QList<Setting> &settings, int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QString argument = QString::fromLocal8Bit(argv[i]);
        const QString flag = argument.section('='_L1, 0, 0);
        const auto setting =
            std::ranges::find_if(settings, [&flag](const Setting &one) { return flag == u"--"_s + one.flag; });
        if (setting == settings.end() || setting->valueName.isEmpty())
            continue;
        if (char *equals = std::strchr(argv[i], '='))
            hide(*setting, equals + 1);
        else if (i + 1 < argc)
            hide(*setting, argv[++i]);
    }
}

} // namespace pulse
