// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/browser.h"
#include "common/core/literals.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#include <memory>

namespace pulse::test {
namespace {

constexpr int browserTimeout = 60000; // ms; a browser starts slowly

} // namespace

Browser::Browser()
    : m_valid(start())
{
    if (!m_valid)
        qWarning().noquote() << "Chromium does not start:" << m_process.errorString()
                             << m_process.readAllStandardError();
}

Browser::~Browser()
{
    m_socket.abort();
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool Browser::start()
{
    m_process.start(u"chromium"_s,
                    {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--disable-dev-shm-usage"_s,
                     u"--no-first-run"_s, u"--disable-background-networking"_s, u"--remote-debugging-port=0"_s,
                     u"--user-data-dir="_s + m_profile.path(), u"about:blank"_s});
    QByteArray output;
    quint16 port = 0;
    const auto hasPort = [&] {
        output += m_process.readAllStandardError();
        static const QRegularExpression form(u"DevTools listening on ws://[^:]+:(\\d+)/"_s);
        port = form.match(QString::fromUtf8(output)).captured(1).toUShort();
        return port != 0 || m_process.state() == QProcess::NotRunning;
    };
    if (!QTest::qWaitFor(hasPort, browserTimeout) || port == 0)
        return false;
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &message) { take(message); });
    m_socket.open(pageSocket(port));
    if (!QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }, browserTimeout))
        return false;
    for (const char *domain : {"Page", "Runtime", "Log"})
        call(QLatin1String(domain) + u".enable"_s);
    return true;
}

/// Returns the address of the only page.
QUrl Browser::pageSocket(quint16 port) const
{
    QNetworkAccessManager manager;
    QUrl url;
    const auto find = [&] {
        const QUrl list(u"http://127.0.0.1:%1/json/list"_s.arg(port));
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(list)));
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, browserTimeout))
            return false;
        for (const QJsonValue target : QJsonDocument::fromJson(reply->readAll()).array()) {
            if (target.toObject().value(u"type"_s) == u"page"_s)
                url = QUrl(target.toObject().value(u"webSocketDebuggerUrl"_s).toString());
        }
        return url.isValid();
    };
    return QTest::qWaitFor(find, browserTimeout) ? url : QUrl();
}

QJsonObject Browser::call(const QString &method, const QJsonObject &parameters)
{
    const int id = ++m_lastId;
    const QJsonObject request = {{u"id"_s, id}, {u"method"_s, method}, {u"params"_s, parameters}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    if (!QTest::qWaitFor([this, id] { return m_answers.contains(id); }, browserTimeout))
        qWarning().noquote() << "Chromium does not answer to" << method;
    return m_answers.take(id).value(u"result"_s).toObject();
}

void Browser::take(const QString &message)
{
    const QJsonObject object = QJsonDocument::fromJson(message.toUtf8()).object();
    const QString method = object.value(u"method"_s).toString();
    const QJsonObject parameters = object.value(u"params"_s).toObject();
    if (object.contains(u"id"_s)) {
        m_answers.insert(object.value(u"id"_s).toInt(), object);
    } else if (method == "Runtime.exceptionThrown"_L1) {
        m_problems.append(QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)));
    } else if (method == "Log.entryAdded"_L1) {
        const QJsonObject entry = parameters.value(u"entry"_s).toObject();
        if (entry.value(u"level"_s) == u"error"_s)
            m_problems.append(entry.value(u"text"_s).toString());
    }
}

void Browser::open(const QUrl &url, const QUrl &arrival)
{
    m_problems.clear();
    call(u"Page.navigate"_s, {{u"url"_s, url.toString()}});
    const QString wanted = u"complete"_s + (arrival.isEmpty() ? url : arrival).toString();
    const auto isLoaded = [this, &wanted] {
        return evaluate(u"document.readyState + location.href"_s).toString() == wanted;
    };
    if (!QTest::qWaitFor(isLoaded, browserTimeout))
        qWarning().noquote() << "Chromium does not load" << url;
}

QJsonValue Browser::evaluate(const QString &expression)
{
    const QJsonObject answer = call(
        u"Runtime.evaluate"_s, {{u"expression"_s, expression}, {u"returnByValue"_s, true}, {u"awaitPromise"_s, true}});
    return answer.contains(u"exceptionDetails"_s) ? QJsonValue(QJsonValue::Undefined)
                                                  : answer.value(u"result"_s).toObject().value(u"value"_s);
}

QString Browser::text(const QString &selector)
{
    const QString quoted =
        QString::fromUtf8(QJsonDocument(QJsonArray{selector}).toJson(QJsonDocument::Compact).chopped(1).mid(1));
    return evaluate(u"document.querySelector(%1)?.textContent ?? ''"_s.arg(quoted)).toString();
}

bool Browser::save(const QString &file, const QSize &size, bool isDark)
{
    call(u"Emulation.setDeviceMetricsOverride"_s,
         {{u"width"_s, size.width()}, {u"height"_s, size.height()}, {u"deviceScaleFactor"_s, 1}, {u"mobile"_s, false}});
    const QJsonObject scheme = {{u"name"_s, u"prefers-color-scheme"_s}, {u"value"_s, isDark ? u"dark"_s : u"light"_s}};
    call(u"Emulation.setEmulatedMedia"_s, {{u"features"_s, QJsonArray{scheme}}});
    const QJsonObject picture = call(u"Page.captureScreenshot"_s);
    const QByteArray png = QByteArray::fromBase64(picture.value(u"data"_s).toString().toLatin1());
    QFile out(file);
    return !png.isEmpty() && out.open(QIODevice::WriteOnly) && out.write(png) == png.size();
}

} // namespace pulse::test
