// SPDX-License-Identifier: GPL-3.0-or-later
// Results in a Redis server behind a real SSH server, and the questions of ssh to the user.
#include "app/desktop/tunnel/sshprompt.h"
#include "app/sources/desktop/tunnelsource.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"
#include "tests/support/paths.h"
#include "tests/support/redisserver.h"
#include "tests/support/sshserver.h"
#include "tests/support/tlscertificates.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestTunnelSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void resultsAreReported();
    void certificateIsCheckedForTheServersName();
    void lostTunnelReconnects();
    void refusedLoginNeedsTheUser();
    void unreachableServerIsConnectedLater();
    void typedPassphraseIsUsed();
    void acceptedHostKeyIsUsed();
    void declinedQuestionRefusesTheConnection();

private:
    QString file(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void trust() const;
    void addResult(int number) const;
    std::unique_ptr<TunnelSource> makeSource(const RedisUrl &url) const;
    std::unique_ptr<TunnelSource> makeSource() const { return makeSource(m_redis->url()); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<RedisServer> m_redis;
    std::unique_ptr<SshServer> m_server;
    QString m_identity;
};

namespace {

using Kind = SourceStatus::Kind;

#define QTRY_KIND(source, wanted) QTRY_COMPARE_WITH_TIMEOUT((source).status().kind, wanted, 20000)

/// Returns the dialog over a window; waits until there is one.
QDialog *dialogOver(QWidget &window)
{
    QDialog *dialog = nullptr;
    [&] { QTRY_VERIFY_WITH_TIMEOUT((dialog = window.findChild<QDialog *>()) && dialog->isVisible(), 20000); }();
    return dialog;
}

void press(const QDialog *dialog, QDialogButtonBox::StandardButton button)
{
    QTest::mouseClick(dialog->findChild<QDialogButtonBox *>()->button(button), Qt::LeftButton);
}

} // namespace

void TestTunnelSource::initTestCase()
{
    qunsetenv("SSH_AUTH_SOCK");
}

void TestTunnelSource::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_redis = std::make_unique<RedisServer>();
    m_server = std::make_unique<SshServer>();
    m_identity = m_server->identityFile();
    QVERIFY(m_redis->start() && m_server->start());
    QFile config(file("config"));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("UserKnownHostsFile " + file("known_hosts").toUtf8() +
                 "\nGlobalKnownHostsFile /dev/null\nIdentityFile none\n");
    config.close();
    trust();
}

void TestTunnelSource::trust() const
{
    QFile known(file("known_hosts"));
    QVERIFY(known.open(QIODevice::WriteOnly));
    known.write(m_server->knownHost());
}

void TestTunnelSource::addResult(int number) const
{
    const QByteArray json = R"({"number": )" + QByteArray::number(number) + '}';
    QVERIFY(m_redis->call({"XADD", historyKey("results"), "*", "t", QByteArray::number(number), "d", json}));
    QVERIFY(m_redis->call({"SET", "results", json}));
}

std::unique_ptr<TunnelSource> TestTunnelSource::makeSource(const RedisUrl &url) const
{
    SshTunnel::Options tunnel;
    tunnel.destination.host = u"127.0.0.1"_s;
    tunnel.destination.port = m_server->port();
    tunnel.identityFile = m_identity;
    tunnel.configFile = file("config");
    tunnel.askPassProgram = test::programPath("/pulseboard");
    tunnel.shortestPause = 20ms;
    tunnel.longestPause = 100ms;
    OutputFollower::Options follower;
    follower.redis = m_redis->options();
    follower.redis.url = url;
    follower.key = "results";
    return std::make_unique<TunnelSource>(std::move(tunnel), std::move(follower), QByteArray("metrics"));
}

void TestTunnelSource::resultsAreReported()
{
    addResult(1);
    const auto source = makeSource();
    QSignalSpy histories(source.get(), &ResultSource::history);
    QSignalSpy records(source.get(), &ResultSource::record);
    QCOMPARE(source->status().kind, Kind::Connecting);
    source->open();
    QTRY_KIND(*source, Kind::Live);
    QCOMPARE(histories.constLast().constFirst().value<QList<Record>>().size(), 1);
    addResult(2);
    QTRY_COMPARE(records.size(), 1);
    QCOMPARE(records.constFirst().constFirst().value<Record>().output, QByteArray(R"({"number": 2})"));
    QCOMPARE(source->status().where,
             u"redis://127.0.0.1:%1 over 127.0.0.1:%2"_s.arg(m_redis->port()).arg(m_server->port()));
}

