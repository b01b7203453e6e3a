// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace pulse {

/// The reason for an expected failure: one sentence for the user, without a full stop.
struct Error
{
    QString message;

    bool operator==(const Error &) const = default;
};

/// A value or an error. (GCC 12 and Clang 14 have no std::expected.)
template <class T, class E = Error>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(E error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    explicit operator bool() const noexcept { return m_state.index() == 0; }

    /// Must be called only if there is a value.
    const T &operator*() const & { return std::get<0>(m_state); }
    T &operator*() & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }

    /// Must be called only if there is no value.
    const E &error() const { return std::get<1>(m_state); }

private:
    std::variant<T, E> m_state;
};

/// Success or an error.
template <class E>
class [[nodiscard]] Result<void, E>
{
public:
    Result() = default;
    Result(E error)
        : m_state(std::move(error))
    {
    }

    explicit operator bool() const noexcept { return m_state.index() == 0; }

    /// Must be called only after a failure.
    const E &error() const { return std::get<1>(m_state); }

private:
    std::variant<std::monostate, E> m_state;
};

} // namespace pulse
