// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/language.h"

#include "common/core/literals.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>

#include <algorithm>

namespace pulse {
namespace {

const QString folder = u":/translations"_s;
const QString automatic = u"auto"_s;
const QString english = u"en"_s;

/// Returns the supported language for a locale such as "pt_BR", or one of the same language. The sources are English.
QString systemLanguage()
{
    const QStringList names = Language::names();
    for (const QString &wanted : QLocale::system().uiLanguages()) {
        const QLocale locale(wanted);
        if (names.contains(locale.name()))
            return locale.name();
        const auto isAlike = [&](const QString &name) {
            return name != automatic && QLocale(name).language() == locale.language();
        };
        const auto alike = std::ranges::find_if(names, isAlike);
        if (alike != names.end())
            return *alike;
    }
    return english;
}

/// Returns the format of numbers and times: the system's if it has this language, else the most similar one.
QLocale localeOf(const QString &language)
{
    const QLocale system = QLocale::system();
    const QLocale locale(language);
    const bool isPlain = system.language() == QLocale::C && language == english;
    return isPlain || system.language() == locale.language() ? system : QLocale(locale.language(), system.territory());
}

QString fileOf(const QString &language)
{
    return folder + u"/pulseboard_"_s + language;
}

} // namespace

QStringList Language::names()
{
    QStringList names{automatic};
    for (const QString &file : QDir(folder).entryList({u"*.qm"_s}, QDir::Files, QDir::Name))
        names.append(file.chopped(3).section('_'_L1, 1));
    return names;
}

QString Language::title(const QString &name)
{
    const char *own = QT_TRANSLATE_NOOP("Language", "English"); // translated as the language's own name
    QTranslator translator;
    const QString text = translator.load(fileOf(name)) ? translator.translate("Language", own) : QString();
    return text.isEmpty() ? QString::fromLatin1(own) : text;
}

Language::Language(const QString &name)
{
    choose(name);
}

void Language::choose(const QString &name)
{
    m_current = name == automatic ? systemLanguage() : name;
    QLocale::setDefault(localeOf(m_current));
    for (QTranslator *translator : {&m_qtTranslator, &m_translator})
        QCoreApplication::removeTranslator(translator);
    // Translations of Qt, for its buttons and menus, if they are installed. Not those of Qt WebSockets, whose error
    // texts are parsed (FeedSocket).
    if (m_qtTranslator.load(u"qtbase_"_s + m_current, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTranslator);
    if (m_translator.load(fileOf(m_current)))
        QCoreApplication::installTranslator(&m_translator);
}

} // namespace pulse
