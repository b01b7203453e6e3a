// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QSize>
#include <QStringList>
#include <QTemporaryDir>
#include <QWebSocket>

namespace pulse::test {

/// A real headless Chromium with its own profile, controlled by the DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol/). All calls run a nested event loop, so a server in this
/// process can answer meanwhile.
class Browser
{
public:
    Browser();
    ~Browser();

    bool isValid() const noexcept { return m_valid; } ///< false: a warning with the reason was logged
    /// `arrival`: the final page if it differs from `url`.
    void open(const QUrl &url, const QUrl &arrival = {});
    /// Returns the value of a JavaScript expression; of a promise, its resolved value. Undefined if it throws.
    QJsonValue evaluate(const QString &expression);
    QString text(const QString &selector);                          ///< of the first element; empty if there is none
    bool save(const QString &file, const QSize &size, bool isDark); ///< saves a screenshot as PNG

    /// Returns the errors of the console: exceptions, violations of the policy, failed requests.
    QStringList problems() const { return m_problems; }

private:
    bool start();
    QUrl pageSocket(quint16 port) const;
    QJsonObject call(const QString &method, const QJsonObject &parameters = {});
    void take(const QString &message);

    QTemporaryDir m_profile;
    QProcess m_process;
    QWebSocket m_socket;
    QHash<int, QJsonObject> m_answers;
    QStringList m_problems;
    int m_lastId = 0;
    bool m_valid = false;
};

} // namespace pulse::test
