// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

namespace pulse::test {

/// The runtime with limits, for functions with faults: tests/data/functions/faults.py.
class FunctionFaultFixture : protected RuntimeFixture
{
protected:
    // The sanitizers need more memory than any limit allows, and their reports take some time.
#if PULSE_TEST_SANITIZED
    static constexpr bool canLimitMemory = false;
    static constexpr int timeout = 3; ///< s
#else
    static constexpr bool canLimitMemory = true;
    static constexpr int timeout = 1; ///< s
#endif

    void setUp()
    {
        RuntimeFixture::setUp();
        setVariable("HANDLER_TIMEOUT", u"60"_s); // no fault except those that time out takes that long on any machine
        if (canLimitMemory)
            setVariable("HANDLER_MEMORY_LIMIT", u"250"_s);
    }

    /// Returns a measurement with which the function does `what`.
    QByteArray measurementFor(const QByteArray &what, int n) const
    {
        return R"({"do": ")" + what + R"(", "n": )" + QByteArray::number(n) + "}";
    }

    void putAndExpectGood(int n)
    {
        put(measurementFor("good", n));
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), n, waitTimeout);
    }

    /// Returns a counter in K:status.
    int counted(const QByteArray &outcome) const
    {
        const RedisResult reply = m_server->call({"HGET", statusKey(outputKey), outcome});
        return reply ? reply->bytes.toInt() : -1;
    }
};

} // namespace pulse::test
