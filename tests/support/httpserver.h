// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QProcess>
#include <QStringList>

namespace pulse::test {

/// Runs tests/data/http_server.py, which describes what it serves; ended with the object.
class HttpServer
{
public:
    explicit HttpServer(const QStringList &arguments = {});
    ~HttpServer();

    bool isValid() const noexcept { return m_port != 0; }
    quint16 port() const noexcept { return m_port; }
    QByteArrayList requests(); ///< so far: paths with queries

private:
    QProcess m_process;
    quint16 m_port = 0;
    QByteArrayList m_requests;
};

} // namespace pulse::test
