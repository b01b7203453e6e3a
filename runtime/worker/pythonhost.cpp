// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/pythonhost.h"

#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "runtime/worker/functioncontext.h"
#include "runtime/worker/plainjson.h"
#include "runtime/worker/problemlog.h"

#include <QFile>
#include <QScopeGuard>

#include <pybind11/embed.h>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace py = pybind11;

// Resources in a static library are linked only if they are initialized, outside of any namespace.
static void initWorkerResources()
{
    Q_INIT_RESOURCE(worker);
}

namespace pulse {
namespace {

/// Escapes lone surrogates, as in file names that are not UTF-8.
QString toQString(const py::handle &text)
{
    return QString::fromStdString(
        py::cast<std::string>(py::str(text).attr("encode")("utf-8", "backslashreplace"))); // py::str accepts any object
}

std::string toStdString(const QByteArray &bytes)
{
    return bytes.toStdString();
}

QByteArray toBytes(const py::handle &text)
{
    const auto view = py::cast<std::string_view>(text);
    return {view.data(), static_cast<qsizetype>(view.size())};
}

py::str toPython(const QByteArray &text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

QString nameOfType(const py::error_already_set &error)
{
    return boundedText(toQString(error.type().attr("__name__")), longestName);
}

/// Starts in UTF-8 mode, whatever the container's locale is, and without signal handlers, since the service handles
/// signals.
PyStatus startInterpreter()
{
    PyPreConfig early;
    PyPreConfig_InitPythonConfig(&early);
    early.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&early);
    if (PyStatus_Exception(status))
        return status;

    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.install_signal_handlers = 0;
    config.buffered_stdio = 0;
    config.write_bytecode = 0;
    // Otherwise Python would search PATH for a `python3`, and use the folders of a private build if that is found.
    status = PyConfig_SetBytesString(&config, &config.program_name, PULSEBOARD_PYTHON);
    if (!PyStatus_Exception(status))
        status = Py_InitializeFromConfig(&config);
    PyConfig_Clear(&config);
    return status;
}

/// Imports a Python module of the runtime, which is compiled into the executable.
py::module_ importOwn(const char *name, const QString &resource)
{
    initWorkerResources();
    QFile file(resource);
    [[maybe_unused]] const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    const py::object module = py::module_::import("types").attr("ModuleType")(name);
    py::module_::import("sys").attr("modules")[name] = module;
    // A copy, so that the function cannot replace anything in it.
    module.attr("__builtins__") = py::module_::import("builtins").attr("__dict__").attr("copy")();
    const std::string source = toStdString(file.readAll());
    module.attr("__source__") = source;
    py::exec(source, module.attr("__dict__"));
    return py::reinterpret_borrow<py::module_>(module);
}

/// Runs the handlers of signals that have arrived. Throws their exceptions.
void runSignalHandlers()
{
    if (PyErr_CheckSignals() != 0)
        throw py::error_already_set();
}

bool isOneOf(const py::error_already_set &error, std::initializer_list<PyObject *> types)
{
    return std::ranges::any_of(types, [&error](PyObject *type) { return error.matches(type); });
}

/// Repeats an attempt after an exception: the function's own handler of a signal, such as a timer's, may raise in any
/// Python code.
template <typename Attempt>
auto tryTwice(const Attempt &attempt)
{
    try {
        return attempt();
    } catch (const py::error_already_set &) {
        return attempt();
    }
}

} // namespace

struct __attribute__((visibility("hidden"))) PythonHost::Interpreter
{
    // In this order, so that all objects are destroyed before the interpreter.
    py::module_ hosting;
    py::module_ loading;
    py::module_ state;
    py::object decodeText;
    py::object measurement;
    py::object encode;
    py::object handler;
    py::object context;

