// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "common/core/result.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <chrono>

namespace pulse {

/// A certificate, with those between it and its authority behind it, and its key, in two PEM files. They are read
/// again when they change, since certificates are short-lived; what cannot be used leaves those before in place.
class TlsFiles : public QObject
{
    Q_OBJECT

public:
    TlsFiles(const QString &certificate, const QString &key, std::chrono::milliseconds lookPeriod,
             QObject *parent = nullptr);

    /// As the files are now. Error: what is wrong with which.
    Result<QSslConfiguration> read() const;
    void watch(); ///< from now on

Q_SIGNALS:
    void changed(const QSslConfiguration &tls);

private:
    void look();
    QList<FileStamp> stamps() const { return FileStamp::ofAll({m_certificate, m_key}); }

    QString m_certificate;
    QString m_key;
    QList<FileStamp> m_known; // of what is in use
    QString m_problem;        // said last
    QTimer m_timer;
};

} // namespace pulse
