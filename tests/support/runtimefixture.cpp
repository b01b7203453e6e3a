// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/runtimefixture.h"

#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/paths.h"
#include "tests/support/timeouts.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace pulse::test {

QString functionFile(const char *name)
{
    return test::dataPath("/functions/") + QLatin1String(name);
}

QByteArray contentAt(quint16 port, const char *path, int status)
{
    QNetworkAccessManager network;
    const QUrl url(u"http://127.0.0.1:%1/%2"_s.arg(port).arg(QLatin1String(path)));
    const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
    const bool ended = QTest::qWaitFor([&reply] { return reply->isFinished(); }, waitTimeout);
    const int got = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return ended && got == status ? reply->readAll() : "HTTP status " + QByteArray::number(got);
}

void addFailure(const RedisServer &server, const QByteArray &message)
{
    QVERIFY(server.call({"XADD", errorsKey(outputKey), "*", "errorMessage", message}));
}

void RuntimeFixture::setUp(const QStringList &serverArguments)
{
    m_server = std::make_unique<RedisServer>(serverArguments);
    QVERIFY(m_server->start());
    m_runtime = std::make_unique<Program>(u"pulseboard-runtime"_s);
    setVariable("REDIS_HOST", u"127.0.0.1"_s);
    setVariable("REDIS_PORT", QString::number(m_server->port()));
    setVariable("REDIS_INPUT_KEY", QString::fromLatin1(inputKey));
    setVariable("REDIS_OUTPUT_KEY", QString::fromLatin1(outputKey));
    setVariable("HTTP_PORT", u"0"_s);
    setVariable("INTERVAL", u"0.02"_s);
    setVariable("RELOAD_INTERVAL", u"0.02"_s);
}

void RuntimeFixture::tearDown()
{
    if (QTest::currentTestFailed() && m_runtime)
        qWarning().noquote() << "log of the runtime:" << m_runtime->log();
    m_runtime.reset();
    m_server.reset();
}

bool RuntimeFixture::startRuntime(const QString &pyFile)
{
    setVariable("PYFILE_PATH", pyFile);
    return m_runtime->start();
}

QJsonObject RuntimeFixture::result() const
{
    return QJsonDocument::fromJson(m_server->get(outputKey)).object();
}

std::vector<StreamEntry> RuntimeFixture::history() const
{
    const RedisResult reply = m_server->call({"XRANGE", historyKey(outputKey), "-", "+"});
    return reply ? entriesOf(*reply) : std::vector<StreamEntry>();
}

int RuntimeFixture::inputReads() const
{
    const RedisResult stats = m_server->call({"INFO", "commandstats"});
    const QByteArray text = stats ? stats->bytes : QByteArray();
    const QByteArray start("cmdstat_get:calls=");
    const qsizetype at = text.indexOf(start);
    return at < 0 ? 0 : text.mid(at + start.size()).split(',').constFirst().toInt();
}

void RuntimeFixture::waitForReads(int count)
{
    const int before = inputReads();
    QTRY_VERIFY_WITH_TIMEOUT(inputReads() >= before + count, waitTimeout);
}

} // namespace pulse::test
