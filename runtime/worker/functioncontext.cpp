// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/functioncontext.h"

#include <pybind11/embed.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace py = pybind11;

namespace pulse {
namespace {

constexpr std::array<std::string_view, 6> readOnlyFields = {
    "host", "port", "input_key", "output_key", "function_getmtime", "last_execution",
};

constexpr const char *helpText = R"(context, the second argument of handler(input, context):
  context.host, context.port     the Redis server
  context.input_key, .output_key the keys that are read and written
  context.function_getmtime      when the module file was last modified, 'YYYY-MM-DD HH:MM:SS'
  context.last_execution         datetime of the last call that succeeded, None before the first
  context.env                    your own dict, which is kept between calls; may be re-assigned
  context.set_env(new)           the same as context.env = new
  context.confirm_execution()    sets last_execution to now
  context.help()                 prints this)";

void setAttribute(const py::object &self, const py::str &name, const py::object &value)
{
    const auto field = py::cast<std::string>(name);
    if (std::ranges::find(readOnlyFields, field) != readOnlyFields.end())
        throw py::attribute_error("context." + field + " is read-only; only context.env may be assigned");
    if (PyObject_GenericSetAttr(self.ptr(), name.ptr(), value.ptr()) != 0)
        throw py::error_already_set();
}

bool contains(const py::object &self, const py::object &name)
{
    return py::isinstance<py::str>(name) && py::hasattr(self, name);
}

py::object item(const py::object &self, const py::object &name)
{
    if (contains(self, name))
        return self.attr(name);
    PyErr_SetObject(PyExc_KeyError, name.ptr()); // like a dict: with the key itself
    throw py::error_already_set();
}

py::object itemOr(const py::object &self, const py::object &name, const py::object &fallback)
{
    return contains(self, name) ? py::object(self.attr(name)) : fallback;
}

void printHelp()
{
    py::print(helpText);
}

} // namespace

FunctionContext::FunctionContext(Facts facts)
    : m_facts(std::move(facts))
    , m_now(py::module_::import("datetime").attr("datetime").attr("now"))
{
}

void FunctionContext::confirmExecution()
{
    m_lastExecution = m_now();
}

} // namespace pulse

PYBIND11_EMBEDDED_MODULE(pulseboard_runtime, module)
{
    using pulse::FunctionContext;
    py::class_<FunctionContext>(module, "Context", py::dynamic_attr())
        .def_property_readonly("host", [](const FunctionContext &self) { return self.facts().host; })
        .def_property_readonly("port", [](const FunctionContext &self) { return self.facts().port; })
        .def_property_readonly("input_key", [](const FunctionContext &self) { return self.facts().inputKey; })
        .def_property_readonly("output_key", [](const FunctionContext &self) { return self.facts().outputKey; })
        .def_property_readonly("function_getmtime", &FunctionContext::functionModified)
        .def_property_readonly("last_execution", &FunctionContext::lastExecution)
        .def_property("env", &FunctionContext::env, &FunctionContext::setEnv)
        .def("set_env", &FunctionContext::setEnv, py::arg("new"))
        .def("confirm_execution", &FunctionContext::confirmExecution)
        .def_static("help", &pulse::printHelp)
        .def("__setattr__", &pulse::setAttribute)
        .def("__getitem__", &pulse::item)
        .def("__setitem__", &pulse::setAttribute)
        .def("__contains__", &pulse::contains)
        .def("get", &pulse::itemOr, py::arg("name"), py::arg("default") = py::none());
}
