// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/itemview.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"
#include "common/results/failure.h"
#include "common/results/functionstatus.h"
#include "common/results/record.h"
#include "tests/support/files.h"
#include "tests/support/shownwidgets.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QImage>
#include <QTest>

namespace pulse::test {

/// The rail with the entries of the five pages.
struct Rail : NavigationRail
{
    explicit Rail(QWidget *parent = nullptr)
        : NavigationRail(parent)
    {
        addPage(RailIcon::tiles(), u"Overview"_s);
        addPage(RailIcon::chip(), u"CPUs"_s);
        addPage(RailIcon::pulse(), u"System"_s);
        addPage(RailIcon::braces(), u"Function"_s);
        addPage(RailIcon::table(), u"Data"_s);
    }
};

/// Returns a record 1.2 s old whose result has only numbers.
inline Record flatRecord()
{
    return {QDateTime::currentMSecsSinceEpoch() - 1200, payload("output-flat-2025-12-04"),
            payload("metrics-2023-02-27")};
}

/// Returns a record 1.2 s old whose result has lists.
inline Record nestedRecord()
{
    return {QDateTime::currentMSecsSinceEpoch() - 1200, payload("output-nested-history-2023-03-03"),
            payload("metrics-2022-07-16")};
}

/// Returns an exception of the function, with its stack trace.
inline Failure failureAt(qint64 time)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"KeyError"_s,
            .errorMessage = u"'net_io_counters_eth0-bytes_sent1' (/opt/usermodule.py, line 41)"_s,
            .stackTrace = u"  File \"/opt/usermodule.py\", line 41, in handler\n"
                          "    sent = input[\"net_io_counters_eth0-bytes_sent1\"]\n"
                          "           ~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"_s,
            .inputDigest = u"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"_s,
            .duration = 0.00042};
}

/// Returns the status of a function that is ready and has run for three hours.
inline FunctionStatus status()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return {.version = u"0.1.0"_s,
            .function = u"/opt/usermodule.py"_s,
            .functionModified = u"2026-11-25 11:02:03"_s,
            .codeHash = u"9f86d081884c7d659a2feaa0c55ad015"_s,
            .trigger = u"poll"_s,
            .started = now - 3 * 3'600'000,
            .ready = true,
            .reason = {},
            .calls = 12345,
            .outcomes = {{u"success"_s, 12340}, {u"raised"_s, 3}, {u"timed_out"_s, 2}},
            .lastCall = now - 1200,
            .lastDuration = 0.00042,
            .meanDuration = 0.00051,
            .workerRestarts = 2};
}

/// Returns that status and failures, one a minute; every third is a timeout.
inline FunctionReport report(int failures = 8)
{
    FunctionReport result{.status = status(), .failures = {}, .problem = {}};
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < failures; ++i) {
        Failure failure = failureAt(now - 60'000 * (i + 1));
        if (i % 3 == 1) {
            failure.outcome = u"timed_out"_s;
            failure.errorType = u"TimeoutError"_s;
            failure.errorMessage = u"the call took longer than 5 s and was ended"_s;
            failure.stackTrace.clear();
            failure.duration = 5;
        }
        result.failures.append(failure);
    }
    return result;
}

/// Shows the widget as a window of that size.
template <class Widget>
void showAt(Widget &widget, QSize size)
{
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

/// Returns whether a pixel of the widget has that color.
inline bool uses(QWidget &widget, const QColor &color)
{
    const QImage image = widget.grab().toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == color)
                return true;
        }
    }
    return false;
}

/// Returns the text in the clipboard.
inline QString clipboard()
{
    return QApplication::clipboard()->text();
}

/// Returns whether a visible text contains `text`.
inline bool says(const QWidget &window, const char *text)
{
    return showsText(window, QString::fromUtf8(text));
}

/// Returns the table of the page.
inline ItemView &tableOf(const QWidget &page)
{
    for (ItemView *view : page.findChildren<ItemView *>()) {
        if (!view->rootIsDecorated())
            return *view;
    }
    qFatal("No table");
}

} // namespace pulse::test
