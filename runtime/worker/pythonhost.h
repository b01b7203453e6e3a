// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/result.h"

#include "runtime/core/callboard.h"
#include "runtime/core/functionversion.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace pulse {

/// A failure in the user's code, as Python describes it.
struct PythonFailure
{
    QString type;    ///< e.g. "ZeroDivisionError"; empty: the message is complete
    QString message; ///< with file and line
    QString trace;   ///< the whole traceback

    QString summary() const { return type.isEmpty() ? message : type + u": "_s + message; }

    bool operator==(const PythonFailure &) const = default;
};

/// The outcome of one call of the handler.
struct CallOutcome
{
    Outcome kind = Outcome::Nothing; ///< one that a worker can have
    QByteArray json;                 ///< the result, for Success
    bool nanReplaced = false;        ///< NaN, Infinity or an int beyond a double's range in the result became null
    PythonFailure failure;           ///< for all outcomes except Success and Nothing
};

/// The embedded CPython interpreter with the user's function. One per process; used from one thread. The GIL is
/// released between calls, so that the user's threads can run.
class PythonHost
{
public:
    /// The facts in the handler's context; see functioncontext.h.
    struct Facts
    {
        QString host;
        int port = 0;
        QByteArray inputKey;
        QByteArray outputKey;
    };

    /// Starts the interpreter: the distribution's Python with UTF-8 mode, unbuffered output and no signal handlers.
    static Result<std::unique_ptr<PythonHost>> start(const Facts &facts);
    ~PythonHost();
    PythonHost(const PythonHost &) = delete;
    PythonHost &operator=(const PythonHost &) = delete;

    /// Imports a version of the function. The context, and therefore the function's state, is kept. If the import
    /// fails, the previous version stays loaded. A version with the number of the loaded one only updates its
    /// modification time.
    Result<void, PythonFailure> load(const FunctionVersion &version);
    QStringList files() const; ///< the user's files that the last `load` read

    /// The data from which the next worker continues: a JSON object with the fields "code" and "input" (hashes),
    /// "last_execution" (ISO 8601 or null), and "env", or "env": null and "tagged" (see tagging.py). `problem` is the
    /// reason why it does not contain env. An empty `text` means that no snapshot could be made and that an older one
    /// is outdated.
    struct Snapshot
    {
        QByteArray text;
        QString problem;
    };
    Snapshot snapshot(const QByteArray &inputHash) const;
    struct Restored
    {
        bool hasEnv;          ///< env was stored and is restored
        QByteArray lastInput; ///< hash of the last input
        QString problem;      ///< why a stored env was not restored; empty: none was stored
    };
    /// Restores env and the time of the last execution from a snapshot of the same code. Returns nothing if it is from
    /// other code, or not a snapshot.
    std::optional<Restored> restore(const QByteArray &text);

    /// Calls handler(input as a dict, context); only after `load`. `onEntered` is called when no thread of the function
    /// holds the interpreter any more.
    CallOutcome call(
        const QByteArray &input, const std::function<void()> &onEntered = [] {});

private:
    PythonHost();

    struct Interpreter;
    std::unique_ptr<Interpreter> m_interpreter;
    int m_number = 0;      // of the loaded version
    QByteArray m_codeHash; // of the loaded version
};

} // namespace pulse
