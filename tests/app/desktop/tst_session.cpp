// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that a user adds and changes in the window.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/session.h"
#include "app/pages/statustext.h"
#include "app/window/windowmenu.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/redisserver.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void anotherConnectionReplacesTheSource();
    void recentConnectionsAreOffered();
    void connectionsOfTheMenuGetTheirSecrets();
    void dialogReturnsTheGivenConnection_data();
    void dialogReturnsTheGivenConnection();
    void dialogExplainsErrors_data();
    void dialogExplainsErrors();
    void dialogOpensTheConnection();
    void knownConnectionsAreChosenAndForgotten();
    void foundKeysAreOffered();
    void failureToFindKeysIsExplained();
    void demoDataAreShown();
    void dialogTextsAreNoMarkup();
    void tabKeepsWhatWasTyped();
    void changedConnectionIsListedOnce();
    void foundKeysAreNotOfferedForAnotherServer();

private:
    Connection toKey(const char *key) const;
    QStringList offered(Session &session) const;

    RedisServer m_redis;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

namespace {

using Kind = Connection::Kind;

QLineEdit *field(const QWidget &dialog, const char *name)
{
    for (auto *one : dialog.findChildren<QLineEdit *>()) {
        if (one->accessibleName() == QLatin1String(name) && one->isVisible())
            return one;
    }
    qFatal("no field %s", name);
}

void press(const QWidget &dialog, const char *text)
{
    for (auto *one : dialog.findChildren<QPushButton *>()) {
        if (one->text() == QString::fromUtf8(text))
            QTest::mouseClick(one, Qt::LeftButton);
    }
}

/// Returns whether the dialog is searching for keys; the button is disabled meanwhile.
bool findsKeys(const QWidget &dialog)
{
    const QList<QPushButton *> buttons = dialog.findChildren<QPushButton *>();
    return std::ranges::none_of(buttons,
                                [](const QPushButton *one) { return one->text() == QString::fromUtf8("Find…"); });
}

QMenu *connectionsOf(Session &session)
{
    return session.window().findChild<WindowMenu *>()->menu()->actions().constFirst()->menu();
}

} // namespace

void TestSession::initTestCase()
{
    QVERIFY(m_redis.start());
    const QByteArray now = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    for (const char *key : {"first", "second"}) {
        const QByteArray json = '{' + QByteArray(R"("avg-cpu0-60sec": 10, "from": ")") + key + "\"}";
        QVERIFY(m_redis.call({"XADD", historyKey(key), "*", "t", now, "d", json}));
    }
}

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"s.conf"_s), QSettings::IniFormat);
}

Connection TestSession::toKey(const char *key) const
{
    Connection connection;
    connection.kind = Kind::Redis;
    connection.redis = m_redis.url();
    connection.outputKey = key;
    return connection;
}

QStringList TestSession::offered(Session &session) const
{
    QStringList texts;
    for (const QAction *action : connectionsOf(session)->actions())
        texts.append(action->text());
    return texts;
}

/// Nothing of the previous connection remains in the window.
void TestSession::anotherConnectionReplacesTheSource()
{
    Session session(toKey("first"), {}, m_settings.get());
    session.window().show();
    QTRY_VERIFY(session.window().windowTitle().startsWith(u"● first"_s));
    session.use(toKey("second"));
    QVERIFY(!session.window().windowTitle().contains(u"first"_s));
    QTRY_VERIFY(session.window().windowTitle().startsWith(u"● second"_s));
    session.use(toKey("nothing there"));
    QTRY_VERIFY(session.window().windowTitle().contains(u"waiting for a result"_s));
}

void TestSession::recentConnectionsAreOffered()
{
    const QString first = toKey("first").title();
    const QString second = toKey("second").title();
    {
        Session session(toKey("first"), {}, m_settings.get());
        session.use(toKey("second"));
    }
    Session session(toKey("second"), {}, m_settings.get());
    const QStringList wanted{u"This machine"_s, u"Demo data"_s, second, first, QString(), u"Another…"_s};
    QCOMPARE(offered(session), wanted);
    QVERIFY(connectionsOf(session)->actions().at(2)->isChecked());
    connectionsOf(session)->actions().at(3)->trigger();
    QTRY_COMPARE(session.connection().outputKey, QByteArray("first"));
    QVERIFY(connectionsOf(session)->actions().at(2)->text() == first);
}

void TestSession::connectionsOfTheMenuGetTheirSecrets()
{
    RedisServer locked({u"--requirepass"_s, u"s3cret"_s});
    QVERIFY(locked.start());
    Connection connection = toKey("first");
    connection.redis = locked.url();
    connection.redis->password = u"s3cret"_s;
    Session session(connection, {}, m_settings.get());
    session.use(toKey("second"));
    for (QAction *action : connectionsOf(session)->actions()) {
        if (action->text() == connection.title())
            action->trigger();
    }
    QTRY_COMPARE(session.connection().redis->port, locked.port());
    QCOMPARE(session.connection().redis->password, u"s3cret"_s);
    QTRY_VERIFY(session.window().windowTitle().contains(u"waiting for a result"_s));
}

