// SPDX-License-Identifier: GPL-3.0-or-later
// Files as the user saves them, through the real dialog.
#include "app/desktop/filesaver.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace pulse;

class TestFileSaver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesWhereItIsTold();
    void saysWhatGoesWrong();
    void nothingWithoutAnAnswer();
};

namespace {

/// Has whatever dialog is in sight dealt with by `answer`, until `saveFile` returns.
template <class Answer>
void save(const QString &name, Answer answer)
{
    QWidget window;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &window, [&] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
            answer(*dialog);
    });
    look.start(10);
    saveFile(window, name, "content");
}

void saveAs(QDialog &dialog, const QString &path)
{
    dialog.findChild<QLineEdit *>()->setText(path);
    QMetaObject::invokeMethod(&dialog, "accept");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestFileSaver::savesWhereItIsTold()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.csv"));
    QString proposed;
    save(QStringLiteral("values.csv"), [&](QDialog &dialog) {
        proposed = dialog.findChild<QLineEdit *>()->text();
        saveAs(dialog, path);
    });
    QCOMPARE(proposed, QStringLiteral("values.csv"));
    QCOMPARE(contentOf(path), QByteArray("content"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

/// A folder stands in the way: that is found when the file is put in its place.
void TestFileSaver::saysWhatGoesWrong()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("picture.png"));
    QString said;
    save(QStringLiteral("picture.png"), [&](QDialog &dialog) {
        if (auto *message = qobject_cast<QMessageBox *>(&dialog)) {
            said = message->text();
            QCOMPARE(message->textFormat(), Qt::PlainText);
            return message->accept();
        }
        dialog.findChild<QLineEdit *>()->setText(path);
        QMetaObject::invokeMethod(&dialog, "accept");
        QVERIFY(QDir().mkpath(path)); // after the dialog has looked
    });
    QVERIFY2(said.contains(path) && said.contains(QLatin1String("cannot be written")), qPrintable(said));
}

void TestFileSaver::nothingWithoutAnAnswer()
{
    int dialogs = 0;
    save(QStringLiteral("values.csv"), [&dialogs](QDialog &dialog) {
        ++dialogs;
        dialog.reject();
    });
    QCOMPARE(dialogs, 1);
}

QTEST_MAIN(TestFileSaver)
#include "tst_filesaver.moc"
