// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog of connections, and how it and the questions of ssh follow a theme that changes while they are open.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/connectionform.h"
#include "app/desktop/connections/teststeps.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"
#include "tests/support/dialogfields.h"
#include "tests/support/redisserver.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_redis.start()); }
    void init();
    void testShowsItsSteps();
    void failedStepIsExplained();
    void testIsCancelled();
    void changedFieldEndsTheTest();
    void failureToFindKeysIsExplained();
    void dialogTextsAreNoMarkup();
    void tabKeepsWhatWasTyped();
    void foundKeysAreNotOfferedForAnotherServer();
    void dialogFitsANarrowWindow_data();
    void dialogFitsANarrowWindow();
    void openDialogFollowsTheTheme();
    void openListOfKeysFollowsTheTheme();
    void openQuestionFollowsTheTheme_data();
    void openQuestionFollowsTheTheme();

private:
    Connection toKey(const char *key) const { return redisConnection(m_redis.url(), key); }

    RedisServer m_redis;
};

namespace {

using Kind = Connection::Kind;

/// Returns whether the dialog is searching for keys; the button is disabled meanwhile.
bool findsKeys(const QWidget &dialog)
{
    const QList<QPushButton *> buttons = dialog.findChildren<QPushButton *>();
    return std::ranges::none_of(buttons,
                                [](const QPushButton *one) { return one->text() == QString::fromUtf8("Find…"); });
}

bool hasButton(const QWidget &dialog, const char *text)
{
    const QList<QPushButton *> buttons = dialog.findChildren<QPushButton *>();
    return std::ranges::any_of(
        buttons, [text](const QPushButton *one) { return one->isVisible() && one->text() == QString::fromUtf8(text); });
}

/// Returns the sign, the name and the reason of each step that a test has shown.
QStringList stepsIn(const QWidget &dialog)
{
    QStringList steps;
    for (const QLabel *label : dialog.findChild<TestSteps *>()->findChildren<QLabel *>()) {
        const QString text = label->text();
        if (u"…✓✗"_s.contains(text) && text.size() == 1)
            steps.append(text);
        else if (!text.isEmpty())
            steps.last() += ' '_L1 + text;
    }
    return steps;
}

struct Shown
{
    Shown()
        : dialog({}, {}, nullptr, nullptr)
    {
        dialog.show();
    }

