// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/core/retrypolicy.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

#include <chrono>

class QNetworkReply;

namespace pulse {

/// What an HTTP server sent.
struct HttpDocument
{
    bool changed = true;     ///< false: it is still what the validators are of; there is no body
    QByteArray body;         ///< as sent
    QByteArray etag;         ///< validators for the next time; empty where the server gives none
    QByteArray lastModified; ///< the same

    bool operator==(const HttpDocument &) const = default;
};

/// Gets one document over HTTP or HTTPS, once. What may be over soon (no connection, a server in trouble) is tried
/// again. Redirects are followed, but none from https to http. A user and password in the URL are for its own server
/// alone. May be deleted at any time, also in a slot, and nothing is emitted any more.
class HttpDownload : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url;
        QByteArray etag;                           ///< of what is there already; empty: not known
        QByteArray lastModified;                   ///< the same
        int attempts = 3;                          ///< in all
        std::chrono::milliseconds timeout{15000};  ///< without a byte from the server
        std::chrono::milliseconds firstRetry{500}; ///< pause before the second attempt; then twice as long each time
        qint64 maximumBytes = 64 * 1024 * 1024;
        int maximumRedirects = 5;
    };

    explicit HttpDownload(Options options, QObject *parent = nullptr);
    ~HttpDownload() override;

    void start();

Q_SIGNALS:
    // One of these, once, from the event loop.
    void finished(const pulse::HttpDocument &document);
    void failed(const pulse::Error &error); ///< names the URL without what may be secret in it

private:
    void startAttempt();
    void request(const QUrl &url);
    void takeHeaders();
    void takeData();
    void takeEnd();
    void takeStatus();
    void redirect();
    void failOrRetry(const QString &why, bool mayPass);
    void fail(const QString &why);
    void succeed(const HttpDocument &document);
    void dropReply();
    int status() const; // of HTTP; 0: not known yet
    QString describeStatus() const;
    QString describeError() const;
    bool hasValidators() const { return !m_options.etag.isEmpty() || !m_options.lastModified.isEmpty(); }

    Options m_options;
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr; // a child of m_network
    QUrl m_url;                       // after redirects
    QByteArray m_body;
    RetryPolicy m_retryPolicy;
    QTimer m_retry;
    int m_attempts = 0;
    int m_redirects = 0;
};

} // namespace pulse
