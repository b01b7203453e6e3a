// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "common/core/result.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <chrono>

namespace pulse {

/// A certificate with its intermediate certificates and its key, in two PEM files. They are read again when they
/// change, since certificates are short-lived; if the new ones are unusable, the previous ones stay in use.
class TlsFiles : public QObject
{
    Q_OBJECT

public:
    TlsFiles(const QString &certificate, const QString &key, std::chrono::milliseconds checkPeriod,
             QObject *parent = nullptr);

    /// Reads the files. Error: which file is wrong, and why.
    Result<QSslConfiguration> read() const;
    void watch(); ///< watches the files from now on

Q_SIGNALS:
    void changed(const QSslConfiguration &tls);

private:
    void check();
    QList<FileStamp> stamps() const { return FileStamp::ofAll({m_certificate, m_key}); }

    QString m_certificate;
    QString m_key;
    QList<FileStamp> m_stamps; // of the files in use
    QString m_loggedProblem;   // last logged problem
    QTimer m_timer;
};

} // namespace pulse
