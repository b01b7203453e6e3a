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

/// A document that an HTTP server sent.
struct HttpDocument
{
    bool changed = true;     ///< false: not changed since the validators were issued; there is no body
    QByteArray body;         ///< as sent
    QByteArray etag;         ///< validator for the next download; empty if the server sends none
    QByteArray lastModified; ///< likewise

    bool operator==(const HttpDocument &) const = default;
};

/// Downloads one document over HTTP or HTTPS. Errors that may be temporary (no connection, a server error) are retried.
/// Redirects are followed, except from https to http. A user and password in the URL are sent only to its own server.
/// The object can be deleted at any time, also in a slot; nothing is emitted afterwards.
class HttpDownload : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QUrl url;
        QByteArray etag;                           ///< of the document that the caller has; empty: none
        QByteArray lastModified;                   ///< likewise
        int attempts = 3;                          ///< in total
        std::chrono::milliseconds timeout{15000};  ///< without data from the server
        std::chrono::milliseconds firstRetry{500}; ///< before the second attempt; doubled each time
        qint64 maximumBytes = 64 * 1024 * 1024;
        int maximumRedirects = 5;
    };

    explicit HttpDownload(Options options, QObject *parent = nullptr);
    ~HttpDownload() override;

    void start();

Q_SIGNALS:
    // One of these signals is emitted, once, from the event loop.
    void finished(const pulse::HttpDocument &document);
    void failed(const pulse::Error &error); ///< contains the URL without secret parts

private:
    void startAttempt();
    void request(const QUrl &url);
    void handleHeaders();
    void handleData();
    void handleEnd();
    void handleStatus();
    void redirect();
    void failOrRetry(const QString &why, bool isTemporary);
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
