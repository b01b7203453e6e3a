// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/httpanswer.h"

#include "common/core/literals.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

#include <boost/beast/http/status.hpp>

namespace pulse {
namespace {

QByteArray reasonOf(int status)
{
    const auto text = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray dateNow() // RFC 9110, section 5.6.7
{
    return QLocale::c().toString(QDateTime::currentDateTimeUtc(), u"ddd, dd MMM yyyy hh:mm:ss"_s).toLatin1() + " GMT";
}

} // namespace

HttpAnswer HttpAnswer::json(int status, const QJsonObject &object)
{
    return {.status = status, .type = "application/json", .body = QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

HttpAnswer HttpAnswer::error(int status, const QString &sentence)
{
    return json(status, {{u"error"_s, sentence}});
}

HttpAnswer HttpAnswer::errorForNow(int status, const QString &sentence, std::chrono::seconds wait)
{
    const qint64 seconds = wait.count();
    HttpAnswer answer = error(status, u"%1; try again in %2 s"_s.arg(sentence).arg(seconds));
    answer.headers.append(HttpHeader{"Retry-After", QByteArray::number(seconds)});
    return answer;
}

HttpAnswer HttpAnswer::notAllowed(const QByteArray &methods)
{
    HttpAnswer answer = error(405, u"only %1 are allowed"_s.arg(QLatin1String(methods)));
    answer.headers.append(HttpHeader{"Allow", methods});
    return answer;
}

QByteArray HttpAnswer::head() const
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    const auto add = [&text](const QByteArray &name, const QByteArray &value) { text += name + ": " + value + "\r\n"; };
    add("Date", dateNow());
    add("Connection", "close");
    if (!type.isEmpty())
        add("Content-Type", type);
    if (status != 304)
        add("Content-Length", QByteArray::number(bodyBytes()));
    add("X-Content-Type-Options", "nosniff");
    for (const HttpHeader &header : headers)
        add(header.name, header.value);
    return text + "\r\n";
}

} // namespace pulse
