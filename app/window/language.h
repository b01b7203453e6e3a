// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

namespace pulse {

/// The language of the window: of its texts, and of numbers, dates and times. One object exists while there is a
/// window; every window receives a change as QEvent::LanguageChange. Languages are those of resources/translations.
class Language
{
public:
    /// The choices: "auto", which is the system's, then "en", "pt_BR", …
    static QStringList names();
    /// Returns the language's own name: "English", "Português (Brasil)". Not for "auto".
    static QString title(const QString &name);

    explicit Language(const QString &name);

    void choose(const QString &name);
    /// Returns the language in use, never "auto".
    const QString &current() const { return m_current; }

private:
    QString m_current;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
};

} // namespace pulse
