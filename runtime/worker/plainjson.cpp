// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/plainjson.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace py = pybind11;

namespace pulse {
namespace {

constexpr int deepest = 200;
constexpr std::size_t usualSize = 8192;
constexpr std::size_t longest = 16 * 1024 * 1024;
constexpr Py_ssize_t mostDigits = 4000;                    // Python converts no more than 4,300 digits to text
constexpr std::uint64_t readableNan = 0x7ff8000000000000U; // the only one that has a form in JSON

/// Writes a value to a text. Every function returns false for a value that it refuses; the text is then useless.
class Encoder
{
public:
    explicit Encoder(PlainJson use)
        : m_use(use)
    {
        m_text.reserve(usualSize);
    }

    bool write(PyObject *value);
    const std::string &text() const { return m_text; }

private:
    bool writeContainer(PyObject *container);
    bool writeList(PyObject *list);
    bool writeDict(PyObject *dict);
    bool writeString(PyObject *string);
    bool writeInt(PyObject *number);
    bool writeHugeInt(PyObject *number);
    bool writeFloat(double number);
    bool writeTenths(double number);
    bool writeNotFinite(double number);
    void writeDigits(std::string_view digits, int exponent);
    bool writeEscaped(Py_UCS4 character);
    void writeUnit(Py_UCS4 unit);
    bool isKnown(PyObject *container);

    PlainJson m_use;
    std::string m_text;
    std::unordered_set<PyObject *> m_known;
    int m_depth = 0;
};

bool Encoder::write(PyObject *value)
{
    if (PyFloat_CheckExact(value))
        return writeFloat(PyFloat_AS_DOUBLE(value));
    if (PyUnicode_CheckExact(value))
        return writeString(value);
    if (PyLong_CheckExact(value))
        return writeInt(value);
    if (value == Py_None || PyBool_Check(value)) {
        m_text += value == Py_None ? "null" : value == Py_True ? "true" : "false";
        return true;
    }
    return writeContainer(value);
}

bool Encoder::writeContainer(PyObject *container)
{
    const bool isList = PyList_CheckExact(container);
    if ((!isList && !PyDict_CheckExact(container)) || m_depth == deepest || m_text.size() > longest)
        return false;
    if (m_use == PlainJson::State && isKnown(container))
        return false;
    ++m_depth;
    const bool isWritten = isList ? writeList(container) : writeDict(container);
    --m_depth;
    return isWritten;
}

/// A container with a single reference can be reached in one way only, so it need not be remembered.
bool Encoder::isKnown(PyObject *container)
{
    return Py_REFCNT(container) > 1 && !m_known.insert(container).second;
}

bool Encoder::writeList(PyObject *list)
{
    m_text += '[';
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); ++i) {
        if (i > 0)
            m_text += ", ";
        if (!write(PyList_GET_ITEM(list, i)))
            return false;
    }
    m_text += ']';
    return true;
}

bool Encoder::writeDict(PyObject *dict)
{
    m_text += '{';
    PyObject *key = nullptr;
    PyObject *item = nullptr;
    bool isFirst = true;
    for (Py_ssize_t place = 0; PyDict_Next(dict, &place, &key, &item) != 0; isFirst = false) {
        if (!isFirst)
            m_text += ", ";
        if (!PyUnicode_CheckExact(key) || !writeString(key))
            return false;
        m_text += ": ";
        if (!write(item))
            return false;
    }
    m_text += '}';
    return true;
}

/// Like Python's encoder, escapes everything that is not ASCII.
bool Encoder::writeString(PyObject *string)
{
#if PY_VERSION_HEX < 0x030c0000 // later versions have no texts that are not ready
    if (PyUnicode_READY(string) != 0) {
        PyErr_Clear(); // out of memory
        return false;
    }
#endif
    const int kind = PyUnicode_KIND(string);
    const void *data = PyUnicode_DATA(string);
    const Py_ssize_t length = PyUnicode_GET_LENGTH(string);
    m_text += '"';
    Py_ssize_t begin = 0; // of the characters that are not written yet
    const auto writeUpTo = [&](Py_ssize_t end) {
        if (kind == PyUnicode_1BYTE_KIND)
            m_text.append(static_cast<const char *>(data) + begin, static_cast<std::size_t>(end - begin));
        else
            for (Py_ssize_t i = begin; i < end; ++i)
                m_text += static_cast<char>(PyUnicode_READ(kind, data, i));
        begin = end + 1;
    };
    for (Py_ssize_t i = 0; i < length; ++i) {
        const Py_UCS4 character = PyUnicode_READ(kind, data, i);
        if (character >= 0x20 && character < 0x7f && character != '"' && character != '\\')
            continue;
        writeUpTo(i);
        if (!writeEscaped(character))
            return false;
    }
    writeUpTo(length);
    m_text += '"';
    return m_text.size() <= longest;
}

