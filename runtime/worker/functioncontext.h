// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace pulse {

/// The `context` that the user's handler receives: read-only facts about the function, and `env`, a live Python object
/// that belongs to the function. Fields and methods are those of the original runtime; context["env"] and
/// context.get("env") work as well. May be accessed only with the GIL held.
class __attribute__((visibility("hidden"))) FunctionContext
{
public:
    struct Facts
    {
        std::string host; ///< of the Redis server; for a Unix socket its path
        int port = 0;
        std::string inputKey;
        std::string outputKey;
    };

    explicit FunctionContext(Facts facts);

    const Facts &facts() const noexcept { return m_facts; }
    /// Local time as %Y-%m-%d %H:%M:%S.
    const std::string &functionModified() const noexcept { return m_functionModified; }
    void setFunctionModified(std::string time) { m_functionModified = std::move(time); }
    /// None before the first call, then a datetime.
    const pybind11::object &lastExecution() const noexcept { return m_lastExecution; }
    const pybind11::object &env() const noexcept { return m_env; }
    void setEnv(pybind11::object env) { m_env = std::move(env); }
    void confirmExecution(); ///< sets `lastExecution` to now, naive local time
    void setLastExecution(pybind11::object time) { m_lastExecution = std::move(time); }

private:
    Facts m_facts;
    std::string m_functionModified;
    pybind11::object m_now; // datetime.datetime.now
    pybind11::object m_lastExecution = pybind11::none();
    pybind11::object m_env = pybind11::dict();
};

} // namespace pulse
