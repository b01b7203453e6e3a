// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

#include <string>

namespace pulse {

/// The `context` that the user's handler receives: facts about the function, read-only, and `env`, a live Python object
/// that is the function's own. Fields and methods are those of the original runtime; context["env"] and
/// context.get("env") work as well. Touch it only with the GIL held.
class __attribute__((visibility("hidden"))) FunctionContext
{
public:
    struct Facts
    {
        std::string host; ///< of the Redis server; the socket's path for a Unix socket
        int port = 0;
        std::string inputKey;
        std::string outputKey;
    };

    explicit FunctionContext(Facts facts);

    const Facts &facts() const noexcept { return m_facts; }
    const std::string &functionModified() const noexcept { return m_functionModified; }
    void setFunctionModified(std::string time) { m_functionModified = std::move(time); } ///< %Y-%m-%d %H:%M:%S, local
    const pybind11::object &lastExecution() const noexcept { return m_lastExecution; }   ///< None, then a datetime
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
