// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs of connections follow a theme that changes while they are open.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/connectionform.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "common/core/literals.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QCompleter>
#include <QLineEdit>
#include <QTest>

using namespace pulse;

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void openDialogFollowsTheTheme();
    void openListOfKeysFollowsTheTheme();
    void openQuestionFollowsTheTheme_data();
    void openQuestionFollowsTheTheme();
};

namespace {

struct Shown
{
    Shown()
        : dialog({}, {}, nullptr, nullptr)
    {
        dialog.show();
    }

    QAbstractItemView &offerKeys()
    {
        dialog.findChild<ConnectionForm *>()->offerKeys({u"metrics-output"_s});
        return *dialog.findChild<QLineEdit *>(u"outputKey"_s)->completer()->popup();
    }

    ConnectionDialog dialog;
};

/// An open question of ssh, with the window that it belongs to.
struct Question
{
    explicit Question(SshQuestion::Kind kind)
    {
        window.show();
        Q_EMIT tunnel.asked({u"Enter passphrase:"_s, kind, 0});
    }

    const QDialog &dialog() const { return *window.findChild<QDialog *>(); }

    QWidget window;
    SshTunnel tunnel{{}};
    SshPrompt prompt{tunnel, window};
};

void compareLooks(const QWidget &changed, const QWidget &fresh)
{
    QCOMPARE(changed.palette(), fresh.palette());
    QCOMPARE(changed.styleSheet(), fresh.styleSheet());
}

} // namespace

void TestConnectionDialog::init()
{
    Theme::use(Theme::light());
}

void TestConnectionDialog::openDialogFollowsTheTheme()
{
    const Shown changed;
    const QPalette light = changed.dialog.palette();
    Theme::use(Theme::darkTheme());
    const Shown fresh;
    QVERIFY(fresh.dialog.palette() != light);
    compareLooks(changed.dialog, fresh.dialog);
    const QList<QCheckBox *> boxes = changed.dialog.findChildren<QCheckBox *>();
    const QList<QCheckBox *> freshBoxes = fresh.dialog.findChildren<QCheckBox *>();
    QCOMPARE(boxes.size(), 2);
    for (qsizetype i = 0; i < boxes.size(); ++i)
        compareLooks(*boxes[i], *freshBoxes[i]);
}

void TestConnectionDialog::openListOfKeysFollowsTheTheme()
{
    Shown changed;
    const QAbstractItemView &keys = changed.offerKeys();
    Theme::use(Theme::darkTheme());
    Shown fresh;
    QCOMPARE(keys.styleSheet(), fresh.offerKeys().styleSheet());
}

void TestConnectionDialog::openQuestionFollowsTheTheme_data()
{
    QTest::addColumn<SshQuestion::Kind>("kind");
    QTest::newRow("secret") << SshQuestion::Kind::Secret;
    QTest::newRow("yes or no") << SshQuestion::Kind::YesNo;
}

void TestConnectionDialog::openQuestionFollowsTheTheme()
{
    QFETCH(SshQuestion::Kind, kind);
    const Question changed(kind);
    const QPalette light = changed.dialog().palette();
    Theme::use(Theme::darkTheme());
    const Question fresh(kind);
    QVERIFY(fresh.dialog().palette() != light);
    compareLooks(changed.dialog(), fresh.dialog());
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"
