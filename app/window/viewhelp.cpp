// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/viewhelp.h"

#include <QCoreApplication>

namespace pulse {
namespace {

using Row = Sheet::Row;
using Rows = QList<Row>;

class ViewHelp
{
    Q_DECLARE_TR_FUNCTIONS(ViewHelp)

public:
    static Rows overview()
    {
        return {
            {tr("Tiles"),
             tr("The newest values, and how they changed. First the numbers that your function returns under names "
                "of its own; if there are more than six, a click on +n shows all. Egress is the share "
                "of the bytes sent in all network traffic, cache the share of memory that holds the contents of "
                "files.")},
            {tr("CPU average"), tr("The moving average of each CPU, as the function has computed it. Where there are "
                                   "many, the busiest ones are in colour. Thin lines across are limits: at 80 % a "
                                   "warning, at 95 % critical.")},
            {tr("CPUs now"), tr("The newest average of each CPU, from idle (green) to busy (red). Click one to see it "
                                "alone.")},
            {tr("Events"), tr("What crossed a limit, when the function failed, when the connection was lost. Click one "
                              "to see its moment.")},
            {tr("What is pale"), tr("Values of earlier: no new ones come at present.")},
            time(),
        };
    }

    static Rows cpus()
    {
        return {
            {tr("Left"), tr("What was measured of each CPU: the share of time in which it worked.")},
            {tr("Right"),
             tr("Its moving average, as the function has computed it; where there are several, choose over "
                "which time.")},
            {tr("Table"), tr("A row for each CPU. Click a column's head to sort by it, a row to see that CPU alone, "
                             "more with Ctrl or Shift.")},
            {tr("Filter"), tr("By number (0-7, 12) or by load (>50, <5). Charts and table show what is left.")},
            time(),
        };
    }

    static Rows system()
    {
        return {
            {tr("Charts"), tr("What the collector measured: memory, frequency, processes, network, context switches, "
                              "interrupts. Counters are shown as rates per second.")},
            {tr("Other numbers"), tr("What the function returns under names that are not known here, each in a chart "
                                     "of its own. A table of families gives them titles and units (--families).")},
            time(),
        };
    }

    static Rows function()
    {
        return {
            {tr("At the top"), tr("What the runtime says: whether the function is ready, how often it was called, how "
                                  "long that took, how often it failed, which file it is.")},
            {tr("Failures"), tr("The last calls that ended without a result: the error and its traceback. "
                                "The results from before stay.")},
            {tr("Change it"),
             tr("When its file changes, the runtime loads it anew; a file that cannot be loaded is told "
                "of here, and the function from before goes on.")},
            {tr("Nothing here"), tr("Another runtime than Pulseboard's writes the results; it says nothing of the "
                                    "function.")},
        };
    }

    static Rows data()
    {
        return {
            {tr("Table"), tr("All values of the newest result and of the measurement it came from. "
                             "Type to find names and values.")},
            {tr("Tree"), tr("Both as they were written, as JSON.")},
            {tr("Copy"), tr("The result, the measurement or what is selected, as JSON.")},
        };
    }

private:
    static Row time()
    {
        return {tr("Time"),
                tr("All charts show the same time. Drag to go back, turn the wheel to zoom, double click to "
                   "come back to live. Click a moment to see its result, measurement and error. A click with the "
                   "right button has the chart's picture and values.")};
    }
};

} // namespace

QList<Sheet::Row> viewHelp(NavigationRail::Page page)
{
    switch (page) {
    case NavigationRail::Overview:
        return ViewHelp::overview();
    case NavigationRail::Cpus:
        return ViewHelp::cpus();
    case NavigationRail::System:
        return ViewHelp::system();
    case NavigationRail::Function:
        return ViewHelp::function();
    case NavigationRail::Data:
        break;
    }
    return ViewHelp::data();
}

} // namespace pulse
