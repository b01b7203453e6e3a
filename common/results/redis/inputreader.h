// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/results/problem.h"
#include "common/results/record.h"

namespace pulse {

/// Adds to records without a measurement the value that the input key has when they arrive, since other runtimes write
/// only their results. All records pass through, in their order. Of several records that arrive together, or while the
/// key is being read, only the newest gets a measurement; those of the earlier ones are already overwritten.
class InputReader : public QObject
{
    Q_OBJECT

public:
    /// `client` outlives this. `key`: empty if it is not known; then records are not changed.
    InputReader(RedisClient &client, QByteArray key, QObject *parent = nullptr);

    void take(const Record &record, bool isLive = true);
    void clear(); ///< drops the records that wait for their measurement

Q_SIGNALS:
    void record(const pulse::Record &record, bool isLive);
    /// Why measurements cannot be read; none: no problem is known.
    void problemChanged(const pulse::Problem &problem);

private:
    struct Waiting
    {
        Record record;
        bool isLive; // see ResultSource::record
    };

    bool isToBeRead(const Record &record) const;
    void proceed();
    void readFor(const Waiting &newest);
    void handleReply(const RedisResult &reply);
    void handleError(const RedisError &error);
    void setProblem(const Problem &problem);

    RedisClient &m_client;
    QByteArray m_key;
    QList<Waiting> m_waiting;
    std::optional<Waiting> m_asked; // the record whose measurement is being read
    bool m_isReading = false;       // GET is under way
    Problem m_problem;
};

} // namespace pulse
