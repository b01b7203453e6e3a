// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "tests/support/redisserver.h"
#include "tests/support/runtimefixture.h"

#include <QFile>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

namespace {

const QByteArray secret = QByteArrayLiteral("canary");

QByteArray readProcFile(qint64 pid, const char *name)
{
    QFile file(QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The command lines of a process and of its children, as every user sees them.
QByteArrayList commandLines(qint64 pid)
{
    QByteArrayList lines{readProcFile(pid, "cmdline")};
    for (const QByteArray &child :
         readProcFile(pid, QByteArray("task/" + QByteArray::number(pid) + "/children")).split(' ')) {
        if (!child.isEmpty())
            lines += commandLines(child.toLongLong());
    }
    return lines;
}

} // namespace

/// A password that is given as a flag is not in the list of processes.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void passwordsAreHidden_data();
    void passwordsAreHidden();

private:
    RedisServer m_server{{QStringLiteral("--requirepass"), QString::fromLatin1(secret)}};
    QTemporaryDir m_folder;
};

void TestCommandLine::initTestCase()
{
    QVERIFY(m_server.start());
    writeFile(m_folder.filePath(QStringLiteral("f.py")), "def handler(input, context): pass\n");
}

void TestCommandLine::passwordsAreHidden_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("connected"); // in its log or output
    const auto url =
        QStringLiteral("--redis=redis://:%1@127.0.0.1:%2").arg(QString::fromLatin1(secret)).arg(m_server.port());
    const QStringList runtime{QStringLiteral("--input-key"),  QStringLiteral("in"),
                              QStringLiteral("--output-key"), QStringLiteral("out"),
                              QStringLiteral("--http-port"),  QStringLiteral("0"),
                              QStringLiteral("--pyfile"),     m_folder.filePath(QStringLiteral("f.py"))};
    const QStringList words{QStringLiteral("--redis-host"),     QStringLiteral("127.0.0.1"),
                            QStringLiteral("--redis-port"),     QString::number(m_server.port()),
                            QStringLiteral("--redis-password"), QString::fromLatin1(secret)};
    QTest::newRow("runtime") << QStringLiteral("pulseboard-runtime") << (QStringList{url} + runtime)
                             << QByteArray("Loaded");
    QTest::newRow("runtime, password alone")
        << QStringLiteral("pulseboard-runtime") << (words + runtime) << QByteArray("Loaded");
    QTest::newRow("gateway") << QStringLiteral("pulseboard-gateway")
                             << QStringList{url, QStringLiteral("--output-key"), QStringLiteral("out"),
                                            QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")}
                             << QByteArray("in a browser");
    QTest::newRow("collector") << QStringLiteral("pulseboard-collector") << QStringList{url} << QByteArray("Connected");
    QTest::newRow("local") << QStringLiteral("pulseboard-local") << QStringList{url, QStringLiteral("--serve")}
                           << QByteArray("output_key");
}

void TestCommandLine::passwordsAreHidden()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, connected);
    Program running(program);
    QVERIFY(running.start(arguments));
    QTRY_VERIFY2_WITH_TIMEOUT(running.output().contains(connected) || running.log().contains(connected),
                              running.log().constData(), patience);
    const QByteArrayList lines = commandLines(running.pid());
    QVERIFY(lines.size() >= (program == QLatin1String("pulseboard-runtime") ? 2 : 1));
    for (const QByteArray &line : lines) {
        QVERIFY(line.contains("pulseboard") || line.contains("redis"));
        QVERIFY2(!line.contains(secret), line.constData());
    }
    QVERIFY2(!running.log().contains("WRONGPASS") && !running.log().contains("NOAUTH"), running.log().constData());
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
