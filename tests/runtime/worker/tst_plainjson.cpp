// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/worker/plainjson.h"
#include "tests/support/paths.h"

#include <pybind11/embed.h>

#include <QTest>

#include <optional>

using namespace pulse;
namespace py = pybind11;

class __attribute__((visibility("hidden"))) TestPlainJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void textsAreThoseOfPython();
    void refusesWhatHasNoPlainForm();

private:
    py::scoped_interpreter m_interpreter;
    py::object m_values;
};

namespace {

std::optional<std::string> text(const py::object &value, bool forState)
{
    const auto result = plainJson(value, forState ? PlainJson::State : PlainJson::Result);
    return result ? std::optional(result->toStdString()) : std::nullopt;
}

py::object textOrNone(const py::object &value, bool forState)
{
    const std::optional<std::string> result = text(value, forState);
    return result ? py::object(py::str(*result)) : py::none();
}

} // namespace

void TestPlainJson::initTestCase()
{
    py::module_::import("sys").attr("path").attr("insert")(0, test::dataPath("/functions").toStdString());
    m_values = py::module_::import("plain_values");
}

void TestPlainJson::textsAreThoseOfPython()
{
    constexpr int values = 1'000'000;
    const py::tuple result = m_values.attr("check")(py::cpp_function(textOrNone), values, 1);
    const auto wrong = QString::fromStdString(py::cast<std::string>(py::str(result[1])));
    QCOMPARE(wrong, u"[]"_s);
    QVERIFY2(py::cast<int>(result[0]) > values, "few values have a text");
}

void TestPlainJson::refusesWhatHasNoPlainForm()
{
    for (const py::handle sample : m_values.attr("samples")()) {
        const py::tuple parts = py::reinterpret_borrow<py::tuple>(sample);
        const auto name = py::cast<std::string>(parts[0]);
        for (const bool forState : {false, true}) {
            const bool hasText = text(parts[1], forState).has_value();
            QVERIFY2(hasText == py::cast<bool>(parts[forState ? 3 : 2]), name.c_str());
            QVERIFY2(!PyErr_Occurred(), name.c_str());
        }
    }
}

QTEST_GUILESS_MAIN(TestPlainJson)
#include "tst_plainjson.moc"
