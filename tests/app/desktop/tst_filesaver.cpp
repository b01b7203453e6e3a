// SPDX-License-Identifier: GPL-3.0-or-later
// Files that the user saves in the real dialog.
#include "app/desktop/filesaver.h"
#include "common/core/literals.h"
#include "tests/support/files.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace pulse;
using namespace pulse::test;

class TestFileSaver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentIsSavedInTheChosenFile();
    void failureToWriteIsReported();
    void canceledDialogSavesNothing();
};

namespace {

/// Calls `saveFile`, and `answer` for each dialog that it shows.
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

} // namespace

void TestFileSaver::contentIsSavedInTheChosenFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"mine.csv"_s);
    QString proposed;
    save(u"values.csv"_s, [&](QDialog &dialog) {
        proposed = dialog.findChild<QLineEdit *>()->text();
        saveAs(dialog, path);
    });
    QCOMPARE(proposed, u"values.csv"_s);
    QCOMPARE(contentOf(path), QByteArray("content"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

/// A folder has the name of the file, which is noticed when the written file is renamed.
void TestFileSaver::failureToWriteIsReported()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"picture.png"_s);
    QString said;
    save(u"picture.png"_s, [&](QDialog &dialog) {
        if (auto *message = qobject_cast<QMessageBox *>(&dialog)) {
            said = message->text();
            QCOMPARE(message->textFormat(), Qt::PlainText);
            return message->accept();
        }
        dialog.findChild<QLineEdit *>()->setText(path);
        QMetaObject::invokeMethod(&dialog, "accept");
        QVERIFY(QDir().mkpath(path)); // after the check of the dialog
    });
    QVERIFY2(said.contains(path) && said.contains("cannot be written"_L1), qPrintable(said));
}

void TestFileSaver::canceledDialogSavesNothing()
{
    int dialogs = 0;
    save(u"values.csv"_s, [&dialogs](QDialog &dialog) {
        ++dialogs;
        dialog.reject();
    });
    QCOMPARE(dialogs, 1);
}

QTEST_MAIN(TestFileSaver)
#include "tst_filesaver.moc"
