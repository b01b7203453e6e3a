// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpserver.h"

#include "tests/support/paths.h"

namespace pulse::test {

HttpServer::HttpServer(const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(test::pythonPath(), QStringList{test::dataPath("/http_server.py")} + arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead()) {
    }
    m_port = m_process.readLine().trimmed().toUShort();
}

HttpServer::~HttpServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArrayList HttpServer::requests()
{
    m_process.waitForReadyRead(0);
    while (m_process.canReadLine())
        m_requests << m_process.readLine().trimmed();
    return m_requests;
}

} // namespace pulse::test
