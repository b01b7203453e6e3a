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

/// What went wrong in the user's code, as Python tells it.
struct PythonFailure
{
    QString type;    ///< e.g. "ZeroDivisionError"; empty: the message says it all
    QString message; ///< with file and line
    QString trace;   ///< the whole traceback

    QString summary() const { return type.isEmpty() ? message : type + u": "_s + message; }

    bool operator==(const PythonFailure &) const = default;
};

/// What came of one call of the handler.
struct CallOutcome
{
    Outcome kind = Outcome::Nothing; ///< one of the worker's
    QByteArray json;                 ///< the result, for Success
    bool nanReplaced = false;        ///< NaN, Infinity or an int beyond a double's range in the result became null
    PythonFailure failure;           ///< where there is neither a result nor nothing
};

/// The embedded CPython interpreter with the user's function in it. One per process; used from one thread. Between
/// calls the GIL is released, so that threads of the user's run on.
class PythonHost
{
public:
    /// What the handler finds in its context; see functioncontext.h.
    struct Facts
    {
        QString host;
        int port = 0;
        QByteArray inputKey;
        QByteArray outputKey;
    };

    /// Starts the interpreter: the distribution's Python, UTF-8 mode, unbuffered output, no signal handlers.
    static Result<std::unique_ptr<PythonHost>> start(const Facts &facts);
    ~PythonHost();
    PythonHost(const PythonHost &) = delete;
    PythonHost &operator=(const PythonHost &) = delete;

    /// Imports a version of the function. The context, and so the function's state, lives on. Where it cannot be
    /// loaded, the version before goes on. A version with the number of the one that is loaded only tells when it was
    /// modified.
    Result<void, PythonFailure> load(const FunctionVersion &version);
    QStringList files() const; ///< those of the user's that the last `load` read
    bool isLoaded() const noexcept { return m_number > 0; }

    /// What the next worker needs to continue where this one ends; state.py describes it. `problem` is the reason why
    /// it does not contain env. An empty `text` means that nothing could be made, so an older snapshot is out of date.
    struct Snapshot
    {
        QByteArray text;
        QString problem;
    };
    Snapshot snapshot(const QByteArray &inputHash) const;
    struct Restored
    {
        bool hasEnv;          ///< env was stored, and is restored
        QByteArray lastInput; ///< its hash
        QString problem;      ///< why there is a stored env that was not restored; empty: there is none
    };
    /// Restores env and the time of the last execution from a snapshot by the same code. Returns nothing if it is by
    /// other code, or no snapshot.
    std::optional<Restored> restore(const QByteArray &text);

    /// Calls handler(input as a dict, context); after `load`. `onEntered`: called when no thread of the function's
    /// keeps the interpreter any longer.
    CallOutcome call(
        const QByteArray &input, const std::function<void()> &onEntered = [] {});

private:
    PythonHost();

    struct Interpreter;
    std::unique_ptr<Interpreter> m_interpreter;
    int m_number = 0;      // of the version that is loaded
    QByteArray m_codeHash; // of the same
};

} // namespace pulse