/// The certificate contains the server's name, not the local end of the tunnel.
void TestTunnelSource::certificateIsCheckedForTheServersName()
{
    const TlsCertificates certificates(u"DNS:localhost"_s);
    QVERIFY(certificates.isValid());
    m_redis = std::make_unique<RedisServer>();
    m_redis->enableTls(certificates);
    QVERIFY(m_redis->start());
    addResult(1);
    RedisUrl url = m_redis->tlsUrl(certificates.caFile());
    url.host = u"localhost"_s;
    const auto source = makeSource(url);
    source->open();
    QTRY_KIND(*source, Kind::Live);
}

void TestTunnelSource::lostTunnelReconnects()
{
    addResult(1);
    const auto source = makeSource();
    QSignalSpy histories(source.get(), &ResultSource::history);
    source->open();
    QTRY_KIND(*source, Kind::Live);
    m_server->kill();
    QTRY_KIND(*source, Kind::Lost);
    QVERIFY(!source->status().problem.sentence.isEmpty());
    addResult(2); // written while the tunnel was lost
    QVERIFY(m_server->start());
    QTRY_KIND(*source, Kind::Live);
    QCOMPARE(histories.constLast().constFirst().value<QList<Record>>().size(), 2);
}

void TestTunnelSource::refusedLoginNeedsTheUser()
{
    m_identity = file("other");
    makeSshKey(m_identity);
    const auto source = makeSource();
    source->open();
    QTRY_KIND(*source, Kind::Refused);
    QVERIFY(!source->status().problem.sentence.isEmpty());
}

void TestTunnelSource::unreachableServerIsConnectedLater()
{
    m_redis->kill();
    const auto source = makeSource();
    source->open();
    QTRY_KIND(*source, Kind::Lost);
    QVERIFY(m_redis->start());
    addResult(1);
    QTRY_KIND(*source, Kind::Live);
}

void TestTunnelSource::typedPassphraseIsUsed()
{
    addResult(1);
    m_identity = file("locked");
    makeSshKey(m_identity, u"open sesame"_s);
    m_server->kill();
    m_server->admit(m_identity);
    QVERIFY(m_server->start());
    const auto source = makeSource();
    QWidget window;
    window.show();
    const SshPrompt prompt(source->tunnel(), window);
    source->open();
    const QDialog *dialog = dialogOver(window);
    QVERIFY(dialog->findChild<QLabel *>()->text().contains(u"passphrase"_s, Qt::CaseInsensitive));
    auto *secret = dialog->findChild<QLineEdit *>();
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::keyClicks(secret, u"open sesame"_s);
    QTest::keyClick(secret, Qt::Key_Return);
    QTRY_KIND(*source, Kind::Live);
}

void TestTunnelSource::acceptedHostKeyIsUsed()
{
    addResult(1);
    QVERIFY(QFile::remove(file("known_hosts")));
    const auto source = makeSource();
    QWidget window;
    window.show();
    const SshPrompt prompt(source->tunnel(), window);
    source->open();
    const QDialog *dialog = dialogOver(window);
    QVERIFY(!dialog->findChild<QLineEdit *>());
    press(dialog, QDialogButtonBox::Yes);
    QTRY_KIND(*source, Kind::Live);
    QVERIFY(QFile(file("known_hosts")).size() > 0);
}

void TestTunnelSource::declinedQuestionRefusesTheConnection()
{
    QVERIFY(QFile::remove(file("known_hosts")));
    const auto source = makeSource();
    QWidget window;
    window.show();
    const SshPrompt prompt(source->tunnel(), window);
    source->open();
    press(dialogOver(window), QDialogButtonBox::No);
    QTRY_KIND(*source, Kind::Refused);
    QTRY_VERIFY(!window.findChild<QDialog *>());
    QVERIFY(!QFile::exists(file("known_hosts")) || QFile(file("known_hosts")).size() == 0);
}

QTEST_MAIN(TestTunnelSource)
#include "tst_tunnelsource.moc"
