// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"

#include "common/core/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <functional>

namespace pulse {
namespace {

const QString logFormatFlag = u"log-format"_s;
const QString jsonFormat = u"json"_s;

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

/// Returns whether a character is a control character, a line separator or an invisible format character, which include
/// those that change the direction of text. The two joiners are allowed: many scripts and emoji need them.
bool isUnsafe(char32_t character)
{
    constexpr char32_t nonJoiner = 0x200c;
    constexpr char32_t joiner = 0x200d;
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return character != nonJoiner && character != joiner;
    default:
        return false;
    }
}

/// Returns `text` with `escaped(character)` in place of each unsafe character.
QString escapeUnsafe(const QString &text, const std::function<QString(char32_t)> &escaped)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair = i + 1 < text.size() && text[i].isHighSurrogate() && text[i + 1].isLowSurrogate();
        const char32_t character = isPair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode();
        if (isUnsafe(character))
            result += escaped(character);
        else
            result += QStringView(text).mid(i, isPair ? 2 : 1);
        i += isPair ? 1 : 0;
    }
    return result;
}

QString hexadecimal(char32_t number, int digits)
{
    return u"%1"_s.arg(uint(number), digits, 16, '0'_L1);
}

/// Escapes as in Python's repr(): \t, \x1b, \u202e, \U000e0041.
QString pythonEscape(char32_t character)
{
    if (character == U'\t')
        return u"\\t"_s;
    if (character == U'\r')
        return u"\\r"_s;
    if (character <= 0xff)
        return u"\\x"_s + hexadecimal(character, 2);
    return character <= 0xffff ? u"\\u"_s + hexadecimal(character, 4) : u"\\U"_s + hexadecimal(character, 8);
}

/// Escapes as in a JSON string.
QString jsonEscape(char32_t character)
{
    QString result;
    for (const QChar unit : QString::fromUcs4(&character, 1))
        result += u"\\u"_s + hexadecimal(unit.unicode(), 4);
    return result;
}

QByteArray textLine(const QByteArray &time, const QByteArray &level, const QByteArray &category, const QString &message)
{
    QStringList lines = message.trimmed().split('\n'_L1);
    for (QString &line : lines)
        line = escapeControls(line.endsWith('\r'_L1) ? line.chopped(1) : line);
    return time + ' ' + level + ' ' + category + ": " + lines.join(u" | "_s).toUtf8() + '\n';
}

QByteArray jsonLine(const QByteArray &time, const QByteArray &level, const QByteArray &category, const QString &message)
{
    const QJsonObject line = {{u"time"_s, QString::fromLatin1(time)},
                              {u"level"_s, QString::fromLatin1(level)},
                              {u"category"_s, QString::fromUtf8(category)},
                              {u"message"_s, message}};
    const QString json = QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact));
    return escapeUnsafe(json, jsonEscape).toUtf8() + '\n';
}

template <LogFormat format>
void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = logLine(format, QDateTime::currentDateTimeUtc(), type, context.category, message);
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace

QString escapeControls(const QString &text)
{
    return escapeUnsafe(text,
                        [](char32_t character) { return character == U'\n' ? u"\n"_s : pythonEscape(character); });
}

QString escapedLine(const QString &text)
{
    return escapeControls(text).replace('\n'_L1, "\\n"_L1);
}

void installLogging(LogFormat format)
{
    qInstallMessageHandler(format == LogFormat::JsonLines ? writeLine<LogFormat::JsonLines>
                                                          : writeLine<LogFormat::Text>);
}

QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType type, const char *category,
                   const QString &message)
{
    const QByteArray when = time.toUTC().toString(Qt::ISODateWithMs).toLatin1();
    const auto make = format == LogFormat::JsonLines ? jsonLine : textLine;
    return make(when, levelName(type), category ? category : "default", message);
}

Setting logFormatSetting()
{
    return {.flag = logFormatFlag,
            .variable = u"LOG_FORMAT"_s,
            .valueName = u"text|json"_s,
            .defaultValue = u"text"_s,
            .help = u"text: log lines for people; json: each log line is a JSON object."_s};
}

bool wantsJsonLog(const Settings &settings)
{
    const bool hasFormat =
        std::ranges::any_of(settings.all(), [](const Setting &s) { return s.flag == logFormatFlag; });
    return hasFormat && settings.text(logFormatFlag) == jsonFormat;
}

LogFormat readLogFormat(Settings &settings)
{
    const bool isJson = settings.choice(logFormatFlag, {u"text"_s, jsonFormat}) == 1;
    return isJson ? LogFormat::JsonLines : LogFormat::Text;
}

} // namespace pulse
