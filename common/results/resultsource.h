// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"
#include "common/results/record.h"

#include <QObject>

#include <optional>

namespace pulse {

/// The status of a source.
struct SourceStatus
{
    enum class Kind {
        Connecting, ///< for the first time
        Waiting,    ///< connected; there is no result yet
        Live,       ///< connected; results arrive
        Lost,       ///< not connected; the source reconnects by itself
        Refused,    ///< results cannot be read until a person changes something
        NotJson,    ///< the newest result is not JSON; set by the decoder, not by sources
    };

    Kind kind = Kind::Connecting;
    QString where;            ///< what it is connected to, for people; no password
    QString key;              ///< the output key; empty while it is unknown
    Problem problem;          ///< the reason for the kind, if it needs one
    Problem inputProblem{};   ///< why measurements cannot be read; none if they can
    bool isExplained = false; ///< for Lost: the problem already says what the user can do
    /// While there are no results under the key: other keys that may contain results; nothing: not searched (yet).
    std::optional<QStringList> resultKeys{};

    bool isBroken() const { return kind == Kind::Lost || kind == Kind::Refused; }
    /// Returns whether the source notices by itself that a person removed the cause.
    bool isWatched() const
    {
        return problem.kind == Problem::Kind::Permission || problem.kind == Problem::Kind::NotResults;
    }
    bool operator==(const SourceStatus &) const = default;
};

/// A source of results, as they were written. Models and views use only this interface.
class ResultSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual void open() = 0; ///< connects now, also instead of waiting for the next attempt
    virtual SourceStatus status() const = 0;
    virtual FunctionReport report() const = 0; ///< the last report
    /// Returns whether the function runs because of this source, so that the user can replace it.
    virtual bool canChooseFunction() const { return false; }
    /// The output keys that can be chosen: those of a gateway, when it has sent them.
    virtual QStringList outputs() const { return {}; }
    /// Discards all records and follows another output, also after reconnects.
    virtual void chooseOutput(const QString &) {}
    /// Called after the UI language changed, since SourceStatus::where may be a text in that language.
    virtual void retranslate() {}

Q_SIGNALS:
    void statusChanged(const pulse::SourceStatus &status);
    /// All known records, oldest first; they replace those of earlier signals.
    void history(const QList<pulse::Record> &records);
    /// One more record. `isLive` is false if it was written earlier, while the connection was lost.
    void record(const pulse::Record &record, bool isLive = true);
    /// How long ago the newest record was written, in ms, by the clock of the server that stores it; nothing: unknown.
    /// Emitted before or after each history and before or after records that are not live.
    void aged(std::optional<qint64> age);
    void reportChanged(const pulse::FunctionReport &report);
};

} // namespace pulse
