// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/redis/inputreader.h"
#include "common/results/redis/keyscan.h"
#include "common/results/redis/outputfollower.h"
#include "common/results/redis/reportfollower.h"
#include "common/results/resultsource.h"

namespace pulse {

/// Emits the results of an output key in Redis, each with its measurement, and the report on the function and the
/// machine. The measurement comes from the history, or from the input key if the history does not contain it.
class RedisSource : public ResultSource
{
    Q_OBJECT

public:
    /// `inputKey`: of the measurements; empty: not known. For the machine, the runtime's report has priority.
    RedisSource(OutputFollower::Options options, const QByteArray &inputKey, QObject *parent = nullptr);

    /// Searches the server for other keys with results while there are none under the output key
    /// (SourceStatus::resultKeys). Call it before open().
    void suggestKeys();

    void open() override;
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report.report(); }

private:
    void handleState(OutputFollower::State state);
    void handleProblem(const RedisError &error);
    void handleHistory(const QList<Record> &records);
    void handleRecord(const Record &record, bool isLive);
    void setStatus(SourceStatus::Kind kind, const Problem &problem = {});
    void setInputProblem(const Problem &problem);
    bool lacksResults() const;
    void searchKeys();
    void handleKeys(const QByteArrayList &keys);
    void handleRefusedSearch(const RedisError &error);

    RedisClient m_client; // for the two readers below; the follower has its own connections
    InputReader m_inputs;
    ReportFollower m_report;
    OutputFollower m_follower;
    SourceStatus m_status;
    KeyScan m_scan;
    QTimer m_nextSearch;      // runs while there are no results, if keys are suggested
    bool m_canSearch = false; // keys are suggested, and the server permits it
    bool m_isSearching = false;
};

} // namespace pulse
