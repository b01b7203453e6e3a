// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog of connections, and how it and the questions of ssh follow a theme that changes while they are open.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/connections/connectionform.h"
#include "app/desktop/tunnel/sshprompt.h"
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
#include <QRegularExpression>
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
    void dialogReturnsTheGivenConnection_data();
    void dialogReturnsTheGivenConnection();
    void dialogExplainsErrors_data();
    void dialogExplainsErrors();
    void failureToFindKeysIsExplained();
    void dialogTextsAreNoMarkup();
    void tabKeepsWhatWasTyped();
    void foundKeysAreNotOfferedForAnotherServer();
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

void TestConnectionDialog::dialogReturnsTheGivenConnection_data()
{
    QTest::addColumn<Connection>("connection");
    Connection here;
    here.function = u"/mine.py"_s;
    here.name = u"mine"_s;
    Connection behind = toKey("results");
    behind.redis = *RedisUrl::parse(u"rediss://me:pw@db:6380/1?cafile=/ca.pem&certfile=/c.pem&keyfile=/k.pem"_s);
    behind.ssh.emplace();
    behind.ssh->destination = *SshDestination::parse(u"u@vm:2222"_s);
    behind.ssh->jumps = *SshDestination::parseJumps(u"a,b"_s);
    behind.ssh->identityFile = u"/id"_s;
    Connection gateway;
    gateway.kind = Kind::Gateway;
    gateway.gateway = QUrl(u"ws://host:53004/feed"_s);
    gateway.gatewayToken = "token";
    gateway.outputKey = "results";
    Connection onServer;
    onServer.redis = RedisUrl();
    Connection demo;
    demo.kind = Kind::Demo;
    QTest::newRow("this machine") << here;
    QTest::newRow("demo data") << demo;
    QTest::newRow("this machine, on a server") << onServer;
    QTest::newRow("Redis") << toKey("results");
    QTest::newRow("behind SSH") << behind;
    QTest::newRow("a gateway") << gateway;
}

/// The dialog returns the connection unchanged, secrets included.
void TestConnectionDialog::dialogReturnsTheGivenConnection()
{
    QFETCH(Connection, connection);
    const ConnectionDialog dialog(connection, {}, nullptr, nullptr);
    const Result<Connection> back = dialog.connection();
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    if (connection.kind != Kind::Redis)
        connection.inputKey = back->inputKey; // the other kinds ignore it
    QCOMPARE(back->toJson(), connection.toJson());
    QCOMPARE(back->gatewayToken, connection.gatewayToken);
    if (connection.redis)
        QVERIFY(back->redis == connection.redis);
}

void TestConnectionDialog::dialogExplainsErrors_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem"); // its beginning
    QTest::newRow("server") << "Server"
                            << "http://db"
                            << "Server: must start with redis://";
    QTest::newRow("service link") << "Server"
                                  << "tcp://10.0.0.55:6379"
                                  << "Server: must start with redis://";
    QTest::newRow("path") << "Server"
                          << "db/metrics"
                          << "Server: the database must be a number";
    QTest::newRow("key") << "Output key"
                         << ""
                         << "Output key: ";
    QTest::newRow("socket over ssh") << "Server"
                                     << "unix:///s"
                                     << "over SSH, the server must be";
    QTest::newRow("ssh") << "Over SSH"
                         << "-oProxyCommand=x"
                         << "Over SSH: ";
    QTest::newRow("certificate without key") << "TLS certificate"
                                             << "/c.pem"
                                             << "TLS certificate and TLS private key";
}

void TestConnectionDialog::dialogExplainsErrors()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, problem);
    Connection initial = toKey("k");
    if (text.startsWith("unix"_L1)) {
        initial.ssh.emplace();
        initial.ssh->destination = *SshDestination::parse(u"vm"_s);
    }
    ConnectionDialog dialog(initial, {}, nullptr, nullptr);
    dialog.show();
    test::field(dialog, qPrintable(field))->setText(text);
    press(dialog, "Connect");
    QVERIFY(dialog.isVisible());
    QStringList shown;
    for (const QLabel *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible())
            shown.append(label->text());
    }
    QVERIFY2(!shown.filter(QRegularExpression('^'_L1 + QRegularExpression::escape(problem))).isEmpty(),
             qPrintable(shown.join('\n'_L1)));
}

void TestConnectionDialog::failureToFindKeysIsExplained()
{
    ConnectionDialog dialog(toKey("first"), {}, nullptr, nullptr);
    dialog.show();
    field(dialog, "Server")->setText(u"127.0.0.1:%1"_s.arg(freePort()));
    press(dialog, "Find…");
    const auto isReported = [&dialog] {
        const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith("No keys could be found: Cannot connect"_L1);
        });
    };
    QTRY_VERIFY(isReported());
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
