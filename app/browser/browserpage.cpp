// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/browser/browserpage.h"

#include "app/views/viewreport.h"

#include <QJsonDocument>
#include <QUrl>

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>

namespace pulse {
namespace {

using emscripten::val;

BrowserPage *current = nullptr; // for what the page calls: functions without an object

val page()
{
    return val::module_property("page");
}

QString textOf(const val &value)
{
    return QString::fromStdString(value.as<std::string>());
}

} // namespace

QUrl BrowserPage::feedUrl()
{
    return QUrl(textOf(page()["feed"]));
}

ViewLink BrowserPage::view()
{
    return ViewLink::read(textOf(page()["link"]), {});
}

ThemeChoice BrowserPage::theme()
{
    const qsizetype at = themeNames().indexOf(textOf(page()["theme"]));
    return static_cast<ThemeChoice>(std::max<qsizetype>(0, at));
}

BrowserPage::BrowserPage(MainWindow &window)
    : m_window(window)
{
    current = this;
    connect(&window, &MainWindow::viewChanged, this, &BrowserPage::showLink);
    connect(&window, &MainWindow::windowTitleChanged, this, &BrowserPage::showTitle);
    connect(&window, &MainWindow::themeChosen, this, &BrowserPage::keepTheme);
    connect(&window, &MainWindow::saveWanted, this, &BrowserPage::download);
    showTitle(window.windowTitle());
}

BrowserPage::~BrowserPage()
{
    current = nullptr;
}

void BrowserPage::openLink(const std::string &link)
{
    if (current)
        current->m_window.setView(ViewLink::read(QString::fromStdString(link), current->m_window.view()));
}

std::string BrowserPage::report()
{
    return current ? QJsonDocument(reportView(current->m_window)).toJson(QJsonDocument::Compact).toStdString() : "{}";
}

void BrowserPage::showLink()
{
    page().call<void>("showLink", m_window.view().text().toStdString());
}

void BrowserPage::showTitle(const QString &title)
{
    page().call<void>("showTitle", title.toStdString());
}

void BrowserPage::keepTheme(ThemeChoice choice)
{
    page().call<void>("keepTheme", themeNames().at(static_cast<qsizetype>(choice)).toStdString());
}

void BrowserPage::download(const QString &name, const QByteArray &content)
{
    page().call<void>("download", name.toStdString(),
                      val(emscripten::typed_memory_view(static_cast<std::size_t>(content.size()),
                                                        reinterpret_cast<const unsigned char *>(content.constData()))));
}

EMSCRIPTEN_BINDINGS(pulseboard)
{
    emscripten::function("openLink", &BrowserPage::openLink);
    emscripten::function("report", &BrowserPage::report);
}

} // namespace pulse
