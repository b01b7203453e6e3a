// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/sharedcontainers.h"

#include <unordered_set>

namespace pulse {
namespace {

class Search
{
public:
    bool findsShared(PyObject *value);

private:
    bool isKnown(PyObject *container);

    std::unordered_set<PyObject *> m_known;
};

/// A container with one reference is reachable in one way, so it need not be remembered.
bool Search::isKnown(PyObject *container)
{
    return Py_REFCNT(container) > 1 && !m_known.insert(container).second;
}

bool Search::findsShared(PyObject *value)
{
    if (PyList_CheckExact(value)) {
        if (isKnown(value))
            return true;
        for (Py_ssize_t i = 0; i < PyList_GET_SIZE(value); ++i) {
            if (findsShared(PyList_GET_ITEM(value, i)))
                return true;
        }
    } else if (PyDict_CheckExact(value)) {
        if (isKnown(value))
            return true;
        PyObject *item = nullptr;
        for (Py_ssize_t place = 0; PyDict_Next(value, &place, nullptr, &item) != 0;) {
            if (findsShared(item))
                return true;
        }
    }
    return false;
}

} // namespace

bool sharesContainers(const pybind11::object &value)
{
    return Search().findsShared(value.ptr());
}

} // namespace pulse
