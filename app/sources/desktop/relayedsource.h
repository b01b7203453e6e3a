// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/redis/redissource.h"

#include <memory>

namespace pulse {

/// What a Redis server tells, where something else has to be there first that leads to it: a process, a tunnel. Its
/// heirs say when it is there.
class RelayedSource : public ResultSource
{
    Q_OBJECT

public:
    using ResultSource::ResultSource;

    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }
    void retranslate() override { setStatus(m_status); }

protected:
    virtual QString where() const = 0;                ///< what people call it, whatever leads to it
    void tryAgain();                                  ///< the server, where there is a way to it
    void follow(std::unique_ptr<RedisSource> source); ///< opens it, and hands on what it tells
    void leave() { m_source.reset(); }                ///< what it has told stays
    void setStatus(SourceStatus status);

private:
    void setReport(const FunctionReport &report);

    std::unique_ptr<RedisSource> m_source; // while there is a way to it
    SourceStatus m_status;
    FunctionReport m_report;
};

} // namespace pulse
