// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords and tokens in a real secret store, and how the window uses them.
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/session.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"
#include "tests/support/dialogfields.h"
#include "tests/support/redisserver.h"
#include "tests/support/secretservice.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void accountsNameTheServer_data();
    void accountsNameTheServer();
    void keptSecretsAreRestored_data();
    void keptSecretsAreRestored();
    void forgottenSecretsAreDeleted();
    void entryDeletedElsewhereIsForgotten();
    void secretKeptByTheDialogIsUsedLater();
    void secretIsKeptOnlyIfWanted();
    void passwordIsUsedForItsServerOnly_data();
    void passwordIsUsedForItsServerOnly();
    void secretIsForgottenWithItsConnection();
    void missingStoreIsReported(); // the last one

private:
    Connection locked() const;
    QByteArray settingsFile();

    SecretService m_service;
    RedisServer m_redis{{u"--requirepass"_s, u"s3cret"_s}};
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
};

namespace {

using Kind = Connection::Kind;

Connection overSsh(const char *url, const char *destination)
{
    Connection connection = redisConnection(url);
    connection.ssh.emplace();
    connection.ssh->destination = *SshDestination::parse(QLatin1String(destination));
    return connection;
}

Result<void> keep(SecretStore &store, const Connection &connection)
{
    std::optional<Result<void>> done;
    store.keep(connection, qApp, [&](const Result<void> &result) { done = result; });
    return QTest::qWaitFor([&] { return done.has_value(); }) ? *done : Error{u"no answer"_s};
}

Result<QString> recall(SecretStore &store, const Connection &connection)
{
    std::optional<Result<QString>> found;
    store.recall(connection, qApp, [&](const Result<QString> &result) { found = result; });
    return QTest::qWaitFor([&] { return found.has_value(); }) ? *found : Error{u"no answer"_s};
}

/// The dialog, with its field for the password.
ConnectionDialog *openDialog(Session &session)
{
    Q_EMIT session.window().connectionRequested();
    return session.window().findChild<ConnectionDialog *>();
}

template <class Widget>
Widget *visible(const QWidget &parent, const char *name)
{
    for (auto *one : parent.findChildren<Widget *>()) {
        QString text = one->accessibleName();
        if constexpr (!std::is_same_v<Widget, QLineEdit>)
            text += one->text();
        if (one->isVisible() && text.contains(QLatin1String(name)))
            return one;
    }
    qFatal("no widget %s", name);
}

} // namespace

void TestSecretStore::initTestCase()
{
    QVERIFY(m_service.start());
    QVERIFY(m_redis.start());
}

void TestSecretStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"s.conf"_s), QSettings::IniFormat);
}

Connection TestSecretStore::locked() const
{
    Connection connection = redisConnection("redis://127.0.0.1");
    connection.redis = m_redis.url();
    return connection;
}

