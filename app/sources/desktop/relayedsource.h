// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/redis/redissource.h"

#include <memory>

namespace pulse {

/// Results in a Redis server that can only be reached when something else exists: a process, a tunnel. Subclasses
/// call `follow` when it exists.
class RelayedSource : public ResultSource
{
    Q_OBJECT

public:
    using ResultSource::ResultSource;

    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }
    void retranslate() override { setStatus(m_status); }

protected:
    virtual QString where() const = 0;                ///< the name to show for the server
    void tryAgain();                                  ///< reconnects to the server, if it can be reached
    void follow(std::unique_ptr<RedisSource> source); ///< opens the source and forwards its signals
    void leave() { m_source.reset(); }                ///< keeps the last status and report
    void setStatus(SourceStatus status);

private:
    void setReport(const FunctionReport &report);

    std::unique_ptr<RedisSource> m_source; // exists while the server can be reached
    SourceStatus m_status;
    FunctionReport m_report;
};

} // namespace pulse
