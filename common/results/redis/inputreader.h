// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/results/problem.h"
#include "common/results/record.h"

namespace pulse {

/// Gives records that came without their measurement the one that lies under the input key when they arrive: a foreign
/// runtime tells only its results. All records pass through, in their order. The key is read once for the newest of
/// those that arrived together, or while it was being read; the measurements of those before it are overwritten by
/// then.
class InputReader : public QObject
{
    Q_OBJECT

public:
    /// `client` outlives this. `key`: empty where it is not known; then records pass as they are.
    InputReader(RedisClient &client, QByteArray key, QObject *parent = nullptr);

    void take(const Record &record, bool isLive = true);
    void clear(); ///< records that wait for their measurement are void

Q_SIGNALS:
    void record(const pulse::Record &record, bool isLive);
    /// Why measurements cannot be read; none: they can, as far as is known.
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
    void takeReply(const RedisResult &reply);
    void takeError(const RedisError &error);
    void setProblem(const Problem &problem);

    RedisClient &m_client;
    QByteArray m_key;
    QList<Waiting> m_waiting;
    std::optional<Waiting> m_asked; // whose measurement is being read
    bool m_reading = false;         // a GET is under way
    Problem m_problem;
};

} // namespace pulse
