// SPDX-License-Identifier: GPL-3.0-or-later
// Connections that a user adds, changes and chooses in the window.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/session.h"
#include "app/window/titlebutton.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/connections.h"
#include "tests/support/dialogfields.h"
#include "tests/support/files.h"
#include "tests/support/redisserver.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QDateTime>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

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
    void dialogOpensTheConnection();
    void knownConnectionsAreChosenAndForgotten();
    void foundKeysAreOffered();
    void demoDataAreShown();
    void changedConnectionIsListedOnce();
    void ownFunctionReplacesTheSample();

private:
    Connection toKey(const char *key) const { return redisConnection(m_redis.url(), key); }
    QStringList offered(Session &session) const;

    RedisServer m_redis;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

namespace {

using Kind = Connection::Kind;

QMenu *connectionsOf(Session &session)
{
    return session.window().findChild<TitleButton *>()->menu();
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
    QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
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
    const QStringList wanted{u"This machine"_s, u"Demo data"_s, second, first, QString(), u"Connect…"_s};
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
    QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
}

void TestSession::dialogOpensTheConnection()
{
    Session session(toKey("first"), {}, m_settings.get());
    session.window().show();
    Q_EMIT session.window().connectionRequested();
    auto *dialog = session.window().findChild<ConnectionDialog *>();
    QVERIFY(dialog);
    field(*dialog, "Output key")->setText(u"second"_s);
    field(*dialog, "Connection name")->setText(u"Lab & more"_s);
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
    QCOMPARE(field(*dialog, "Connection name")->text(), u"Lab"_s);
    QTest::keyClick(list, Qt::Key_Delete);
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

void TestSession::demoDataAreShown()
{
    Connection demo;
    demo.kind = Kind::Demo;
    Session session(demo, {}, m_settings.get());
    session.window().show();
    QTRY_VERIFY(session.window().windowTitle().startsWith(u"● demo.py"_s));
    QVERIFY(connectionsOf(session)->actions().at(1)->isChecked());
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

/// A named connection is not changed.
void TestSession::ownFunctionReplacesTheSample()
{
    const QString file = m_folder->filePath(u"mine.py"_s);
    writeFile(file, "def handler(input, context):\n    return {'a': 1}\n");
    Connection sample;
    sample.name = u"Here"_s;
    Session session(sample, {}, m_settings.get());
    session.window().show();
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&file] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            dialog->findChild<QLineEdit *>()->setText(file);
            QMetaObject::invokeMethod(dialog, "accept");
        }
    });
    answer.start(10);
    Q_EMIT session.window().functionRequested();
    QCOMPARE(session.connection().kind, Kind::ThisMachine);
    QCOMPARE(session.connection().function, file);
    QVERIFY(offered(session).contains(u"This machine · mine.py"_s));
    QCOMPARE(ConnectionStore(*m_settings).named().constFirst().function, QString());
}

QTEST_MAIN(TestSession)
#include "tst_session.moc"
