// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/language.h"
#include "app/window/mainwindow.h"

#include <QObject>
#include <QTimer>

namespace pulse {

/// The web page around the window (resources/web): its title, link, theme, language and downloads. The page passes
/// itself to the program as `Module.page` (resources/web/page.js), and calls `openLink` and `report` below.
class BrowserPage : public QObject
{
    Q_OBJECT

public:
    /// The feed of the gateway that served the page: ws:// or wss://.
    static QUrl feedUrl();
    /// The options from the page's link and from the user's earlier choices.
    static ViewLink view();
    static ThemeChoice theme();
    static QString language(); ///< one of Language::names()

    /// There can be only one; the arguments have to outlive it.
    BrowserPage(MainWindow &window, const ResultSource &source, Language &language);
    ~BrowserPage() override;

    static void openLink(const std::string &link); ///< the user changed the page's link
    static std::string report();                   ///< reportView() as JSON

private:
    void onStatusChanged(const SourceStatus &status);
    void showLink();
    void showTitle(const QString &title);
    void storeTheme(ThemeChoice choice);
    void useLanguage(const QString &name);
    void showLanguage();
    void copy();
    void download(const QString &name, const QByteArray &content);

    MainWindow &m_window;
    Language &m_language;
    QTimer m_access; // while not connected: checks whether the gateway still allows access, which a WebSocket does not
                     // report
};

} // namespace pulse