QByteArray TestSecretStore::settingsFile()
{
    m_settings->sync();
    QFile file(m_settings->fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestSecretStore::accountsNameTheServer_data()
{
    QTest::addColumn<Connection>("connection");
    QTest::addColumn<QString>("account");
    QTest::newRow("this machine") << Connection() << QString();
    QTest::newRow("Redis") << redisConnection("rediss://me:pw@db:6380/3?cafile=/ca.pem") << u"rediss://me@db:6380"_s;
    QTest::newRow("over SSH") << overSsh("redis://me:pw@db", "u@vm:22") << u"redis://me@db:6379 over u@vm:22"_s;
    Connection jump = overSsh("redis://me:pw@db", "u@vm");
    jump.ssh->jumps = *SshDestination::parseJumps(u"a,b"_s);
    QTest::newRow("over jump hosts") << jump << u"redis://me@db:6379 over u@vm over b over a"_s;
    QTest::newRow("gateway") << gatewayConnection("wss://host/feed", "token") << u"wss://host/feed"_s;
}

void TestSecretStore::accountsNameTheServer()
{
    QFETCH(Connection, connection);
    QTEST(connection.account(), "account");
}

void TestSecretStore::keptSecretsAreRestored_data()
{
    QTest::addColumn<Connection>("connection");
    QTest::addColumn<QString>("secret");
    QTest::newRow("password") << redisConnection("redis://me:p%40ss@db") << u"p@ss"_s;
    QTest::newRow("not ASCII") << redisConnection("redis://:s%C3%A9same@other") << u"sésame"_s;
    QTest::newRow("token") << gatewayConnection("wss://host/feed", "t0ken") << u"t0ken"_s;
}

/// A connection that is read from the settings, which have no secrets, gets its secret, too.
void TestSecretStore::keptSecretsAreRestored()
{
    QFETCH(Connection, connection);
    QFETCH(QString, secret);
    {
        SecretStore store(*m_settings);
        QVERIFY(!store.has(connection));
        const Result<void> kept = keep(store, connection);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
    }
    SecretStore store(*m_settings);
    const Connection read = *Connection::fromJson(connection.toJson());
    QVERIFY(read.secret().isEmpty());
    QVERIFY(store.has(read));
    const Result<QString> back = recall(store, read);
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QCOMPARE(*back, secret);
    QVERIFY(!settingsFile().contains(secret.toUtf8()));
}

void TestSecretStore::forgottenSecretsAreDeleted()
{
    SecretStore store(*m_settings);
    const Connection connection = redisConnection("redis://:pw@gone");
    QVERIFY(keep(store, connection));
    store.forget(connection);
    QVERIFY(!store.has(connection));
    const Result<QString> back = recall(store, connection);
    QVERIFY(back && back->isEmpty());
}

/// When another program deleted the entry, it is not read again, and the user is not asked.
void TestSecretStore::entryDeletedElsewhereIsForgotten()
{
    SecretStore store(*m_settings);
    Connection known = locked();
    known.setSecret(u"s3cret"_s);
    QVERIFY(keep(store, known));
    const QTemporaryDir folder;
    QSettings others(folder.filePath(u"s.conf"_s), QSettings::IniFormat);
    SecretStore(others).forget(known);
    QVERIFY(store.has(known));
    Session session(locked(), {}, m_settings.get());
    session.window().show();
    QTRY_VERIFY(session.window().windowTitle().contains(u"Login refused"_s));
    QVERIFY(!session.window().findChild<ConnectionDialog *>());
    QVERIFY(!store.has(known));
}

void TestSecretStore::secretKeptByTheDialogIsUsedLater()
{
    {
        Session session({}, {}, m_settings.get());
        session.use(locked());
        session.window().show();
        QTRY_VERIFY(session.window().windowTitle().contains(u"Login refused"_s));
        ConnectionDialog *dialog = openDialog(session);
        visible<QLineEdit>(*dialog, "Password")->setText(u"s3cret"_s);
        QTest::mouseClick(visible<QPushButton>(*dialog, "Connect"), Qt::LeftButton);
        QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
        QTRY_VERIFY(SecretStore(*m_settings).has(locked()));
    }
    QVERIFY(!settingsFile().contains("s3cret"));
    Session later(locked(), {}, m_settings.get());
    QTRY_VERIFY(later.window().windowTitle().contains(u"Waiting"_s));
    QCOMPARE(later.connection().secret(), u"s3cret"_s);
}

void TestSecretStore::secretIsKeptOnlyIfWanted()
{
    SecretStore store(*m_settings);
    Connection known = locked();
    known.setSecret(u"s3cret"_s);
    QVERIFY(keep(store, known));
    Session session(locked(), {}, m_settings.get());
    session.window().show();
    QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
    ConnectionDialog *dialog = openDialog(session);
    visible<QCheckBox>(*dialog, "Keep the password")->setChecked(false);
    QTest::mouseClick(visible<QPushButton>(*dialog, "Connect"), Qt::LeftButton);
    QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
    QVERIFY(!store.has(locked()));
    // The secret is still known in this run; the box stays unchecked.
    dialog = openDialog(session);
    QVERIFY(!visible<QCheckBox>(*dialog, "Keep the password")->isChecked());
    QTest::mouseClick(visible<QPushButton>(*dialog, "Connect"), Qt::LeftButton);
    QTRY_VERIFY(session.window().windowTitle().contains(u"Waiting"_s));
    QVERIFY(!store.has(locked()));
    const Result<QString> left = recall(store, locked());
    QVERIFY(left && left->isEmpty());
}

void TestSecretStore::passwordIsUsedForItsServerOnly_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isKnown");
    const QString port = QString::number(m_redis.port());
    QTest::newRow("the same") << u"Output key"_s << u"other"_s << true;
    QTest::newRow("another database") << u"Server"_s << u"127.0.0.1:%1/2"_s.arg(port) << true;
    QTest::newRow("another server") << u"Server"_s << u"elsewhere:%1"_s.arg(port) << false;
    QTest::newRow("another port") << u"Server"_s << u"127.0.0.1:1"_s << false;
    QTest::newRow("over TLS") << u"Server"_s << u"rediss://127.0.0.1:%1"_s.arg(port) << false;
    QTest::newRow("another user") << u"User"_s << u"me"_s << false;
    QTest::newRow("over SSH") << u"SSH host"_s << u"vm"_s << false;
}

void TestSecretStore::passwordIsUsedForItsServerOnly()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(bool, isKnown);
    Connection known = locked();
    known.setSecret(u"s3cret"_s);
    ConnectionDialog dialog(known, {}, nullptr, nullptr);
    dialog.show();
    QVERIFY(visible<QLineEdit>(dialog, "Password")->text().isEmpty());
    if (field == "SSH host"_L1)
        press(dialog, "SSH");
    visible<QLineEdit>(dialog, qPrintable(field))->setText(text);
    const auto changed = dialog.connection();
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
    QCOMPARE(changed->secret(), isKnown ? u"s3cret"_s : QString());
}

/// The secret is kept as long as another connection has the same account.
void TestSecretStore::secretIsForgottenWithItsConnection()
{
    SecretStore store(*m_settings);
    Connection first = locked();
    first.setSecret(u"s3cret"_s);
    Connection second = first;
    second.outputKey = "another";
    QVERIFY(keep(store, first));
    Session session(first, {}, m_settings.get());
    session.use(second);
    session.use(Connection());
    session.window().show();
    ConnectionDialog *dialog = openDialog(session);
    Q_EMIT dialog->forgotten(first);
    QVERIFY(store.has(second));
    Q_EMIT dialog->forgotten(second);
    QVERIFY(!store.has(second));
    QVERIFY(ConnectionStore(*m_settings).recent().size() == 1); // this machine
}

/// The connection is tried without the secret, and the user is asked.
void TestSecretStore::missingStoreIsReported()
{
    SecretStore store(*m_settings);
    Connection known = locked();
    known.setSecret(u"s3cret"_s);
    QVERIFY(keep(store, known));
    m_service.stop();
    Session session(locked(), {}, m_settings.get());
    session.window().show();
    QTRY_VERIFY(session.window().windowTitle().contains(u"Login refused"_s));
    const auto *dialog = session.window().findChild<ConnectionDialog *>();
    QVERIFY(dialog);
    QVERIFY(visible<QLabel>(*dialog, "The desktop's secret store does not answer: "));
    Q_EMIT session.window().connectionRequested(); // no second dialog opens
    QCOMPARE(session.window().findChildren<ConnectionDialog *>().size(), 1);
}

QTEST_MAIN(TestSecretStore)
#include "tst_secretstore.moc"