    QAbstractItemView &offerKeys()
    {
        dialog.findChild<ConnectionForm *>()->offerKeys({u"results"_s});
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

void TestConnectionDialog::testShowsItsSteps()
{
    QVERIFY(m_redis.call({"SET", "results", "{}"}));
    ConnectionDialog dialog(toKey("results"), {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Test connection");
    QTRY_COMPARE(stepsIn(dialog), (QStringList{u"✓ Redis"_s, u"✓ Output key"_s, u"✓ First result"_s}));
    QVERIFY(hasButton(dialog, "Test connection"));
    QVERIFY(dialog.isVisible());
}

void TestConnectionDialog::failedStepIsExplained()
{
    QVERIFY(m_redis.call({"SET", "lab-output", "{}"}));
    ConnectionDialog dialog(toKey("missing"), {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Test connection");
    QTRY_COMPARE(stepsIn(dialog).size(), 2);
    QTRY_VERIFY2(stepsIn(dialog).constLast().startsWith(u"✗ Output key There is no key “missing”. These keys "_s),
                 qPrintable(stepsIn(dialog).join('\n'_L1)));
    QTRY_VERIFY(hasButton(dialog, "Test connection"));
}

/// The button of a running test cancels it.
void TestConnectionDialog::testIsCancelled()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Connection connection = toKey("k");
    connection.redis->port = silent.serverPort();
    ConnectionDialog dialog(connection, {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Test connection");
    QCOMPARE(stepsIn(dialog), QStringList{u"… Redis"_s});
    press(dialog, "Cancel the test");
    QVERIFY(stepsIn(dialog).isEmpty());
    QVERIFY(hasButton(dialog, "Test connection"));
}

/// The steps are about the fields as they were.
void TestConnectionDialog::changedFieldEndsTheTest()
{
    QVERIFY(m_redis.call({"SET", "results", "{}"}));
    ConnectionDialog dialog(toKey("results"), {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Test connection");
    QTRY_COMPARE(stepsIn(dialog).size(), 3);
    QTest::keyClick(field(dialog, "Output key"), Qt::Key_2);
    QVERIFY(stepsIn(dialog).isEmpty());
}

void TestConnectionDialog::failureToFindKeysIsExplained()
{
    ConnectionDialog dialog(toKey("first"), {}, nullptr, nullptr);
    dialog.show();
    field(dialog, "Server")->setText(u"127.0.0.1:%1"_s.arg(freePort()));
    press(dialog, "Find…");
    QTRY_VERIFY(errorOf(dialog, "Output key").startsWith("No keys could be found: Cannot connect"_L1));
}

void TestConnectionDialog::dialogTextsAreNoMarkup()
{
    Connection known = toKey("second");
    known.name = u"<b>bold</b>"_s;
    const ConnectionDialog dialog(toKey("first"), {known}, nullptr, nullptr);
    for (const QLabel *label : dialog.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
    QTextDocument tip;
    tip.setHtml(dialog.findChild<QListWidget *>()->item(0)->toolTip());
    QVERIFY2(tip.toPlainText().contains(known.name), qPrintable(tip.toPlainText()));
}

/// Tab moves through the list without choosing an entry.
void TestConnectionDialog::tabKeepsWhatWasTyped()
{
    ConnectionDialog dialog(toKey("first"), {toKey("second")}, nullptr, nullptr);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QLineEdit *key = field(dialog, "Output key");
    key->setText(u"typed"_s);
    auto *list = dialog.findChild<QListWidget *>();
    for (int presses = 0; presses < 40 && !list->hasFocus(); ++presses)
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    QVERIFY(list->hasFocus());
    QCOMPARE(key->text(), u"typed"_s);
    QTest::keyClick(list, Qt::Key_Space); // this chooses it
    QCOMPARE(key->text(), u"second"_s);
}

/// Keys that were found on one server are not offered for another.
void TestConnectionDialog::foundKeysAreNotOfferedForAnotherServer()
{
    QVERIFY(m_redis.call({"SET", "lab-output", "{}"}));
    ConnectionDialog dialog(toKey("first"), {}, nullptr, nullptr);
    dialog.show();
    press(dialog, "Find…");
    QTest::keyClick(field(dialog, "Server"), Qt::Key_1);
    QVERIFY(!findsKeys(dialog));
    press(dialog, "Find…");
    QTRY_VERIFY(!findsKeys(dialog)); // there is no such server
    QVERIFY(!field(dialog, "Output key")->completer());
}

void TestConnectionDialog::dialogFitsANarrowWindow_data()
{
    QTest::addColumn<Connection::Kind>("kind");
    QTest::newRow("this machine") << Kind::ThisMachine;
    QTest::newRow("Redis") << Kind::Redis;
    QTest::newRow("gateway") << Kind::Gateway;
    QTest::newRow("demo data") << Kind::Demo;
}

/// The dialog is as wide as the window, the list is above the fields, a label above its field.
void TestConnectionDialog::dialogFitsANarrowWindow()
{
    QFETCH(Connection::Kind, kind);
    QWidget window;
    window.resize(360, 640);
    window.show();
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.conf"_s), QSettings::IniFormat);
    SecretStore secrets(settings);
    Connection connection = toKey("first");
    connection.kind = kind;
    connection.inputKey = "other"; // so that all sections are open
    ConnectionDialog dialog(connection, {toKey("second")}, &secrets, &window);
    dialog.show();
    QTRY_COMPARE(dialog.width(), 360);
    for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
        if (widget->isVisible() && !widget->isWindow() && !widget->parentWidget()->objectName().startsWith("qt_"_L1))
            QVERIFY2(widget->parentWidget()->rect().contains(widget->geometry()),
                     qPrintable(QLatin1String(widget->metaObject()->className()) + ' '_L1 + widget->accessibleName()));
        if (widget->isVisible() && qobject_cast<const QAbstractButton *>(widget))
            QVERIFY2(widget->height() >= 40, qPrintable(qobject_cast<const QAbstractButton *>(widget)->text()));
    }
    const auto *column = dialog.findChild<ScrollColumn *>();
    QTRY_VERIFY(column->widget()->width() <= column->viewport()->width()); // a needless scroll bar is hidden later
    const QWidget &list = *dialog.findChild<QListWidget *>();
    QVERIFY(list.mapTo(&dialog, QPoint()).y() < column->mapTo(&dialog, QPoint()).y());
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
