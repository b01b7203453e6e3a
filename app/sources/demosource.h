// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/demomachine.h"
#include "common/results/resultsource.h"

#include <QTimer>

#include <optional>

namespace pulse {

/// A source that needs no machine, server or function: the last hour of a DemoMachine, and then a result every 2 s. The
/// function fails now and then.
class DemoSource : public ResultSource
{
    Q_OBJECT

public:
    explicit DemoSource(QObject *parent = nullptr);

    void open() override;
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }
    void retranslate() override;

private:
    std::optional<Record> call(qint64 time);
    void addRecord();

    DemoMachine m_machine;
    SourceStatus m_status;
    FunctionReport m_report;
    FunctionStatus m_function;
    QTimer m_next;
    int m_calls = 0;
};

} // namespace pulse
