// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

#include <unistd.h>

using namespace pulse;

namespace {

Q_LOGGING_CATEGORY(testLog, "redis")

const QDateTime when(QDate(2026, 11, 22), QTime(10, 30, 0, 123), Qt::UTC);

/// What is written to stderr as long as it lives.
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
    void text_data();
    void text();
    void json_data();
    void json();
    void levels_data();
    void levels();
    void timesAreUtc();
    void onStandardError_data();
    void onStandardError();
};

void TestLogging::text_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const QString &message, const char *line) {
        QTest::newRow(line) << message << QByteArray("2026-11-22T10:30:00.123Z warning redis: ") + line + '\n';
    };
    row(QStringLiteral("text"), "text");
    row(QStringLiteral(" two\nlines\n"), "two | lines");
    row(QStringLiteral("ü \"q\""), "ü \"q\"");
    row(QStringLiteral("a\r\nb"), "a | b");
    row(QStringLiteral("Traceback:\n  File \"f.py\", line 1\n    1/0\nZeroDivisionError"),
        "Traceback: |   File \"f.py\", line 1 |     1/0 | ZeroDivisionError");
    row(QStringLiteral("\u001b[2J\u001b]0;title\u0007"), "\\x1b[2J\\x1b]0;title\\x07");
    row(QStringLiteral("50 %\r100 %\tdone"), "50 %\\r100 %\\tdone");
    row(QStringLiteral("\u007f\u0080\u009b31m"), "\\x7f\\x80\\x9b31m");
    row(QStringLiteral("user\u202egpj.exe\u2066\u200f\u061c"), "user\\u202egpj.exe\\u2066\\u200f\\u061c");
    row(QStringLiteral("one\u2028two\u2029three\u0085four"), "one\\u2028two\\u2029three\\x85four");
    row(QStringLiteral("\ufeffhidden\U000e0041"), "\\ufeffhidden\\U000e0041");
    row(QStringLiteral("\U0001f468\u200d\U0001f469 می\u200cخواهم"), "\U0001f468\u200d\U0001f469 می\u200cخواهم");
}

void TestLogging::text()
{
    QFETCH(QString, message);
    QTEST(logLine(LogFormat::Text, when, QtWarningMsg, "redis", message), "line");
}

void TestLogging::json_data()
{
    QTest::addColumn<QString>("message");
    QTest::newRow("plain") << QStringLiteral("text");
    QTest::newRow("lines") << QStringLiteral(" two\r\nlines\n");
    QTest::newRow("quotes") << QStringLiteral("a \"b\" \\ {\"c\": 1}");
    QTest::newRow("Unicode") << QStringLiteral("ü \U0001F600 \u2028");
    QTest::newRow("control characters") << QString(QChar(0)) + QChar(27) + QLatin1Char('\t');
    QTest::newRow("more control characters") << QStringLiteral("\u007f\u0080\u009b31m\u0085");
    QTest::newRow("direction of text") << QStringLiteral("user\u202egpj.exe\u2066\u200f\u061c");
    QTest::newRow("invisible") << QStringLiteral("hid\u2060den\U000e0041");
    QTest::newRow("empty") << QString();
}

void TestLogging::json()
{
    QFETCH(QString, message);
    const QByteArray line = logLine(LogFormat::Json, when, QtCriticalMsg, "redis", message);
    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.endsWith('\n'));
    const QRegularExpression unsafe(QStringLiteral("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}]"));
    QVERIFY2(!QString::fromUtf8(line.chopped(1)).contains(unsafe), line.constData());
    const QJsonObject expected = {{QStringLiteral("time"), QStringLiteral("2026-11-22T10:30:00.123Z")},
                                  {QStringLiteral("level"), QStringLiteral("error")},
                                  {QStringLiteral("category"), QStringLiteral("redis")},
                                  {QStringLiteral("message"), message}};
    QCOMPARE(QJsonDocument::fromJson(line).object(), expected);
}

void TestLogging::levels_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("level");
    QTest::newRow("debug") << int(QtDebugMsg) << QStringLiteral("debug");
    QTest::newRow("info") << int(QtInfoMsg) << QStringLiteral("info");
    QTest::newRow("warning") << int(QtWarningMsg) << QStringLiteral("warning");
    QTest::newRow("critical") << int(QtCriticalMsg) << QStringLiteral("error");
    QTest::newRow("fatal") << int(QtFatalMsg) << QStringLiteral("fatal");
}

void TestLogging::levels()
{
    QFETCH(int, type);
    QFETCH(QString, level);
    const QByteArray text = logLine(LogFormat::Text, when, QtMsgType(type), nullptr, QStringLiteral("x"));
    QCOMPARE(text, "2026-11-22T10:30:00.123Z " + level.toLatin1() + " default: x\n");
    const QByteArray json = logLine(LogFormat::Json, when, QtMsgType(type), nullptr, QStringLiteral("x"));
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    QCOMPARE(object.value(QStringLiteral("level")).toString(), level);
    QCOMPARE(object.value(QStringLiteral("category")).toString(), QStringLiteral("default"));
}

void TestLogging::timesAreUtc()
{
    const QDateTime local = when.toOffsetFromUtc(7200);
    QCOMPARE(logLine(LogFormat::Text, local, QtInfoMsg, "a", QStringLiteral("b")),
             logLine(LogFormat::Text, when, QtInfoMsg, "a", QStringLiteral("b")));
}

void TestLogging::onStandardError_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("form"); // of the whole output
    QTest::newRow("text") << int(LogFormat::Text)
                          << QStringLiteral("^\\S+Z info redis: one\n\\S+Z warning redis: a \\| b\n$");
    QTest::newRow("json") << int(LogFormat::Json)
                          << QStringLiteral("^\\{[^\n]*\"message\":\"one\"[^\n]*\\}\n"
                                            "\\{[^\n]*\"message\":\"a\\\\nb\"[^\n]*\\}\n$");
}

void TestLogging::onStandardError()
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