bool Encoder::writeEscaped(Py_UCS4 character)
{
    constexpr std::string_view characters = "\"\\\n\r\t\b\f";
    constexpr std::string_view letters = "\"\\nrtbf";
    if (character < 0x80) {
        if (const std::size_t at = characters.find(static_cast<char>(character)); at != std::string_view::npos) {
            m_text += '\\';
            m_text += letters[at];
            return true;
        }
    }
    if (character >= 0xd800 && character < 0xe000)
        return false;
    if (character >= 0x10000) {
        writeUnit(0xd800 + ((character - 0x10000) >> 10));
        writeUnit(0xdc00 + ((character - 0x10000) & 0x3ff));
    } else {
        writeUnit(character);
    }
    return true;
}

/// Writes a unit of UTF-16.
void Encoder::writeUnit(Py_UCS4 unit)
{
    constexpr std::string_view digits = "0123456789abcdef";
    m_text += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        m_text += digits[(unit >> shift) & 0xf];
}

bool Encoder::writeInt(PyObject *number)
{
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(number, &overflow);
    if (overflow != 0)
        return writeHugeInt(number);
    std::array<char, 24> digits{};
    const auto [end, error] = std::to_chars(digits.begin(), digits.end(), value);
    m_text.append(digits.begin(), end);
    return true;
}

bool Encoder::writeHugeInt(PyObject *number)
{
    if (m_use == PlainJson::Result) {
        PyLong_AsDouble(number);
        if (PyErr_Occurred()) {
            PyErr_Clear();
            return false;
        }
    }
    const auto digits = py::reinterpret_steal<py::object>(PyObject_Str(number));
    if (!digits) {
        PyErr_Clear(); // it has too many
        return false;
    }
    const Py_ssize_t length = PyUnicode_GET_LENGTH(digits.ptr());
    if (length > mostDigits)
        return false;
    m_text.append(static_cast<const char *>(PyUnicode_DATA(digits.ptr())), static_cast<std::size_t>(length));
    return true;
}

bool Encoder::writeFloat(double number)
{
    if (!std::isfinite(number))
        return m_use == PlainJson::State && writeNotFinite(number);
    if (writeTenths(number))
        return true;
    std::array<char, 32> text{}; // -d.ddde-ddd
    const auto [end, error] = std::to_chars(text.begin(), text.end(), std::abs(number), std::chars_format::scientific);
    const std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
    const std::size_t e = written.find('e');
    int exponent = 0;
    std::from_chars(written.data() + e + (written[e + 1] == '+' ? 2 : 1), end, exponent);
    if (e > 1)
        text[1] = text[0]; // over the point
    if (std::signbit(number))
        m_text += '-';
    writeDigits(e > 1 ? written.substr(1, e - 1) : written.substr(0, 1), exponent);
    return true;
}

/// Writes the number if it is a whole number of tenths, as most times and percentages are, without a search for the
/// shortest digits: a number has only one decimal form of up to 15 digits.
bool Encoder::writeTenths(double number)
{
    constexpr double limit = 1e14;
    const double size = std::abs(number);
    if (size >= limit)
        return false;
    const long long tenths = std::llrint(size * 10);
    if (static_cast<double>(tenths) / 10 != size)
        return false;
    if (std::signbit(number))
        m_text += '-';
    std::array<char, 24> whole{};
    const auto [end, error] = std::to_chars(whole.begin(), whole.end(), tenths / 10);
    (m_text.append(whole.begin(), end) += '.') += static_cast<char>('0' + tenths % 10);
    return true;
}

bool Encoder::writeNotFinite(double number)
{
    if (std::isnan(number) && std::bit_cast<std::uint64_t>(number) != readableNan)
        return false;
    m_text += std::isnan(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
    return true;
}

/// Writes the number d.ddd * 10^exponent as Python's repr does: without an exponent from 1e-4 to below 1e16.
void Encoder::writeDigits(std::string_view digits, int exponent)
{
    const int count = static_cast<int>(digits.size());
    if (exponent < -4 || exponent >= 16) {
        m_text += digits[0];
        if (count > 1)
            (m_text += '.').append(digits.substr(1));
        m_text += exponent < 0 ? "e-" : "e+";
        const std::string power = std::to_string(std::abs(exponent));
        (m_text += power.size() < 2 ? "0" : "") += power;
    } else if (exponent < 0) {
        m_text += "0.";
        m_text.append(static_cast<std::size_t>(-exponent - 1), '0').append(digits);
    } else if (count <= exponent + 1) {
        m_text.append(digits).append(static_cast<std::size_t>(exponent + 1 - count), '0').append(".0");
    } else {
        const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
        (m_text.append(digits.substr(0, whole)) += '.').append(digits.substr(whole));
    }
}

} // namespace

std::optional<QByteArray> plainJson(const py::handle &value, PlainJson use)
{
    Encoder encoder(use);
    if (!encoder.write(value.ptr()) || encoder.text().size() > longest)
        return {};
    return QByteArray::fromStdString(encoder.text());
}

} // namespace pulse
