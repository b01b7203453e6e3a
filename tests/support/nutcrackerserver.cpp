// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/nutcrackerserver.h"
#include "common/core/literals.h"

#include "tests/support/files.h"
#include "tests/support/redisserver.h"
#include "tests/support/runtimefixture.h"

#include <QDeadlineTimer>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QThread>

namespace pulse::test {
namespace {

using namespace std::chrono_literals;

QString nutcracker()
{
    const QString program = QStandardPaths::findExecutable(u"nutcracker"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s});
    if (program.isEmpty())
        qFatal("There is no nutcracker; install the package of that name");
    return program;
}

bool isListening(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    return socket.waitForConnected(1000);
}

} // namespace

NutcrackerServer::NutcrackerServer(quint16 redisPort)
    : m_redisPort(redisPort)
    , m_port(freePort())
    , m_statisticsPort(freePort())
{
}

NutcrackerServer::~NutcrackerServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool NutcrackerServer::start()
{
    const QString configuration = m_folder.filePath(u"nutcracker.yml"_s);
    writeFile(configuration, u"pool:\n"
                             "  listen: 127.0.0.1:%1\n"
                             "  redis: true\n"
                             "  servers:\n"
                             "   - 127.0.0.1:%2:1\n"_s.arg(m_port)
                                 .arg(m_redisPort)
                                 .toUtf8());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(nutcracker(),
                    {u"-c"_s, configuration, u"-a"_s, u"127.0.0.1"_s, u"-s"_s, QString::number(m_statisticsPort)});
    const QDeadlineTimer deadline(10s);
    while (m_process.waitForStarted() && !deadline.hasExpired()) {
        if (isListening(m_port))
            return true;
        QThread::msleep(10);
    }
    qWarning().noquote() << "nutcracker did not start:" << m_process.readAll();
    return false;
}

RedisUrl NutcrackerServer::url() const
{
    RedisUrl url;
    url.port = m_port;
    return url;
}

RedisOptions NutcrackerServer::options() const
{
    RedisOptions options;
    options.url = url();
    options.clientName = u"test"_s;
    options.shortestRetry = 10ms;
    options.longestRetry = 100ms;
    options.unsupported = std::make_shared<UnsupportedCommands>();
    return options;
}

} // namespace pulse::test
