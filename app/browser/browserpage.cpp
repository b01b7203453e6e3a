// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/browser/browserpage.h"

#include "app/window/viewreport.h"
#include "common/core/literals.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QUrl>

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>

namespace pulse {
namespace {

using emscripten::val;

constexpr std::chrono::seconds accessPause(5);

BrowserPage *current = nullptr; // used by the functions that the web page calls

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

QString BrowserPage::language()
{
    const QStringList names = Language::names();
    return names.at(std::max<qsizetype>(0, names.indexOf(textOf(page()["language"]))));
}

BrowserPage::BrowserPage(MainWindow &window, const ResultSource &source, Language &language)
    : m_window(window)
    , m_language(language)
{
    current = this;
    connect(&source, &ResultSource::statusChanged, this, &BrowserPage::onStatusChanged);
    connect(&m_access, &QTimer::timeout, this, [] { page().call<void>("checkAccess"); });
    connect(&window, &MainWindow::viewChanged, this, &BrowserPage::showLink);
    connect(&window, &MainWindow::windowTitleChanged, this, &BrowserPage::showTitle);
    connect(&window, &MainWindow::themeChosen, this, &BrowserPage::storeTheme);
    connect(&window, &MainWindow::languageChosen, this, &BrowserPage::useLanguage);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &BrowserPage::copy);
    connect(&window, &MainWindow::saveRequested, this, &BrowserPage::download);
    showLink();
    showLanguage();
    showTitle(window.windowTitle());
    QTimer::singleShot(0, this, [] { page().call<void>("started"); }); // once the event loop runs
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

void BrowserPage::onStatusChanged(const SourceStatus &status)
{
    if (status.kind != SourceStatus::Kind::Lost)
        m_access.stop();
    else if (!m_access.isActive())
        m_access.start(accessPause);
}

void BrowserPage::showLink()
{
    page().call<void>("showLink", m_window.view().text().toStdString());
}

void BrowserPage::showTitle(const QString &title)
{
    page().call<void>("showTitle", title.toStdString());
}

void BrowserPage::storeTheme(ThemeChoice choice)
{
    page().call<void>("keepTheme", themeNames().at(static_cast<qsizetype>(choice)).toStdString());
}

void BrowserPage::useLanguage(const QString &name)
{
    m_language.choose(name);
    page().call<void>("keepLanguage", name.toStdString());
    showLanguage();
}

void BrowserPage::showLanguage()
{
    page().call<void>("showLanguage", QString(m_language.current()).replace('_'_L1, '-'_L1).toStdString());
}

void BrowserPage::copy()
{
    if (const QString text = QGuiApplication::clipboard()->text(); !text.isEmpty())
        page().call<void>("copyText", text.toStdString());
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
