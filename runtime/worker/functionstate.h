// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/callboard.h"
#include "runtime/worker/problemlog.h"
#include "runtime/worker/pythonhost.h"
#include "runtime/worker/resultstore.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

namespace pulse {

/// Returns the SHA-256 of an input, hexadecimal: the form in which snapshots and failures identify it.
QByteArray inputDigest(const QByteArray &input);

/// The data from which the next worker continues: context.env, the time of the last execution and the last input. They
/// are saved after each call if that takes at most 5 % of the time, otherwise less often, and are restored in the next
/// worker with the same code.
class FunctionState : public QObject
{
    Q_OBJECT

public:
    /// Snapshots are put into `store`, and problems with context.env are reported to `problems`.
    FunctionState(PythonHost &host, const CallBoard &board, ResultStore &store, ProblemLog &problems,
                  QObject *parent = nullptr);

    /// Restores the snapshot of the previous worker, unless it is from other code.
    void restore(const QByteArray &snapshot);

    void setLastInput(const QByteArray &input) { m_lastInput = input; }
    /// Returns whether this was the last input; before the first one, whether it was that of the restored snapshot.
    bool isLastInput(const QByteArray &input) const;

    /// Puts a snapshot into the store, now or later if the last one is too recent. Call `setLastInput` before.
    void save();
    /// Puts a snapshot that is due later into the store now. Returns false if there is none.
    bool savePending();

Q_SIGNALS:
    void savedLater(); ///< a snapshot was put into the store some time after `save`

private:
    void putSnapshot();

    PythonHost &m_host;
    const CallBoard &m_board;
    ResultStore &m_store;
    ProblemLog &m_problems;
    std::optional<QByteArray> m_lastInput;
    QByteArray m_restoredInput;    // digest of the previous worker's last input
    QTimer m_pending;              // active: a snapshot is still to be put into the store
    QElapsedTimer m_sinceSnapshot; // since the last one
    std::chrono::nanoseconds m_pause{0};
};

} // namespace pulse
