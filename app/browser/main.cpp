// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard as a web page: the same window, connected to the gateway that served the page.
#include "app/browser/browserpage.h"
#include "app/sources/feedsource.h"
#include "common/core/literals.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>

using namespace pulse;

namespace {

void useOwnFonts()
{
    for (const char *file : {":/fonts/Inter-Regular.otf", ":/fonts/Inter-SemiBold.otf"})
        QFontDatabase::addApplicationFont(QLatin1String(file));
    QApplication::setFont(QFont(u"Inter"_s));
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s)); // the palette is ours
    useOwnFonts();

    Language language(BrowserPage::language());
    FeedSource::Options feed;
    feed.socket.url = BrowserPage::feedUrl();
    feed.preferred = BrowserPage::view().output;
    FeedSource source(feed);
    MainWindow window(
        source, {.theme = BrowserPage::theme(), .view = BrowserPage::view(), .language = BrowserPage::language()});
    const BrowserPage page(window, source, language);
    window.showFullScreen();
    window.setFocus(); // as on the desktop: no control is marked until the user presses a key
    source.open();
    return QApplication::exec(); // never returns, so the objects above stay alive
}
