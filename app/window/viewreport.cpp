// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewreport.h"

#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/tile.h"
#include "common/core/literals.h"

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
    return {{u"label"_s, tile.label()}, {u"number"_s, tile.number()}, {u"detail"_s, tile.detail()}};
}

QJsonObject reportLine(const ChartLine &line)
{
    QJsonObject report{{u"label"_s, line.label}, {u"count"_s, static_cast<qint64>(line.values.size())}};
    for (auto value = line.values.crbegin(); value != line.values.crend(); ++value) {
        if (!std::isfinite(value->value))
            continue;
        report.insert(u"time"_s, value->time);
        report.insert(u"value"_s, value->value);
        break;
    }
    return report;
}

QJsonObject reportChart(const LineChart &chart)
{
    QJsonArray lines;
    for (const ChartLine &line : chart.lines())
        lines.append(reportLine(line));
    return {{u"title"_s, chart.accessibleName()},
            {u"from"_s, chart.timeRange().first},
            {u"to"_s, chart.timeRange().second},
            {u"lines"_s, lines}};
}

QJsonObject reportHeatMap(const HeatMap &map)
{
    QJsonArray cells;
    for (const HeatCell &cell : map.cells())
        cells.append(QJsonObject{{u"label"_s, cell.label}, {u"value"_s, cell.value}});
    return {{u"title"_s, map.accessibleName()}, {u"cells"_s, cells}};
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
    return {{u"name"_s, name},
            {u"x"_s, place.x()},
            {u"y"_s, place.y()},
            {u"width"_s, place.width()},
            {u"height"_s, place.height()}};
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
    return {{u"tiles"_s, reportAll<Tile>(window, reportTile)},
            {u"charts"_s, reportAll<LineChart>(window, reportChart)},
            {u"heatMaps"_s, reportAll<HeatMap>(window, reportHeatMap)},
            {u"rows"_s, rowsInSight(window)},
            {u"texts"_s, textsInSight(window)},
            {u"controls"_s, controlsInSight(window)}};
}

} // namespace pulse
