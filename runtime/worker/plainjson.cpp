// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/plainjson.h"

#include <unordered_set>

namespace pulse {
namespace {

class Check
{
public:
    bool isPlain(PyObject *value);

private:
    bool areItemsPlain(PyObject *container);
    bool isKnown(PyObject *container);

    std::unordered_set<PyObject *> m_known;
};

/// Counts as one level for Python's recursion limit.
class RecursionLevel
{
public:
    RecursionLevel()
    {
        if (Py_EnterRecursiveCall(" in context.env") != 0)
            throw pybind11::error_already_set();
    }
    ~RecursionLevel() { Py_LeaveRecursiveCall(); }
    RecursionLevel(const RecursionLevel &) = delete;
    RecursionLevel &operator=(const RecursionLevel &) = delete;
};

bool isPlainScalar(PyObject *value)
{
    return PyFloat_CheckExact(value) || PyUnicode_CheckExact(value) || PyLong_CheckExact(value) ||
           PyBool_Check(value) || value == Py_None;
}

bool Check::isPlain(PyObject *value)
{
    if (isPlainScalar(value))
        return true;
    if ((!PyList_CheckExact(value) && !PyDict_CheckExact(value)) || isKnown(value))
        return false;
    const RecursionLevel level;
    return areItemsPlain(value);
}

/// A container with a single reference can be reached in one way only, so it need not be remembered.
bool Check::isKnown(PyObject *container)
{
    return Py_REFCNT(container) > 1 && !m_known.insert(container).second;
}

bool Check::areItemsPlain(PyObject *container)
{
    if (PyList_CheckExact(container)) {
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(container); ++i) {
            if (!isPlain(PyList_GET_ITEM(container, i)))
                return false;
        }
        return true;
    }
    PyObject *key = nullptr;
    PyObject *item = nullptr;
    for (Py_ssize_t place = 0; PyDict_Next(container, &place, &key, &item) != 0;) {
        if (!PyUnicode_CheckExact(key) || !isPlain(item))
            return false;
    }
    return true;
}

} // namespace

bool isPlainJson(const pybind11::object &value)
{
    return Check().isPlain(value.ptr());
}

} // namespace pulse
