// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "runtime/service/connectionlimit.h"
#include "runtime/service/runtimestatus.h"

#include <QHttpServer>
#include <QJsonObject>
#include <QObject>

#include <functional>

namespace pulse {

/// Tells over HTTP how the service is: /livez, /readyz, /metrics and /errors, as docs/metrics.md describes them.
class HealthServer : public QObject
{
    Q_OBJECT

public:
    using StatusSource = std::function<RuntimeStatus()>;
    using ResultSource = std::function<QJsonObject()>; ///< the newest result; empty: not for /metrics

    /// Both are asked for each request that needs them.
    HealthServer(StatusSource status, ResultSource results, const ConnectionLimit::Limits &limits = {},
                 QObject *parent = nullptr);

    /// On all addresses; the port, which for 0 is any free one. Error: why it cannot be had.
    Result<quint16> listen(quint16 port);

private:
    struct Answer
    {
        QHttpServerResponder::StatusCode status;
        QByteArray type;
        QByteArray body;
    };

    Answer answer(const QHttpServerRequest &request) const;
    Answer answerPath(const QString &path) const;
    void reply(const QHttpServerRequest &request, QHttpServerResponder &responder) const;

    StatusSource m_status;
    ResultSource m_results;
    ConnectionLimit::Limits m_limits;
    QHttpServer m_http{this};
};

} // namespace pulse
