// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/charts/timeheatmap.h"
#include "app/pages/eventlist.h"
#include "app/state/outcometext.h"
#include "app/widgets/chartlegend.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/tile.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "tests/support/files.h"

#include <QAction>
#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QTest>
#include <QTreeView>

#include <utility>

namespace pulse::test {

/// The place of each text, and the text.
using Texts = QList<std::pair<QString, QString>>;

/// Adds the texts of the widget, not those of its children.
inline void addTextsOf(const QWidget &widget, Texts &texts)
{
    const QString where = QLatin1String(widget.metaObject()->className());
    const auto add = [&](const char *what, const QString &text) {
        texts.append({where + '.'_L1 + QLatin1String(what), text});
    };
    add("toolTip", widget.toolTip());
    add("accessibleName", widget.accessibleName());
    add("accessibleDescription", widget.accessibleDescription());
    add("windowTitle", widget.windowTitle());
    for (const QAction *action : widget.actions())
        add("action", action->text());
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        add("text", label->text());
    if (const auto *label = qobject_cast<const ElidingLabel *>(&widget))
        add("text", label->text());
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        add("text", button->text());
    if (const auto *field = qobject_cast<const QLineEdit *>(&widget))
        add("placeholder", field->placeholderText());
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(&widget))
        add("placeholder", text->placeholderText());
    if (const auto *tile = qobject_cast<const Tile *>(&widget)) {
        add("label", tile->label());
        add("detail", tile->detail());
    }
    if (const auto *chart = qobject_cast<const LineChart *>(&widget)) {
        for (const QString &row : chart->tooltipRows() + chart->thresholdTexts())
            add("crosshair", row);
    }
    if (const auto *chart = qobject_cast<const TimeHeatMap *>(&widget)) {
        for (const QString &row : chart->tooltipRows() + chart->rowTexts())
            add("crosshair", row);
    }
    if (const auto *legend = qobject_cast<const ChartLegend *>(&widget)) {
        for (const QString &entry : legend->texts())
            add("entry", entry);
    }
    if (const auto *map = qobject_cast<const HeatMap *>(&widget)) {
        for (const HeatCell &cell : map->cells())
            add("cell", cell.label);
    }
    if (const auto *view = qobject_cast<const QAbstractItemView *>(&widget); view && view->model()) {
        const QAbstractItemModel &model = *view->model();
        for (int column = 0; column < model.columnCount(); ++column) {
            if (qobject_cast<const QTreeView *>(view))
                add("header", model.headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < model.rowCount(); ++row)
                add("cell", model.index(row, column).data().toString());
        }
    }
}

/// Returns all texts of a window that are visible or read by assistive technology.
inline Texts textsOf(const QWidget &window)
{
    Texts texts;
    addTextsOf(window, texts);
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->isVisible() && widget->window() == &window)
            addTextsOf(*widget, texts);
    }
    return texts;
}

/// A source that reports what the test reports.
class ReportingSource : public ResultSource
{
public:
    void open() override {}
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return {}; }
    void retranslate() override { ++retranslations; }

    void report(const SourceStatus &status)
    {
        m_status = status;
        Q_EMIT statusChanged(status);
    }

    int retranslations = 0;

private:
    SourceStatus m_status{SourceStatus::Kind::Live, u"redis://127.0.0.1:6379"_s, u"key-1"_s, {}};
};

/// Returns the report of a function that is not ready, with every outcome.
inline FunctionReport failures()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    FunctionReport report;
    report.status.emplace();
    report.status->function = u"usermodule.py"_s;
    report.status->trigger = u"poll"_s;
    report.status->version = u"0.1.0"_s;
    report.status->reason = u"NO-FUNCTION"_s;
    report.status->started = report.status->lastCall = now - 5000;
    for (const char *outcome : {"success", "nothing", "bad_input", "raised", "not_encodable", "out_of_memory",
                                "skipped", "timed_out", "crashed"}) {
        report.status->outcomes.append({QLatin1String(outcome), 3});
        if (OutcomeText::isFailure(QLatin1String(outcome)))
            report.failures.append({.time = now - 1000,
                                    .outcome = QLatin1String(outcome),
                                    .errorType = u"KeyError"_s,
                                    .errorMessage = u"KEY-NOT-THERE"_s,
                                    .stackTrace = {},
                                    .inputDigest = u"2c26b46b68ffc68f"_s,
                                    .duration = 0.2});
    }
    report.failures.last().errorType.clear();
    return report;
}

/// A window over ten results, the last of which is above a threshold.
struct ShownWindow
{
    explicit ShownWindow(const char *output = "output-flat-2025-12-04", const char *input = "metrics-2023-02-27",
                         const QString &language = u"auto"_s)
        : window(source, {.theme = ThemeChoice::Light, .language = language})
        , data(QString::fromUtf8(payload(output) + payload(input)))
    {
        window.resize(1100, 700);
        window.show();
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QList<Record> records;
        for (int i = 9; i >= 0; --i)
            records.append({now - i * 1000, payload(output), payload(input)});
        Q_EMIT source.aged(0);
        Q_EMIT source.history(records);
        const FunctionReport report = failures();
        Q_EMIT source.reportChanged(report);
        for (const QString &text : {source.status().where, source.status().key, report.status->function,
                                    report.status->trigger, report.status->version, report.status->reason,
                                    report.failures.constFirst().errorMessage, u"KeyError"_s, u"2c26b46b"_s})
            data += text + '\n'_L1;
        QTRY_VERIFY(window.windowTitle().startsWith(u"●"_s));
    }

    void overload()
    {
        QByteArray json = "{";
        for (int cpu = 0; cpu < 4; ++cpu)
            json += "\"avg-cpu" + QByteArray::number(cpu) + "-60sec\": " + QByteArray::number(99 - cpu) + ',';
        json += R"("virtual_memory-percent": 97})";
        data += QString::fromUtf8(json);
        Q_EMIT source.record({QDateTime::currentMSecsSinceEpoch(), json, R"({"virtual_memory-percent": 97})"});
    }

    template <class Widget>
    Widget *find() const
    {
        for (Widget *widget : window.findChildren<Widget *>()) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    QStringList events() const
    {
        QStringList texts;
        const QAbstractItemModel *model = window.findChild<EventList *>()->findChild<QListView *>()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString());
        return texts;
    }

    ReportingSource source;
    MainWindow window;
    QString data; ///< all texts of the data
};

} // namespace pulse::test
