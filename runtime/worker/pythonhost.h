// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace pulse {

/// What went wrong in the user's code, as Python tells it.
struct PythonFailure
{
    QString type;    ///< e.g. "ZeroDivisionError"
    QString message; ///< with file and line
    QString trace;   ///< the whole traceback

    bool operator==(const PythonFailure &) const = default;
};

/// What came of one call of the handler.
struct CallOutcome
{
    enum class Kind {
        Result,       ///< `json` holds it
        Nothing,      ///< the handler returned None, {} or another empty value: nothing is to be written
        BadInput,     ///< the value is not a JSON object, so the handler was not called
        Raised,       ///< the handler raised
        NotEncodable, ///< the handler returned something that JSON cannot carry
    };

    Kind kind = Kind::Nothing;
    QByteArray json;
    bool nanReplaced = false; ///< NaN or Infinity in the result became null
    PythonFailure failure;    ///< for the last three kinds
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
    static Result<std::unique_ptr<PythonHost>> start();
    ~PythonHost();
    PythonHost(const PythonHost &) = delete;
    PythonHost &operator=(const PythonHost &) = delete;

    /// Imports the file and finds its handler; call once, before `call`.
    Result<void, PythonFailure> load(const QString &pyFile, const Facts &facts);

    /// Calls handler(json.loads(input), context).
    CallOutcome call(const QByteArray &input);

private:
    PythonHost();

    struct Interpreter;
    std::unique_ptr<Interpreter> m_interpreter;
};

} // namespace pulse
