// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/desktop/svgpicture.h"
#include "app/widgets/panel.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "tests/support/pageindex.h"
#include "tests/support/paths.h"

#include <QApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

namespace pulse::test {

/// The number of CPUs in each result.
constexpr int cpus = 4;

/// The entries of a chart's menu.
inline const QStringList entries{u"Copy picture"_s, u"Save picture (PNG)"_s, u"Save picture (SVG)"_s,
                                 u"Save visible values (CSV)"_s};

/// A source that is live and never changes.
class IdleSource : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"here"_s, u"k"_s, {}}; }
    FunctionReport report() const override { return {}; }
};

/// Returns a result with waves; `second`: of the five minutes that are visible.
inline QByteArray resultAt(int second)
{
    QJsonObject result;
    for (int i = 0; i < cpus; ++i)
        result.insert(u"moving_average_cpu_percent-%1"_s.arg(i), 50 + 40 * std::sin(i + second / 30.0));
    result.insert(u"percentage_outgoing_bytes"_s, 20 + second / 10.0);
    result.insert(u"percentage_memory_caching"_s, 60);
    return QJsonDocument(result).toJson(QJsonDocument::Compact);
}

/// Returns a real measurement with counters that grow.
inline QByteArray measurementAt(int second)
{
    static const QJsonObject real = [] {
        QFile file(dataPath("/payloads/metrics-2023-02-27.json"));
        return QJsonDocument::fromJson(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray()).object();
    }();
    QJsonObject object = real;
    const QString name = u"net_io_counters_eth0-bytes_sent"_s;
    object.insert(name, object.value(name).toDouble() + second * 1024.0);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Returns one result a second from before the visible five minutes on, with a single result in a gap of a minute.
inline QList<Record> history()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QList<Record> records;
    for (int second = -60; second < 300; ++second) {
        if (second < 100 || second == 130 || second >= 160)
            records.append({now - (299 - second) * 1000, resultAt(second), measurementAt(second)});
    }
    return records;
}

/// A window that does not change by itself, so that two pictures of it are the same.
struct ExportWindow
{
    explicit ExportWindow(int page = PageIndex::Overview, ThemeChoice theme = ThemeChoice::Light,
                          const Exporter::MakeSvg &makeSvg = svgPicture)
        : window(source, {.theme = theme, .view = {.page = page}, .makeSvg = makeSvg})
    {
        window.resize(1280, 900);
        window.show();
        Q_EMIT source.aged(0);
        Q_EMIT source.history(history());
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_VERIFY(window.findChild<QWidget *>(u"pages"_s)->isVisible()); // not before there are data
        QTest::keyClick(&window, Qt::Key_Space);
        settle();
    }

    /// Waits until the layout is complete.
    void settle() const
    {
        const auto places = [this] {
            QList<QRect> all;
            for (const Panel *panel : panels())
                all.append(panel->geometry());
            return all;
        };
        QList<QRect> before;
        do {
            before = places();
            QApplication::processEvents();
        } while (places() != before);
    }

    QList<Panel *> panels() const
    {
        QList<Panel *> result = window.findChildren<Panel *>();
        result.removeIf([](const Panel *panel) { return !panel->isVisible(); });
        return result;
    }
    Panel &panel(const char *title) const
    {
        for (Panel *panel : panels()) {
            if (panel->title().startsWith(QLatin1String(title)))
                return *panel;
        }
        qFatal("No panel %s", title);
    }
    LineChart &chart(const char *title) const { return *panel(title).findChild<LineChart *>(); }

    /// Returns the open menu.
    QMenu *menu() const { return qobject_cast<QMenu *>(QApplication::activePopupWidget()); }
    QMenu *menuOf(QWidget &panel)
    {
        panel.setFocus();
        QTest::keyClick(&panel, Qt::Key_Menu);
        return menu();
    }
    /// Returns the file name and the content that an entry of a panel's menu saves.
    QList<QVariant> save(QWidget &panel, const QString &entry)
    {
        QSignalSpy saved(&window, &MainWindow::saveRequested);
        QMenu *menu = menuOf(panel);
        for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
            if (action->text() != entry)
                continue;
            menu->close();
            action->trigger();
        }
        return saved.value(0, {QString(), QByteArray()});
    }
    QByteArray svg(QWidget &panel) { return save(panel, entries[2])[1].toByteArray(); }
    QImage png(QWidget &panel) { return QImage::fromData(save(panel, entries[1])[1].toByteArray(), "PNG"); }
    QByteArray csv(const char *title) { return save(panel(title), entries[3])[1].toByteArray(); }

    IdleSource source;
    MainWindow window;
};

} // namespace pulse::test
