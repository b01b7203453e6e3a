// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/state/eventtexts.h"
#include "common/core/literals.h"

#include <QStringList>

namespace pulse::test {

constexpr qint64 start = 1'700'000'000'000; // ms since epoch

/// A source that is live and reports what the test reports.
class KnownSource : public ResultSource
{
public:
    void open() override { ++opened; }
    SourceStatus status() const override { return {SourceStatus::Kind::Live, u"here"_s, u"key"_s, {}}; }
    FunctionReport report() const override { return {}; }
    void retranslate() override { ++retranslations; }

    void setKind(SourceStatus::Kind kind, const QString &sentence = {})
    {
        Q_EMIT statusChanged({kind, u"here"_s, u"key"_s, sentence});
    }

    int opened = 0;
    int retranslations = 0;
};

/// A state whose clock only the test advances.
struct Known
{
    Known()
        : state({MetricFamilies::standard(), [this] { return ClockReading{.wall = now, .steady = now}; },
                 [this](const Event &event) {
                     return prefix + EventTexts::of(event, [](double value, const QString &unit) {
                                return QString::number(value) + unit;
                            });
                 }})
    {
        state.follow(source);
    }

    void add(int second, const QByteArray &json)
    {
        now = start + second * 1000;
        Q_EMIT source.record({now, json, {}}, true);
    }

    /// Sends results of these percentages of memory as the history, one a second until that second.
    void sendHistory(const QList<double> &memory, int last)
    {
        QList<Record> records;
        for (qsizetype i = 0; i < memory.size(); ++i)
            records.append({start + (last - memory.size() + 1 + i) * 1000,
                            "{\"virtual_memory-percent\": " + QByteArray::number(memory[i]) + "}",
                            {}});
        now = start + last * 1000;
        Q_EMIT source.history(records);
    }

    QStringList events()
    {
        QStringList texts;
        for (int row = 0; row < state.events().rowCount(); ++row)
            texts.append(state.events().index(row).data().toString());
        return texts;
    }

    qint64 now = start;
    QString prefix;
    KnownSource source;
    DashboardState state;
};

/// Returns the report after a call, with failures at those seconds, the newest first.
inline FunctionReport reportAt(int second, const QList<int> &failures)
{
    FunctionReport report{.status = FunctionStatus(), .failures = {}, .problem = {}};
    report.status->lastCall = start + second * 1000;
    report.status->lastDuration = 0.002;
    for (const int one : failures) {
        report.failures.append(Failure());
        report.failures.last().time = start + one * 1000;
        report.failures.last().outcome = u"raised"_s;
        report.failures.last().duration = 0.005;
    }
    return report;
}

} // namespace pulse::test