void TestSession::dialogReturnsTheGivenConnection_data()
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
void TestSession::dialogReturnsTheGivenConnection()
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

void TestSession::dialogExplainsErrors_data()
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
                                             << "TLS certificate and TLS key";
}

void TestSession::dialogExplainsErrors()
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
    ::field(dialog, qPrintable(field))->setText(text);
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

void TestSession::dialogOpensTheConnection()
{
    Session session(toKey("first"), {}, m_settings.get());
    session.window().show();
    Q_EMIT session.window().connectionRequested();
    auto *dialog = session.window().findChild<ConnectionDialog *>();
    QVERIFY(dialog);
    field(*dialog, "Output key")->setText(u"second"_s);
    field(*dialog, "Save as")->setText(u"Lab & more"_s);
    press(*dialog, "Connect");
    QTRY_VERIFY(session.window().windowTitle().startsWith(u"● second"_s));
    QVERIFY(offered(session).contains(u"Lab && more"_s));
    QCOMPARE(ConnectionStore(*m_settings).named().size(), 1);
}

/// A known connection fills the fields; a forgotten one is removed from the dialog, the menu and the settings.
void TestSession::knownConnectionsAreChosenAndForgotten()
{
    Session session(toKey("first"), {}, m_settings.get());
    Connection named = toKey("second");
    named.name = u"Lab"_s;
    session.use(named);
    session.window().show();
    Q_EMIT session.window().connectionRequested();
    auto *dialog = session.window().findChild<ConnectionDialog *>();
    auto *list = dialog->findChild<QListWidget *>();
    QStringList titles;
    for (int row = 0; row < list->count(); ++row)
        titles.append(list->item(row)->text());
    QCOMPARE(titles, (QStringList{u"Lab"_s, toKey("first").title()}));
    list->setCurrentRow(1);
    QCOMPARE(field(*dialog, "Output key")->text(), u"first"_s);
    list->setCurrentRow(0);
    QCOMPARE(field(*dialog, "Output key")->text(), u"second"_s);
    QCOMPARE(field(*dialog, "Save as")->text(), u"Lab"_s);
    press(*dialog, "Forget");
    QCOMPARE(list->count(), 1);
    QVERIFY(!offered(session).contains(u"Lab"_s));
    QVERIFY(ConnectionStore(*m_settings).named().isEmpty());
    QCOMPARE(ConnectionStore(*m_settings).recent().size(), 1);
}

void TestSession::foundKeysAreOffered()
{
    QVERIFY(m_redis.call({"SET", "lab-output", "{}"}));
    Session session(toKey("first"), {}, m_settings.get());
    session.window().show();
    Q_EMIT session.window().connectionRequested();
    auto *dialog = session.window().findChild<ConnectionDialog *>();
    press(*dialog, "Find…");
    QLineEdit *key = field(*dialog, "Output key");
    QTRY_VERIFY(key->completer() && key->completer()->popup()->isVisible());
    QCOMPARE(key->completer()->completionCount(), 1);
    QTest::keyClick(key->completer()->popup(), Qt::Key_Down);
    QTest::keyClick(key->completer()->popup(), Qt::Key_Return);
    QCOMPARE(key->text(), u"lab-output"_s);
    QVERIFY(dialog->isVisible());
}

void TestSession::failureToFindKeysIsExplained()
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

void TestSession::demoDataAreShown()
{
    Connection demo;
    demo.kind = Kind::Demo;
    Session session(demo, {}, m_settings.get());
    session.window().show();
    QTRY_COMPARE(session.window().windowTitle(), u"● Pulseboard"_s);
    QVERIFY(connectionsOf(session)->actions().at(1)->isChecked());
}

/// Tab moves through the list without choosing an entry.
void TestSession::dialogTextsAreNoMarkup()
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

void TestSession::tabKeepsWhatWasTyped()
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

void TestSession::changedConnectionIsListedOnce()
{
    Connection named = toKey("first");
    named.name = u"Lab"_s;
    Session session(named, {}, m_settings.get());
    named.outputKey = "second";
    session.use(named);
    QCOMPARE(offered(session).count(u"Lab"_s), 1);
    QCOMPARE(ConnectionStore(*m_settings).named().constFirst().outputKey, QByteArray("second"));
    QCOMPARE(ConnectionStore(*m_settings).recent().size(), 1);
}

/// Keys that were found on one server are not offered for another.
void TestSession::foundKeysAreNotOfferedForAnotherServer()
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

QTEST_MAIN(TestSession)
#include "tst_session.moc"
