// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/language.h"
#include "app/window/mainwindow.h"

#include <QObject>
#include <QTimer>

namespace pulse {

/// The web page around the window (resources/web): its title, link, theme, language, and what it lets the user
/// download. The page gives itself to the program as `Module.page` (resources/web/page.js), and calls `openLink` and
/// `report` below.
class BrowserPage : public QObject
{
    Q_OBJECT

public:
    /// Of the gateway that the page comes from: ws:// or wss://.
    static QUrl feedUrl();
    /// What the page's link and the user's earlier choice say.
    static ViewLink view();
    static ThemeChoice theme();
    static QString language(); ///< one of Language::names()

    /// There is one; all that it is given outlives it.
    BrowserPage(MainWindow &window, const ResultSource &source, Language &language);
    ~BrowserPage() override;

    static void openLink(const std::string &link); ///< the user has changed the page's link
    static std::string report();                   ///< reportView() as JSON

private:
    void takeStatus(const SourceStatus &status);
    void showLink();
    void showTitle(const QString &title);
    void keepTheme(ThemeChoice choice);
    void useLanguage(const QString &name);
    void showLanguage();
    void copy();
    void download(const QString &name, const QByteArray &content);

    MainWindow &m_window;
    Language &m_language;
    QTimer m_access; // while there is no connection: whether the gateway still admits us, which no WebSocket tells
};

} // namespace pulse
