// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"
#include "common/results/record.h"

#include <QObject>

#include <optional>

namespace pulse {

/// How a source of results is doing.
struct SourceStatus
{
    enum class Kind {
        Connecting, ///< for the first time
        Waiting,    ///< connected; there is no result yet
        Live,       ///< connected; results arrive
        Lost,       ///< was connected, or should be; tries again by itself
        Refused,    ///< connected, but results are withheld: a person has to change something
        NotJson,    ///< the newest result cannot be read; what came before stays. Who decodes it says so, no source
    };

    Kind kind = Kind::Connecting;
    QString where;            ///< what it is connected to, for people; no password
    QString key;              ///< the output key; empty while not known
    Problem problem;          ///< why, for the kinds that need a reason
    Problem inputProblem{};   ///< why the measurements cannot be read; none if they can
    bool isExplained = false; ///< the problem says all that a person can do; if the connection is lost

    bool isBroken() const { return kind == Kind::Lost || kind == Kind::Refused; }
    /// The source notices by itself when a person has removed the cause.
    bool isWatched() const
    {
        return problem.kind == Problem::Kind::Permission || problem.kind == Problem::Kind::NotResults;
    }
    bool operator==(const SourceStatus &) const = default;
};

/// Where results come from, as they were written. Models and views know this interface only.
class ResultSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open() = 0; ///< at first, and to try again now where it waits, for a moment or for a person
    virtual SourceStatus status() const = 0;
    virtual FunctionReport report() const = 0; ///< the last one that is known
    /// Called after the UI language changed: where it is connected to is a text in that language.
    virtual void retranslate() {}

Q_SIGNALS:
    void statusChanged(const pulse::SourceStatus &status);
    /// All that is known, oldest first; it replaces whatever was known before.
    void history(const QList<pulse::Record> &records);
    /// One more. Not live: it was written before it could arrive, while the connection was lost.
    void record(const pulse::Record &record, bool isLive = true);
    /// How long ago the newest record was written, ms, by the clock of the server that keeps it; nothing: that is not
    /// known. Emitted with each history and with records that are not live, before or after them.
    void aged(std::optional<qint64> age);
    void reportChanged(const pulse::FunctionReport &report);
};

} // namespace pulse
