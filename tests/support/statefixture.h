// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace pulse::test {

/// Returns a function that counts its calls in env, once as a JSON number and once as `expression` defines.
inline QByteArray countingSource(const QByteArray &expression)
{
    return "import collections, datetime, queue\n"
           "def handler(input, context):\n"
           "    context.env['calls'] = context.env.get('calls', 0) + 1\n" +
           expression +
           "\n    return {'calls': context.env['calls'], 'n': input['n'], 'first': context.last_execution is None}\n";
}

/// The real runtime with a function that keeps its state in context.env.
class StateFixture : protected RuntimeFixture
{
protected:
    void setUp()
    {
        RuntimeFixture::setUp();
        m_function = m_folder.filePath(u"function.py"_s);
    }

    /// Returns the supervisor's only child; 0 if there is none.
    pid_t worker() const
    {
        QFile children(u"/proc/%1/task/%1/children"_s.arg(m_runtime->pid()));
        return children.open(QIODevice::ReadOnly) ? children.readAll().trimmed().split(' ').constFirst().toInt() : 0;
    }
    /// Sends SIGKILL to the worker, and waits for the next one.
    void killWorker()
    {
        const pid_t pid = worker();
        QVERIFY(pid > 1);
        QCOMPARE(::kill(pid, SIGKILL), 0);
        QTRY_VERIFY_WITH_TIMEOUT(worker() != pid && worker() != 0, waitTimeout);
    }
    qint64 historyLength() const { return m_server->call({"XLEN", historyKey(outputKey)})->integer; }

    QTemporaryDir m_folder;
    QString m_function; ///< the path of the function's file, which the test writes
};

} // namespace pulse::test