    void setUp(const Facts &facts);
    PythonFailure describe(const py::error_already_set &error) const;
    void logWarnings() const; ///< of the last attempt to load
    FunctionContext &facts() const { return py::cast<FunctionContext &>(context); }
    CallOutcome callHandler(const QByteArray &input);
    std::optional<CallOutcome> decode(const QByteArray &input, py::object &value) const;
    CallOutcome encodeResult(const py::object &result) const;
    QByteArray snapshotText(const QByteArray &envFields, const QByteArray &codeHash, const QByteArray &inputHash) const;
};

PythonFailure PythonHost::Interpreter::describe(const py::error_already_set &error) const
{
    try {
        if (error.trace())
            PyException_SetTraceback(error.value().ptr(), error.trace().ptr());
        const py::tuple parts = hosting.attr("describe")(error.value());
        return {toQString(parts[0]), toQString(parts[1]), toQString(parts[2])};
    } catch (const py::error_already_set &) { // out of memory, or a signal handler raised
        return {nameOfType(error), u"cannot be described"_s, {}};
    }
}

void PythonHost::Interpreter::logWarnings() const
{
    for (const py::handle warning : loading.attr("warnings"))
        qCWarning(workerLog).noquote() << toQString(warning);
}

PythonHost::PythonHost()
    : m_interpreter(std::make_unique<Interpreter>())
{
}

Result<std::unique_ptr<PythonHost>> PythonHost::start(const Facts &facts)
{
    const PyStatus status = startInterpreter();
    if (PyStatus_Exception(status))
        return Error{u"Python cannot be started: %1"_s.arg(QString::fromUtf8(status.err_msg))};
    std::unique_ptr<PythonHost> host(new PythonHost);
    host->m_interpreter->setUp(facts);
    PyEval_SaveThread();
    return host;
}

void PythonHost::Interpreter::setUp(const Facts &facts)
{
    hosting = importOwn("pulseboard_hosting", u":/worker/hosting.py"_s);
    importOwn("pulseboard_spawning", u":/worker/spawning.py"_s);
    loading = importOwn("pulseboard_loading", u":/worker/loading.py"_s);
    decodeText = hosting.attr("decode_strictly");
    measurement = hosting.attr("Measurement");
    encode = hosting.attr("encode");
    importOwn("pulseboard_tagging", u":/worker/tagging.py"_s);
    state = importOwn("pulseboard_state", u":/worker/state.py"_s);
    py::module_::import("pulseboard_runtime"); // registers the class of the context
    context = py::cast(FunctionContext(
        {facts.host.toStdString(), facts.port, toStdString(facts.inputKey), toStdString(facts.outputKey)}));
}

PythonHost::~PythonHost()
{
    PyGILState_Ensure();
    m_interpreter.reset();
    Py_FinalizeEx();
}

Result<void, PythonFailure> PythonHost::load(const FunctionVersion &version)
{
    const py::gil_scoped_acquire gil;
    Interpreter &python = *m_interpreter;
    try {
        if (version.number != m_number) {
            const auto afterwards = qScopeGuard([&python] { python.logWarnings(); });
            python.handler = python.loading.attr("load")(version.toLine().toStdString());
        }
    } catch (const py::error_already_set &error) {
        const PythonFailure failure = python.describe(error);
        python.loading.attr("restore_lines")();
        return failure;
    }
    m_number = version.number;
    m_codeHash = version.codeHash;
    python.facts().setFunctionModified(version.modified.toStdString());
    return {};
}

PythonHost::Snapshot PythonHost::snapshot(const QByteArray &inputHash) const
{
    const py::gil_scoped_acquire gil;
    const auto with = [&](const QByteArray &fields) {
        return tryTwice([&] { return m_interpreter->snapshotText(fields, m_codeHash, inputHash); });
    };
    const py::object env = m_interpreter->facts().env();
    Snapshot result;
    try {
        if (const auto text = env.is_none() ? std::nullopt : plainJson(env, PlainJson::State))
            return {with("\"env\": " + *text), {}};
        const py::tuple made = tryTwice([&] { return m_interpreter->state.attr("tagged_fields")(env); });
        return {with(toBytes(made[0])), toQString(made[1])};
    } catch (const py::error_already_set &error) { // e.g. a class without a readable name
        result.problem = u"context.env cannot be stored: "_s + m_interpreter->describe(error).summary();
    }
    try {
        result.text = with(R"("env": null)");
    } catch (const py::error_already_set &) {
    }
    return result;
}

/// Returns the snapshot with these fields for env.
QByteArray PythonHost::Interpreter::snapshotText(const QByteArray &envFields, const QByteArray &codeHash,
                                                 const QByteArray &inputHash) const
{
    const py::object &last = facts().lastExecution();
    py::dict fields;
    fields["code"] = toPython(codeHash);
    fields["input"] = toPython(inputHash);
    fields["last_execution"] = last.is_none() ? last : last.attr("isoformat")();
    QByteArray text = plainJson(fields, PlainJson::Result).value_or(QByteArray());
    text.replace(text.size() - 1, 1, ", " + envFields + '}');
    return text;
}

std::optional<PythonHost::Restored> PythonHost::restore(const QByteArray &text)
{
    const py::gil_scoped_acquire gil;
    try {
        const py::object made =
            tryTwice([&] { return m_interpreter->state.attr("restore")(toStdString(text), toStdString(m_codeHash)); });
        if (made.is_none())
            return {};
        const py::tuple parts = made;
        FunctionContext &context = m_interpreter->facts();
        const bool hasEnv = py::cast<bool>(parts[0]);
        if (hasEnv)
            context.setEnv(parts[1]);
        context.setLastExecution(parts[2]);
        return Restored{hasEnv, QByteArray::fromStdString(py::cast<std::string>(parts[3])), toQString(parts[4])};
    } catch (const std::exception &) { // Python's and pybind11's: the value is not from this program
        return {};
    }
}

QStringList PythonHost::files() const
{
    const py::gil_scoped_acquire gil;
    QStringList files;
    for (const py::handle file : m_interpreter->loading.attr("files"))
        files << toQString(file);
    return files;
}

CallOutcome PythonHost::call(const QByteArray &input, const std::function<void()> &onEntered)
{
    const py::gil_scoped_acquire gil;
    onEntered();
    return m_interpreter->callHandler(input);
}

CallOutcome PythonHost::Interpreter::callHandler(const QByteArray &input)
{
    try {
        runSignalHandlers(); // otherwise Python runs them while it decodes
        py::object value;
        if (std::optional<CallOutcome> refused = decode(input, value))
            return *refused;
        const py::object result = handler(value, context);
        facts().confirmExecution();
        return encodeResult(result);
    } catch (const py::error_already_set &error) {
        const bool noMemory = error.matches(PyExc_MemoryError);
        return {noMemory ? Outcome::OutOfMemory : Outcome::Raised, {}, false, describe(error)};
    }
}

std::optional<CallOutcome> PythonHost::Interpreter::decode(const QByteArray &input, py::object &value) const
{
    const auto refuse = [](const PythonFailure &failure) { return CallOutcome{Outcome::BadInput, {}, false, failure}; };
    try {
        const py::object decoded = decodeText(toPython(input));
        if (!py::isinstance<py::dict>(decoded))
            return refuse({u"TypeError"_s, u"it is JSON, but not an object"_s, {}});
        value = measurement(decoded);
    } catch (const py::error_already_set &error) {
        if (!isOneOf(error, {PyExc_ValueError, PyExc_RecursionError}))
            throw;
        return refuse(describe(error));
    }
    return {};
}

CallOutcome PythonHost::Interpreter::encodeResult(const py::object &result) const
{
    try {
        if (PyDict_CheckExact(result.ptr()) && PyDict_Size(result.ptr()) > 0) {
            if (const std::optional<QByteArray> json = plainJson(result, PlainJson::Result))
                return {Outcome::Success, *json, false, {}};
        }
        const py::object answer = encode(result);
        if (answer.is_none())
            return {};
        const py::tuple encoded = answer;
        return {Outcome::Success, toBytes(encoded[0]), py::cast<bool>(encoded[1]), {}};
    } catch (const py::error_already_set &error) {
        if (!isOneOf(error, {PyExc_TypeError, PyExc_ValueError, PyExc_RecursionError, PyExc_MemoryError}))
            throw;
        return {Outcome::NotEncodable, {}, false, describe(error)};
    }
}

} // namespace pulse
