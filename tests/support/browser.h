// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QSize>
#include <QStringList>
#include <QTemporaryDir>
#include <QWebSocket>

namespace pulse::test {

/// A real Chromium without a window and with a profile of its own, driven over the DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol/). All calls run a nested event loop, so a server in this
/// process answers meanwhile.
class Browser
{
public:
    Browser();
    ~Browser();

    bool isValid() const noexcept { return m_valid; } ///< else see the warning that was logged
    /// `arrival`: where the browser ends, if it is another page than `url`.
    void open(const QUrl &url, const QUrl &arrival = {});
    /// The value of a JavaScript expression; of a promise, what it becomes. Undefined where it throws.
    QJsonValue evaluate(const QString &expression);
    QString text(const QString &selector);                          ///< of the first element; empty where there is none
    bool save(const QString &file, const QSize &size, bool isDark); ///< a picture, PNG

    /// What the console says is wrong: exceptions, violations of the policy, what could not be loaded.
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
