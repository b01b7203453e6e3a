// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

namespace {

const QByteArray secret = QByteArrayLiteral("canary");

QByteArray readProcFile(qint64 pid, const char *name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Returns the command lines of a process and of its children, as every user sees them.
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

/// What every program does with its command line and environment.
class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void passwordsAreHidden_data();
    void passwordsAreHidden();
    void localesThatAreNotUtf8AreNoWarning_data();
    void localesThatAreNotUtf8AreNoWarning();

private:
    RedisServer m_server{{u"--requirepass"_s, QString::fromLatin1(secret)}};
    QTemporaryDir m_folder;
};

void TestCommandLine::initTestCase()
{
    QVERIFY(m_server.start());
    writeFile(m_folder.filePath(u"f.py"_s), "def handler(input, context): pass\n");
}

void TestCommandLine::passwordsAreHidden_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("connected"); // in its log or output
    const auto url = u"--redis=redis://:%1@127.0.0.1:%2"_s.arg(QString::fromLatin1(secret)).arg(m_server.port());
    const QStringList runtime{u"--input-key"_s, u"in"_s, u"--output-key"_s, u"out"_s,
                              u"--http-port"_s, u"0"_s,  u"--pyfile"_s,     m_folder.filePath(u"f.py"_s)};
    const QStringList words{u"--redis-host"_s,     u"127.0.0.1"_s,
                            u"--redis-port"_s,     QString::number(m_server.port()),
                            u"--redis-password"_s, QString::fromLatin1(secret)};
    QTest::newRow("runtime") << u"pulseboard-runtime"_s << (QStringList{url} + runtime) << QByteArray("Loaded");
    QTest::newRow("runtime, password alone") << u"pulseboard-runtime"_s << (words + runtime) << QByteArray("Loaded");
    QTest::newRow("gateway") << u"pulseboard-gateway"_s
                             << QStringList{url, u"--output-key"_s, u"out"_s, u"--listen"_s, u"127.0.0.1:0"_s}
                             << QByteArray("in a browser");
    QTest::newRow("collector") << u"pulseboard-collector"_s << QStringList{url} << QByteArray("Connected");
    QTest::newRow("local") << u"pulseboard-local"_s << QStringList{url, u"--serve"_s} << QByteArray("output_key");
    const QStringList window{u"--output-key"_s, u"out"_s};
    QTest::newRow("window") << u"pulseboard"_s << (QStringList{url} + window) << QByteArray();
}

void TestCommandLine::passwordsAreHidden()
{
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, connected);
    Program running(program);
    running.setVariable(u"XDG_CONFIG_HOME"_s, m_folder.path());
    running.setVariable(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    QVERIFY(running.start(arguments));
    if (connected.isEmpty()) { // it logs nothing
        RedisOptions options = m_server.options();
        options.url.password = QString::fromLatin1(secret);
        const auto clients = [&options] { return callOnce(options, {"CLIENT", "LIST"}); };
        QTRY_VERIFY_WITH_TIMEOUT(clients() && clients()->bytes.count("\n") > 1, waitTimeout);
    }
    QTRY_VERIFY2_WITH_TIMEOUT(running.output().contains(connected) || running.log().contains(connected),
                              running.log().constData(), waitTimeout);
    const QByteArrayList lines = commandLines(running.pid());
    QVERIFY(lines.size() >= (program == "pulseboard-runtime"_L1 ? 2 : 1));
    for (const QByteArray &line : lines) {
        QVERIFY(line.contains("pulseboard") || line.contains("redis"));
        QVERIFY2(!line.contains(secret), line.constData());
    }
    QVERIFY2(!running.log().contains("WRONGPASS") && !running.log().contains("NOAUTH"), running.log().constData());
}

void TestCommandLine::localesThatAreNotUtf8AreNoWarning_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString port = QString::number(freePort()); // where nothing listens
    const QString url = u"redis://127.0.0.1:%1"_s.arg(port);
    const QStringList output{u"--redis"_s, url, u"--output-key"_s, u"out"_s};
    QTest::newRow("pulseboard-collector") << QStringList{u"--redis"_s, url};
    QTest::newRow("pulseboard-local") << QStringList{u"--for"_s, u"1"_s};
    QTest::newRow("pulseboard-gateway") << (output + QStringList{u"--listen"_s, u"127.0.0.1:0"_s});
    QTest::newRow("pulseboard") << (output + QStringList{u"--for"_s, u"1"_s});
}

/// Qt has a remark about such a locale, which would not be JSON where the log is.
void TestCommandLine::localesThatAreNotUtf8AreNoWarning()
{
    QFETCH(QStringList, arguments);
    Program running(QString::fromLatin1(QTest::currentDataTag()));
    running.setVariable(u"LC_ALL"_s, u"C"_s);
    running.setVariable(u"XDG_CONFIG_HOME"_s, m_folder.path());
    running.setVariable(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    QVERIFY(running.start(arguments));
    if (arguments.contains("--for"_L1)) { // it ends by itself
        QCOMPARE(running.waitForEnd(), 0);
    } else {
        QTRY_VERIFY_WITH_TIMEOUT(!running.log().isEmpty(), waitTimeout);
        QCOMPARE(running.terminate(), 0);
    }
    QVERIFY2(!running.log().toLower().contains("locale"), running.log().constData());
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
