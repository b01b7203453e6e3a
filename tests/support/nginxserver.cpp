// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/nginxserver.h"
#include "common/core/literals.h"

#include "tests/support/redisserver.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTcpSocket>

namespace pulse::test {
namespace {

using namespace std::chrono_literals;

QString nginx()
{
    const QString program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/bin"_s});
    if (program.isEmpty())
        qFatal("There is no nginx; install nginx-light");
    return program;
}

/// The lines in docs/reference/gateway.md.
const QByteArray headers = "proxy_http_version 1.1;\n"
                           "proxy_set_header Host $http_host;\n"
                           "proxy_set_header Upgrade $http_upgrade;\n"
                           "proxy_set_header Connection $connection_upgrade;\n"
                           "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n";

} // namespace

NginxServer::NginxServer()
    : m_port(freePort())
{
}

NginxServer::~NginxServer()
{
    m_process.kill(); // without a master there is a single process
    m_process.waitForFinished();
}

void NginxServer::useTls(const QString &certificate, const QString &key)
{
    m_tls = "ssl_certificate " + certificate.toUtf8() + ";\nssl_certificate_key " + key.toUtf8() + ";\n";
}

QString NginxServer::origin() const
{
    return u"%1://127.0.0.1:%2"_s.arg(m_tls.isEmpty() ? u"http"_s : u"https"_s).arg(m_port);
}

QByteArray NginxServer::configuration(quint16 gateway) const
{
    QByteArray text =
        "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path " + kind + ";\n";
    text += "map $http_upgrade $connection_upgrade { default upgrade; '' close; }\nserver {\nlisten 127.0.0.1:" +
            QByteArray::number(m_port) + (m_tls.isEmpty() ? ";\n" : " ssl;\n") + m_tls;
    for (const QByteArray &location : m_locations)
        text += "location " + location + '\n';
    text += "}\n}\n";
    return text.replace("$gateway", "http://127.0.0.1:" + QByteArray::number(gateway)).replace("$headers", headers);
}

bool NginxServer::start(quint16 gateway)
{
    QFile file(m_folder.filePath(u"nginx.conf"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(configuration(gateway)) < 0)
        return false;
    file.close();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(nginx(), {u"-p"_s, m_folder.path(), u"-c"_s, file.fileName(), u"-e"_s, u"stderr"_s});
    if (!m_process.waitForStarted())
        return false;
    QDeadlineTimer deadline(10s);
    while (!deadline.hasExpired() && !m_process.waitForFinished(20)) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_port);
        if (socket.waitForConnected(1000))
            return true;
    }
    qWarning().noquote() << "nginx did not start:" << m_process.readAll();
    return false;
}

} // namespace pulse::test
