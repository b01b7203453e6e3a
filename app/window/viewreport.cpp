// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewreport.h"

#include "app/charts/chartkinds.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/tile.h"
#include "common/core/literals.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QJsonArray>
#include <QMenu>

namespace pulse {
namespace {

QJsonObject reportTile(const Tile &tile)
{
    return {{u"label"_s, tile.label()}, {u"number"_s, tile.number()}, {u"detail"_s, tile.detail()}};
}

QJsonArray visibleTiles(const QWidget &window)
{
    QJsonArray tiles;
    for (const Tile *tile : window.findChildren<Tile *>()) {
        if (tile->isVisible())
            tiles.append(reportTile(*tile));
    }
    return tiles;
}

QJsonArray visibleCharts(const QWidget &window, const ChartKind &kind)
{
    QJsonArray charts;
    for (const Chart *chart : window.findChildren<Chart *>()) {
        if (chart->isVisible() && kind.includes(*chart))
            charts.append(chart->report());
    }
    return charts;
}

int countVisibleRows(const QWidget &window)
{
    int rows = 0;
    for (const QAbstractItemView *view : window.findChildren<QAbstractItemView *>()) {
        if (view->isVisible() && view->model())
            rows += view->model()->rowCount();
    }
    return rows;
}

QJsonArray visibleTexts(const QWidget &window)
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

QJsonArray visibleControls(const QWidget &window)
{
    QJsonArray controls;
    for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
        const QString name = button->accessibleName().isEmpty() ? button->text() : button->accessibleName();
        if (button->isVisible())
            controls.append(control(name, placeIn(window, *button, button->rect())));
    }
    for (const Chart *chart : window.findChildren<Chart *>()) {
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
    QJsonObject report{{u"tiles"_s, visibleTiles(window)},
                       {u"rows"_s, countVisibleRows(window)},
                       {u"texts"_s, visibleTexts(window)},
                       {u"controls"_s, visibleControls(window)}};
    for (const ChartKind &kind : chartKinds())
        report.insert(kind.reportName, visibleCharts(window, kind));
    return report;
}

} // namespace pulse
