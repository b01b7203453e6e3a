// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTranslator>

namespace pulse {

/// The language of the window: of its texts, and of numbers, dates and times. There is one while there is a window; a
/// change is told to every window as QEvent::LanguageChange. Languages are those of resources/translations.
class Language
{
public:
    /// To choose from: "auto", which is the system's, then "en", "pt_BR", …
    static QStringList names();
    /// What it is called by those who speak it: "English", "Português (Brasil)". Not for "auto".
    static QString title(const QString &name);

    explicit Language(const QString &name);

    void choose(const QString &name);
    /// Never "auto".
    const QString &current() const { return m_current; }

private:
    QString m_current;
    QTranslator m_ours;
    QTranslator m_qts;
};

} // namespace pulse
