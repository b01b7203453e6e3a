// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewreport.h"

#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/tile.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QJsonArray>
#include <QMenu>

#include <cmath>

namespace pulse {
namespace {

QJsonObject reportTile(const Tile &tile)
{
    return {{QStringLiteral("label"), tile.label()},
            {QStringLiteral("number"), tile.number()},
            {QStringLiteral("detail"), tile.detail()}};
}

QJsonObject reportLine(const ChartLine &line)
{
    QJsonObject report{{QStringLiteral("label"), line.label},
                       {QStringLiteral("count"), static_cast<qint64>(line.values.size())}};
    for (auto value = line.values.crbegin(); value != line.values.crend(); ++value) {
        if (!std::isfinite(value->value))
            continue;
        report.insert(QStringLiteral("time"), value->time);
        report.insert(QStringLiteral("value"), value->value);
        break;
    }
    return report;
}

QJsonObject reportChart(const LineChart &chart)
{
    QJsonArray lines;
    for (const ChartLine &line : chart.lines())
        lines.append(reportLine(line));
    return {{QStringLiteral("title"), chart.accessibleName()},
            {QStringLiteral("from"), chart.timeRange().first},
            {QStringLiteral("to"), chart.timeRange().second},
            {QStringLiteral("lines"), lines}};
}

QJsonObject reportHeatMap(const HeatMap &map)
{
    QJsonArray cells;
    for (const HeatCell &cell : map.cells())
        cells.append(QJsonObject{{QStringLiteral("label"), cell.label}, {QStringLiteral("value"), cell.value}});
    return {{QStringLiteral("title"), map.accessibleName()}, {QStringLiteral("cells"), cells}};
}

/// What `report` makes of each widget of a kind that is in sight.
template <class Widget>
QJsonArray reportAll(const QWidget &window, QJsonObject (*report)(const Widget &))
{
    QJsonArray all;
    for (const Widget *widget : window.findChildren<Widget *>()) {
        if (widget->isVisible())
            all.append(report(*widget));
    }
    return all;
}

int rowsInSight(const QWidget &window)
{
    int rows = 0;
    for (const QAbstractItemView *view : window.findChildren<QAbstractItemView *>()) {
        if (view->isVisible() && view->model())
            rows += view->model()->rowCount();
    }
    return rows;
}

QJsonArray textsInSight(const QWidget &window)
{
    QJsonArray texts;
    for (const ElidingLabel *label : window.findChildren<ElidingLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty())
            texts.append(label->text());
    }
    return texts;
}

QJsonObject control(const QString &name, const QRect &place)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("x"), place.x()},
            {QStringLiteral("y"), place.y()},
            {QStringLiteral("width"), place.width()},
            {QStringLiteral("height"), place.height()}};
}

QRect placeIn(const QWidget &window, const QWidget &widget, const QRect &rect)
{
    return {window.mapFromGlobal(widget.mapToGlobal(rect.topLeft())), rect.size()};
}

QJsonArray controlsInSight(const QWidget &window)
{
    QJsonArray controls;
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        const QString name = button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
        if (button->isVisible())
            controls.append(control(name, placeIn(window, *button, button->rect())));
    }
    for (const LineChart *chart : window.findChildren<LineChart *>()) {
        if (chart->isVisible())
            controls.append(control(chart->accessibleName(), placeIn(window, *chart, chart->rect())));
    }
    for (const QMenu *menu : window.findChildren<QMenu *>()) {
        for (QAction *action : menu->actions()) {
            if (menu->isVisible() && !action->isSeparator())
                controls.append(control(action->text(), placeIn(window, *menu, menu->actionGeometry(action))));
        }
    }
    return controls;
}

} // namespace

QJsonObject reportView(const QWidget &window)
{
    return {{QStringLiteral("tiles"), reportAll<Tile>(window, reportTile)},
            {QStringLiteral("charts"), reportAll<LineChart>(window, reportChart)},
            {QStringLiteral("heatMaps"), reportAll<HeatMap>(window, reportHeatMap)},
            {QStringLiteral("rows"), rowsInSight(window)},
            {QStringLiteral("texts"), textsInSight(window)},
            {QStringLiteral("controls"), controlsInSight(window)}};
}

} // namespace pulse
