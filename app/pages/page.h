// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/scene.h"
#include "app/state/dashboardstate.h"
#include "app/style/adaptive.h"
#include "app/widgets/railbutton.h"
#include "app/widgets/sheet.h"
#include "common/core/literals.h"

#include <optional>

namespace pulse {

class ChartLink;

/// One view of the dashboard's state. Only the visible page is asked to show it.
class Page : public Adaptive<>
{
    Q_OBJECT

public:
    using Adaptive::Adaptive;

    virtual QString title() const = 0;
    virtual QPainterPath icon() const = 0;      ///< one of RailIcon, or drawn like those
    virtual QList<Sheet::Row> help() const = 0; ///< explains what the page shows and what users can do
    virtual void showState(const DashboardState &state) = 0;
    /// Returns whether the page has something to show; if not, the window explains why.
    virtual bool hasContent(const DashboardState &state) const { return !state.store().isEmpty(); }
    virtual int badge(const DashboardState &) const { return 0; } ///< a number on its icon; 0: none
    /// Shows what another page asked for by `pageRequested`.
    virtual void reveal(std::optional<int>) {}

Q_SIGNALS:
    void changed();                                                     ///< the page has to be shown again
    void momentRequested(qint64 time);                                  ///< ms since epoch
    void saveRequested(const QString &name, const QByteArray &content); ///< in a file with that proposed name
    void functionRequested();                                           ///< the user wants to run another function
    /// Requests another page. `item`: what it shows, such as the number of a CPU; nothing: the page decides.
    void pageRequested(const QString &id, std::optional<int> item = {});

protected:
    static Sheet::Row timeHelp(); ///< for pages with charts
};

/// A page and its name in links, settings and on the command line.
struct PageEntry
{
    QString id;
    Page *(*make)(DashboardState &state, ChartLink &link);
};

/// All pages in the order of the rail.
const QList<PageEntry> &pageEntries();

QStringList pageNames(); ///< the ids of all pages

} // namespace pulse
