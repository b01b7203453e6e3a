// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "runtime/core/workerreport.h"
#include "runtime/package/regularfile.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pulse;

/// The reports that the supervisor reads from a worker, in which the user's code may do anything.
class TestWorkerReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void textsAreCut();
    void lineIsBounded();
    void filesAreBounded();
    void unknownFieldsAreSkipped();
    void wrongLinesAreRefused_data();
    void wrongLinesAreRefused();
    void forgedFailureIsInRange();
    void otherCategoriesAreNotAccepted_data();
    void otherCategoriesAreNotAccepted();
    void regularFilesAreRead();
    void otherFilesAreErrors_data();
    void otherFilesAreErrors();
    void largeFilesAreErrors();
};

void TestWorkerReport::roundTrips()
{
    WorkerReport report;
    report.kind = WorkerReport::Kind::CallFailed;
    report.category = "worker";
    report.text = u"text €"_s;
    report.files = QStringList{u"/a/b.py"_s};
    report.failure = {1'700'000'000'000, u"crashed"_s, u"Type"_s, u"message"_s, u"trace"_s, QString(64, 'a'_L1), 0.5};
    QCOMPARE(WorkerReport::fromLine(report.toLine()), report);
}

void TestWorkerReport::textsAreCut()
{
    const QString text(600'000, 'x'_L1);
    const QJsonObject failure{{u"errorType"_s, text}, {u"errorMessage"_s, text}, {u"stackTrace"_s, text}};
    const QJsonObject object{{u"kind"_s, 2}, {u"level"_s, 1}, {u"text"_s, text}, {u"failure"_s, failure}};
    const auto report = WorkerReport::fromLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QVERIFY(report);
    QCOMPARE(report->text, boundedText(text, longestReportText));
    QCOMPARE(report->failure.errorType, boundedText(text, longestName));
    QCOMPARE(report->failure.errorMessage, boundedText(text));
    QCOMPARE(report->failure.stackTrace, boundedText(text));
}

void TestWorkerReport::lineIsBounded()
{
    const QString text(longestReportText, QChar(1)); // six bytes each in JSON
    WorkerReport report;
    report.text = text;
    QVERIFY(report.toLine().size() < 2 * 1024 * 1024);
    report.kind = WorkerReport::Kind::Loaded;
    for (int i = 0; i < 100'000; ++i)
        report.files << u"/folder/module\x01%1.py"_s.arg(i);
    QVERIFY(report.toLine().size() < 2 * 1024 * 1024);
}

void TestWorkerReport::filesAreBounded()
{
    WorkerReport report;
    report.files = QStringList{u"relative"_s, QString(), u"/a"_s, '/'_L1 + QString(5000, 'x'_L1)};
    for (int i = 0; i < 100'000; ++i)
        report.files << u"/folder/%1.py"_s.arg(i);
    const auto read = WorkerReport::fromLine(report.toLine());
    QVERIFY(read);
    QCOMPARE(read->files.first(2), QStringList({u"/a"_s, u"/folder/0.py"_s}));
    QVERIFY(read->files.size() > 1000 && read->files.size() < 20'000);
}

/// As many as a line can have: comparing each of them with all others would take minutes.
void TestWorkerReport::unknownFieldsAreSkipped()
{
    QByteArray names;
    for (int i = 0; i < 300'000; ++i)
        names += "\"" + QByteArray::number(i) + "\":1,";
    const QByteArray line = "{" + names + R"("failure":{)" + names + R"("errorType":"Type"},"kind":2,"level":1})";
    const auto report = WorkerReport::fromLine(line);
    QVERIFY(report);
    QCOMPARE(report->failure.errorType, u"Type"_s);
}

void TestWorkerReport::wrongLinesAreRefused_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("cut") << WorkerReport().toLine().chopped(5);
    QTest::newRow("kind") << QByteArray(R"({"kind": 4, "level": 1})");
    QTest::newRow("negative kind") << QByteArray(R"({"kind": -1, "level": 1})");
    QTest::newRow("level") << QByteArray(R"({"kind": 0, "level": 5})");
    QTest::newRow("large numbers") << QByteArray(R"({"kind": 1e300, "level": 1})");
}

void TestWorkerReport::wrongLinesAreRefused()
{
    QFETCH(QByteArray, line);
    QVERIFY(!WorkerReport::fromLine(line));
}

void TestWorkerReport::forgedFailureIsInRange()
{
    const auto report = WorkerReport::fromLine(
        R"({"kind": 2, "level": 1, "category": "a\nb", "files": {"a": 1}, "text": 5,
            "failure": {"time": 1e300, "outcome": "none", "duration": -1e300, "inputDigest": "xyz", "errorType": []}})");
    QVERIFY(report);
    QCOMPARE(report->category, QByteArray("worker"));
    QVERIFY(report->files.isEmpty() && report->text.isEmpty());
    Failure failure;
    failure.outcome = u"raised"_s;
    QCOMPARE(report->failure, failure);
}

void TestWorkerReport::otherCategoriesAreNotAccepted_data()
{
    QTest::addColumn<QByteArray>("category");
    QTest::addColumn<QByteArray>("accepted");
    QTest::newRow("worker") << QByteArray("worker") << QByteArray("worker");
    QTest::newRow("redis") << QByteArray("redis") << QByteArray("redis");
    for (const char *category : {"", "runtime", "settings", "function", "Redis", "worker\n", "red\xc4\xabs"})
        QTest::newRow(category) << QByteArray(category) << QByteArray("worker");
}

void TestWorkerReport::otherCategoriesAreNotAccepted()
{
    QFETCH(QByteArray, category);
    QFETCH(QByteArray, accepted);
    WorkerReport report;
    report.category = category;
    const auto read = WorkerReport::fromLine(report.toLine());
    QVERIFY(read);
    QCOMPARE(read->category, accepted);
}

void TestWorkerReport::regularFilesAreRead()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    const QByteArray content(100'000, 'x');
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QCOMPARE(*readRegularFile(file.fileName(), content.size()), content);
    QVERIFY(QFile::link(file.fileName(), folder.filePath(u"link"_s)));
    QCOMPARE(*readRegularFile(folder.filePath(u"link"_s), content.size()), content);
    QVERIFY(readRegularFile(u"/proc/self/status"_s, content.size())->contains("Pid:")); // size 0
}

void TestWorkerReport::otherFilesAreErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    const QString notRegular = u"it is not a regular file"_s;
    QTest::newRow("FIFO") << u"fifo"_s << notRegular;
    QTest::newRow("endless device") << u"/dev/zero"_s << notRegular;
    QTest::newRow("device") << u"/dev/null"_s << notRegular;
    QTest::newRow("folder") << u"/"_s << notRegular;
    QTest::newRow("none") << u"/nowhere"_s << u"No such file or directory"_s;
    QTest::newRow("long") << '/'_L1 + QString(5000, 'x'_L1) << u"too long"_s;
}

void TestWorkerReport::otherFilesAreErrors()
{
    QFETCH(QString, path);
    QFETCH(QString, why);
    const QTemporaryDir folder;
    QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(u"fifo"_s)).constData(), 0600), 0);
    const Result<QByteArray> content = readRegularFile(QDir(folder.path()).absoluteFilePath(path), 1000);
    QVERIFY(!content);
    QVERIFY2(content.error().message.contains(why), qPrintable(content.error().message));
}

void TestWorkerReport::largeFilesAreErrors()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"sparse"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(1LL << 40));
    const Result<QByteArray> content = readRegularFile(file.fileName(), 1'000'000);
    QVERIFY(!content);
    QVERIFY(content.error().message.endsWith(u"is larger than the limit of 1000000 bytes"_s));
}

QTEST_GUILESS_MAIN(TestWorkerReport)
#include "tst_workerreport.moc"
