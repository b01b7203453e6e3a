// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/core/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>
#include <QTimeZone>

#include <unistd.h>

using namespace pulse;

namespace {

Q_LOGGING_CATEGORY(testLog, "redis")

const QDateTime when(QDate(2026, 11, 22), QTime(10, 30, 0, 123), QTimeZone::utc());

/// Captures what is written to stderr during its lifetime.
class StandardError
{
public:
    StandardError()
        : m_before(::dup(STDERR_FILENO))
    {
        if (m_file.open())
            ::dup2(m_file.handle(), STDERR_FILENO);
    }
    ~StandardError()
    {
        ::dup2(m_before, STDERR_FILENO);
        ::close(m_before);
    }
    Q_DISABLE_COPY_MOVE(StandardError)

    QByteArray text()
    {
        m_file.seek(0);
        return m_file.readAll();
    }

private:
    int m_before;
    QTemporaryFile m_file;
};

} // namespace

class TestLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textLinesHaveTimeLevelAndMessage_data();
    void textLinesHaveTimeLevelAndMessage();
    void jsonLinesAreValid_data();
    void jsonLinesAreValid();
    void lowerLevelsAreOmitted_data();
    void lowerLevelsAreOmitted();
    void timesAreUtc();
    void logIsWrittenToStandardError_data();
    void logIsWrittenToStandardError();
};

void TestLogging::textLinesHaveTimeLevelAndMessage_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const QString &message, const char *line) {
        QTest::newRow(line) << message << QByteArray("2026-11-22T10:30:00.123Z warning redis: ") + line + '\n';
    };
    row(u"text"_s, "text");
    row(u" two\nlines\n"_s, "two | lines");
    row(u"ü \"q\""_s, "ü \"q\"");
    row(u"a\r\nb"_s, "a | b");
    row(u"Traceback:\n  File \"f.py\", line 1\n    1/0\nZeroDivisionError"_s,
        "Traceback: |   File \"f.py\", line 1 |     1/0 | ZeroDivisionError");
    row(u"\u001b[2J\u001b]0;title\u0007"_s, "\\x1b[2J\\x1b]0;title\\x07");
    row(u"50 %\r100 %\tdone"_s, "50 %\\r100 %\\tdone");
    row(u"\u007f\u0080\u009b31m"_s, "\\x7f\\x80\\x9b31m");
    row(u"user\u202egpj.exe\u2066\u200f\u061c"_s, "user\\u202egpj.exe\\u2066\\u200f\\u061c");
    row(u"one\u2028two\u2029three\u0085four"_s, "one\\u2028two\\u2029three\\x85four");
    row(u"\ufeffhidden\U000e0041"_s, "\\ufeffhidden\\U000e0041");
    row(u"\U0001f468\u200d\U0001f469 می\u200cخواهم"_s, "\U0001f468\u200d\U0001f469 می\u200cخواهم");
}

void TestLogging::textLinesHaveTimeLevelAndMessage()
{
    QFETCH(QString, message);
    QTEST(logLine(LogFormat::Text, when, QtWarningMsg, "redis", message), "line");
}

void TestLogging::jsonLinesAreValid_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("plain") << u"text"_s;
    QTest::newRow("lines") << u" two\r\nlines\n"_s;
    QTest::newRow("quotes") << u"a \"b\" \\ {\"c\": 1}"_s;
    QTest::newRow("Unicode") << u"ü \U0001F600 \u2028"_s;
    QTest::newRow("control characters") << QString(QChar(0)) + QChar(27) + '\t'_L1;
    QTest::newRow("more control characters") << u"\u007f\u0080\u009b31m\u0085"_s;
    QTest::newRow("direction of text") << u"user\u202egpj.exe\u2066\u200f\u061c"_s;
    QTest::newRow("invisible") << u"hid\u2060den\U000e0041"_s;
    QTest::newRow("empty") << QString();
}

void TestLogging::jsonLinesAreValid()
{
    QFETCH(QString, message);
    const QByteArray line = logLine(LogFormat::JsonLines, when, QtCriticalMsg, "redis", message);
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.endsWith('\n'));
    const QRegularExpression unsafe(u"[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}]"_s);
    QVERIFY2(!QString::fromUtf8(line.chopped(1)).contains(unsafe), line.constData());
    const QJsonObject expected = {{u"time"_s, u"2026-11-22T10:30:00.123Z"_s},
                                  {u"level"_s, u"error"_s},
                                  {u"category"_s, u"redis"_s},
                                  {u"message"_s, message}};
    QCOMPARE(QJsonDocument::fromJson(line).object(), expected);
}

void TestLogging::lowerLevelsAreOmitted_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("level");
    QTest::newRow("debug") << int(QtDebugMsg) << u"debug"_s;
    QTest::newRow("info") << int(QtInfoMsg) << u"info"_s;
    QTest::newRow("warning") << int(QtWarningMsg) << u"warning"_s;
    QTest::newRow("critical") << int(QtCriticalMsg) << u"error"_s;
    QTest::newRow("fatal") << int(QtFatalMsg) << u"fatal"_s;
}

void TestLogging::lowerLevelsAreOmitted()
{
    QFETCH(int, type);
    QFETCH(QString, level);
    const QByteArray text = logLine(LogFormat::Text, when, QtMsgType(type), nullptr, u"x"_s);
    QCOMPARE(text, "2026-11-22T10:30:00.123Z " + level.toLatin1() + " default: x\n");
    const QByteArray json = logLine(LogFormat::JsonLines, when, QtMsgType(type), nullptr, u"x"_s);
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object.value(u"level"_s).toString(), level);
    QCOMPARE(object.value(u"category"_s).toString(), u"default"_s);
}

void TestLogging::timesAreUtc()
{
    const QDateTime local = when.toOffsetFromUtc(7200);
    QCOMPARE(logLine(LogFormat::Text, local, QtInfoMsg, "a", u"b"_s),
             logLine(LogFormat::Text, when, QtInfoMsg, "a", u"b"_s));
}

void TestLogging::logIsWrittenToStandardError_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("form"); // of the whole output
    QTest::newRow("text") << int(LogFormat::Text) << u"^\\S+Z info redis: one\n\\S+Z warning redis: a \\| b\n$"_s;
    QTest::newRow("json") << int(LogFormat::JsonLines)
                          << u"^\\{[^\n]*\"message\":\"one\"[^\n]*\\}\n"
                             "\\{[^\n]*\"message\":\"a\\\\nb\"[^\n]*\\}\n$"_s;
}

void TestLogging::logIsWrittenToStandardError()
{
    QFETCH(int, format);
    QFETCH(QString, form);
    QByteArray text;
    {
        StandardError standardError;
        const QtMessageHandler before = qInstallMessageHandler(nullptr);
        installLogging(LogFormat(format));
        qCInfo(testLog) << "one";
        qCWarning(testLog).noquote() << "a\nb";
        qInstallMessageHandler(before);
        text = standardError.text();
    }
    QVERIFY2(QRegularExpression(form).match(QString::fromUtf8(text)).hasMatch(), text.constData());
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
