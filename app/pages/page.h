// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/scene.h"
#include "app/state/dashboardstate.h"
#include "app/style/adaptive.h"
#include "app/widgets/railbutton.h"
#include "app/widgets/sheet.h"
#include "common/core/literals.h"

namespace pulse {

class ChartLink;

/// One view of what the dashboard knows. Only the page in sight is asked to show it.
class Page : public Adaptive<>
{
    Q_OBJECT

public:
    using Adaptive::Adaptive;

    virtual QString title() const = 0;
    virtual RailIcon icon() const = 0;
    virtual QList<Sheet::Row> help() const = 0; ///< what is to be seen here, and what can be done
    virtual void showState(const DashboardState &state) = 0;
    /// Whether it has something to show; else the window explains why there is nothing.
    virtual bool hasContent(const DashboardState &state) const { return !state.store().isEmpty(); }
    virtual int badge(const DashboardState &) const { return 0; } ///< a number on its icon; 0: none
    virtual void reveal(int) {}                                   ///< an item of its own, as `pageWanted` names it

Q_SIGNALS:
    void changed();                                   ///< what is to be shown is another than before
    void momentWanted(qint64 time);                   ///< ms since epoch
    void pageWanted(const QString &id, int item = 0); ///< another page, where `item` is to be revealed

protected:
    static Sheet::Row timeHelp(); ///< for pages with charts
};

/// A page by its name in links, settings and on the command line.
struct PageEntry
{
    QString id;
    Page *(*make)(DashboardState &state, ChartLink &link);
};

/// All pages in the order of the rail.
const QList<PageEntry> &pageEntries();

QStringList pageNames(); ///< the ids of all pages

} // namespace pulse
