// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/browser.h"

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

constexpr int patience = 60000; // ms: a browser takes its time to start

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
    m_process.start(QStringLiteral("chromium"),
                    {QStringLiteral("--headless=new"), QStringLiteral("--no-sandbox"), QStringLiteral("--disable-gpu"),
                     QStringLiteral("--disable-dev-shm-usage"), QStringLiteral("--no-first-run"),
                     QStringLiteral("--disable-background-networking"), QStringLiteral("--remote-debugging-port=0"),
                     QStringLiteral("--user-data-dir=") + m_profile.path(), QStringLiteral("about:blank")});
    QByteArray said;
    quint16 port = 0;
    const auto hasPort = [&] {
        said += m_process.readAllStandardError();
        static const QRegularExpression form(QStringLiteral("DevTools listening on ws://[^:]+:(\\d+)/"));
        port = form.match(QString::fromUtf8(said)).captured(1).toUShort();
        return port != 0 || m_process.state() == QProcess::NotRunning;
    };
    if (!QTest::qWaitFor(hasPort, patience) || port == 0)
        return false;
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &message) { take(message); });
    m_socket.open(pageSocket(port));
    if (!QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }, patience))
        return false;
    for (const char *domain : {"Page", "Runtime", "Log"})
        call(QLatin1String(domain) + QStringLiteral(".enable"));
    return true;
}

/// The address of the one page that there is.
QUrl Browser::pageSocket(quint16 port) const
{
    QNetworkAccessManager manager;
    QUrl url;
    const auto find = [&] {
        const QUrl list(QStringLiteral("http://127.0.0.1:%1/json/list").arg(port));
        const std::unique_ptr<QNetworkReply> reply(manager.get(QNetworkRequest(list)));
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, patience))
            return false;
        for (const QJsonValue target : QJsonDocument::fromJson(reply->readAll()).array()) {
            if (target.toObject().value(QStringLiteral("type")) == QStringLiteral("page"))
                url = QUrl(target.toObject().value(QStringLiteral("webSocketDebuggerUrl")).toString());
        }
        return url.isValid();
    };
    return QTest::qWaitFor(find, patience) ? url : QUrl();
}

QJsonObject Browser::call(const QString &method, const QJsonObject &parameters)
{
    const int id = ++m_lastId;
    const QJsonObject request = {
        {QStringLiteral("id"), id}, {QStringLiteral("method"), method}, {QStringLiteral("params"), parameters}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    if (!QTest::qWaitFor([this, id] { return m_answers.contains(id); }, patience))
        qWarning().noquote() << "Chromium does not answer to" << method;
    return m_answers.take(id).value(QStringLiteral("result")).toObject();
}

void Browser::take(const QString &message)
{
    const QJsonObject object = QJsonDocument::fromJson(message.toUtf8()).object();
    const QString method = object.value(QStringLiteral("method")).toString();
    const QJsonObject parameters = object.value(QStringLiteral("params")).toObject();
    if (object.contains(QStringLiteral("id"))) {
        m_answers.insert(object.value(QStringLiteral("id")).toInt(), object);
    } else if (method == QLatin1String("Runtime.exceptionThrown")) {
        m_problems.append(QString::fromUtf8(QJsonDocument(parameters).toJson(QJsonDocument::Compact)));
    } else if (method == QLatin1String("Log.entryAdded")) {
        const QJsonObject entry = parameters.value(QStringLiteral("entry")).toObject();
        if (entry.value(QStringLiteral("level")) == QStringLiteral("error"))
            m_problems.append(entry.value(QStringLiteral("text")).toString());
    }
}

void Browser::open(const QUrl &url, const QUrl &arrival)
{
    m_problems.clear();
    call(QStringLiteral("Page.navigate"), {{QStringLiteral("url"), url.toString()}});
    const QString wanted = QStringLiteral("complete") + (arrival.isEmpty() ? url : arrival).toString();
    const auto isLoaded = [this, &wanted] {
        return evaluate(QStringLiteral("document.readyState + location.href")).toString() == wanted;
    };
    if (!QTest::qWaitFor(isLoaded, patience))
        qWarning().noquote() << "Chromium does not load" << url;
}

QJsonValue Browser::evaluate(const QString &expression)
{
    const QJsonObject answer = call(QStringLiteral("Runtime.evaluate"), {{QStringLiteral("expression"), expression},
                                                                         {QStringLiteral("returnByValue"), true},
                                                                         {QStringLiteral("awaitPromise"), true}});
    return answer.contains(QStringLiteral("exceptionDetails"))
               ? QJsonValue(QJsonValue::Undefined)
               : answer.value(QStringLiteral("result")).toObject().value(QStringLiteral("value"));
}

QString Browser::text(const QString &selector)
{
    const QString quoted =
        QString::fromUtf8(QJsonDocument(QJsonArray{selector}).toJson(QJsonDocument::Compact).chopped(1).mid(1));
    return evaluate(QStringLiteral("document.querySelector(%1)?.textContent ?? ''").arg(quoted)).toString();
}

bool Browser::save(const QString &file, const QSize &size, bool isDark)
{
    call(QStringLiteral("Emulation.setDeviceMetricsOverride"), {{QStringLiteral("width"), size.width()},
                                                                {QStringLiteral("height"), size.height()},
                                                                {QStringLiteral("deviceScaleFactor"), 1},
                                                                {QStringLiteral("mobile"), false}});
    const QJsonObject scheme = {{QStringLiteral("name"), QStringLiteral("prefers-color-scheme")},
                                {QStringLiteral("value"), isDark ? QStringLiteral("dark") : QStringLiteral("light")}};
    call(QStringLiteral("Emulation.setEmulatedMedia"), {{QStringLiteral("features"), QJsonArray{scheme}}});
    const QJsonObject picture = call(QStringLiteral("Page.captureScreenshot"));
    const QByteArray png = QByteArray::fromBase64(picture.value(QStringLiteral("data")).toString().toLatin1());
    QFile out(file);
    return !png.isEmpty() && out.open(QIODevice::WriteOnly) && out.write(png) == png.size();
}

} // namespace pulse::test
