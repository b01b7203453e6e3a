// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisstream.h"
#include "common/results/outputkeys.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QJsonObject>
#include <QTest>

#include <memory>

namespace pulse::test {

const QByteArray inputKey = defaultInputKey;
const QByteArray outputKey = defaultOutputKey;

/// Returns the path of one of tests/data/functions.
QString functionFile(const char *name);

/// Returns the body at http://127.0.0.1:PORT/PATH if it comes with that status; else text with the status that came.
QByteArray contentAt(quint16 port, const char *path, int status = 200);

/// Adds a failure with this message to those that the runtime reports under `outputKey`.
void addFailure(const RedisServer &server, const QByteArray &message);

/// The real runtime with a real server, with the names of settings that deployments use; reads measurements and checks
/// for new versions of the function every 20 ms.
class RuntimeFixture
{
protected:
    void setUp(const QStringList &serverArguments = {});
    void tearDown();

    void setVariable(const char *name, const QString &value) { m_runtime->setVariable(QLatin1String(name), value); }
    bool startRuntime(const QString &pyFile);
    void put(const QByteArray &measurement) { QVERIFY(m_server->call({"SET", inputKey, measurement})); }
    /// Writes {"n": number} as the measurement.
    void putNumber(int number) { put(R"({"n": )" + QByteArray::number(number) + "}"); }
    QJsonObject result() const;
    int resultOf(const char *name) const { return result().value(QLatin1String(name)).toInt(); }
    std::vector<StreamEntry> history() const;
    int inputReads() const; ///< number of GETs that the server executed
    void waitForReads(int count);
    int countInLog(const QByteArray &text) { return static_cast<int>(m_runtime->log().count(text)); }

    std::unique_ptr<RedisServer> m_server;
    std::unique_ptr<Program> m_runtime;
};

} // namespace pulse::test
