// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dashboardsettings.h"
#include "common/core/literals.h"
#include "tests/support/files.h"

#include <QTemporaryFile>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestDashboardSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gatewayUrlsAreChecked_data();
    void gatewayUrlsAreChecked();
    void settingsChooseTheSource_data();
    void settingsChooseTheSource();
    void sshSettingsMakeATunnel();
    void wrongSshSettingsAreErrors_data();
    void wrongSshSettingsAreErrors();
    void environmentNamesAGateway();
    void secretsAreNotRepeated_data();
    void secretsAreNotRepeated();
    void tokenFilesAreChecked_data();
    void tokenFilesAreChecked();
    void kindsOfChartsAreChecked_data();
    void kindsOfChartsAreChecked();
};

namespace {

struct Loaded
{
    explicit Loaded(const QStringList &arguments, const QProcessEnvironment &environment = {})
        : settings(dashboardSettings())
    {
        const Result<void> loaded = settings.load(arguments, environment);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().message));
        result = readDashboardSettings(settings);
    }

    QString error() const { return settings.error().value_or(Error()).message; }

    Settings settings;
    DashboardSettings result;
};

} // namespace

void TestDashboardSettings::gatewayUrlsAreChecked_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("url");
    QTest::newRow("as in a browser") << "http://host:8080"
                                     << "ws://host:8080/feed";
    QTest::newRow("with a slash") << "http://host:8080/"
                                  << "ws://host:8080/feed";
    QTest::newRow("over TLS") << "https://host"
                              << "wss://host/feed";
    QTest::newRow("the feed itself") << "ws://host:1/feed"
                                     << "ws://host:1/feed";
    QTest::newRow("the feed over TLS") << "wss://host"
                                       << "wss://host/feed";
    QTest::newRow("behind a proxy") << "https://host/pulse/feed"
                                    << "wss://host/pulse/feed";
    QTest::newRow("below a path") << "http://host/pulse/"
                                  << "ws://host/pulse/feed";
    QTest::newRow("below a path, without its slash") << "http://host/pulse"
                                                     << "ws://host/pulse/feed";
    QTest::newRow("below a deeper path") << "https://host:8443/a/b/c/"
                                         << "wss://host:8443/a/b/c/feed";
    QTest::newRow("below a path that is encoded") << "https://host/p%20u%2Fl/s%25e/"
                                                  << "wss://host/p%20u%2Fl/s%25e/feed";
    QTest::newRow("below a path called feed") << "https://host/feed/"
                                              << "wss://host/feed/feed";
    QTest::newRow("IPv6") << "http://[::1]:8080"
                          << "ws://[::1]:8080/feed";
    QTest::newRow("large letters") << "HTTP://Host"
                                   << "ws://host/feed";
}

void TestDashboardSettings::gatewayUrlsAreChecked()
{
    QFETCH(QString, given);
    QFETCH(QString, url);
    const Loaded loaded({u"--gateway"_s, given});
    QCOMPARE(loaded.error(), QString());
    QVERIFY(!(loaded.result.connection.kind == Connection::Kind::ThisMachine) && !loaded.result.connection.redis);
    QCOMPARE(loaded.result.connection.gateway, QUrl(url));
    QCOMPARE(loaded.result.connection.outputKey, QByteArray());
    QCOMPARE(loaded.result.connection.gatewayToken, QByteArray());
}

void TestDashboardSettings::settingsChooseTheSource_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<bool>("thisMachine");
    QTest::addColumn<bool>("redis");
    QTest::addColumn<bool>("gateway");
    QTest::addColumn<QByteArray>("outputKey");
    QTest::newRow("nothing") << QString() << true << false << false << QByteArray();
    QTest::newRow("a server") << "--redis redis:// --output-key k" << false << true << false << QByteArray("k");
    QTest::newRow("here, on a server") << "--this-machine --redis redis://" << true << true << false << QByteArray();
    QTest::newRow("behind SSH") << "--ssh u@vm --output-key k" << false << true << false << QByteArray("k");
    QTest::newRow("a gateway") << "--gateway http://x" << false << false << true << QByteArray();
    QTest::newRow("a gateway's output") << "--gateway http://x --output-key k" << false << false << true
                                        << QByteArray("k");
}

void TestDashboardSettings::settingsChooseTheSource()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, outputKey);
    const Loaded loaded(words(arguments));
    QCOMPARE(loaded.error(), QString());
    QTEST((loaded.result.connection.kind == Connection::Kind::ThisMachine), "thisMachine");
    QTEST(loaded.result.connection.redis.has_value(), "redis");
    QTEST(!loaded.result.connection.gateway.isEmpty(), "gateway");
    QCOMPARE(loaded.result.connection.outputKey, outputKey);
}

void TestDashboardSettings::sshSettingsMakeATunnel()
{
    QTemporaryFile key;
    QVERIFY(key.open());
    const Loaded loaded(words(u"--ssh u@vm:2222 --ssh-jump a,b@c --ssh-identity %1 --output-key k "
                              "--redis redis://db:6380"_s.arg(key.fileName())));
    QCOMPARE(loaded.error(), QString());
    QVERIFY(loaded.result.connection.ssh);
    QCOMPARE(loaded.result.connection.ssh->destination.toString(), u"u@vm:2222"_s);
    QCOMPARE(loaded.result.connection.ssh->jumps.size(), 2);
    QCOMPARE(loaded.result.connection.ssh->identityFile, key.fileName());
    QCOMPARE(loaded.result.connection.redis->display(), u"redis://db:6380"_s);
    const Loaded there({u"--ssh"_s, u"vm"_s, u"--output-key"_s, u"k"_s});
    QCOMPARE(there.result.connection.redis->display(), u"redis://127.0.0.1:6379"_s);
}

void TestDashboardSettings::wrongSshSettingsAreErrors_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("error"); // its beginning
    QTest::newRow("an option") << "--ssh -oProxyCommand=x --output-key k"
                               << "";
    QTest::newRow("a missing key") << "--ssh vm --ssh-identity /no/such --output-key k"
                                   << "--ssh-identity=/no/such: no such file, or not readable";
    QTest::newRow("an unused key") << "--redis redis:// --output-key k --ssh-jump a"
                                   << "--ssh-jump=a: needs --ssh";
    QTest::newRow("a gateway") << "--ssh vm --gateway http://x"
                               << "--ssh=vm: is the way to a Redis server";
    QTest::newRow("this machine") << "--ssh vm --this-machine"
                                  << "--ssh=vm: is the way to a Redis server";
    QTest::newRow("a socket") << "--ssh vm --redis unix:///s --output-key k"
                              << "--redis: with --ssh, must be redis://";
}

void TestDashboardSettings::wrongSshSettingsAreErrors()
{
    QFETCH(QString, arguments);
    QFETCH(QString, error);
    const QString said = Loaded(words(arguments)).error();
    QVERIFY2(!said.isEmpty() && said.startsWith(error), qPrintable(said));
}

void TestDashboardSettings::environmentNamesAGateway()
{
    QProcessEnvironment environment;
    environment.insert(u"PULSEBOARD_GATEWAY"_s, u"http://x"_s);
    QCOMPARE(Loaded({}, environment).result.connection.gateway, QUrl(u"ws://x/feed"_s));
    environment.insert(u"PULSEBOARD_REDIS"_s, u"redis://"_s);
    QCOMPARE(Loaded({}, environment).error(),
             u"PULSEBOARD_GATEWAY: cannot be given together with PULSEBOARD_REDIS; give one of them"_s);
}

void TestDashboardSettings::secretsAreNotRepeated_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("a password") << "http://me:s3cret@host";
    QTest::newRow("a password, no host") << "http://me:s3cret@";
    QTest::newRow("no URL") << "s3cret";
    QTest::newRow("two sources") << "http://host/?token=s3cret";
}

void TestDashboardSettings::secretsAreNotRepeated()
{
    QFETCH(QString, url);
    const Loaded loaded({u"--this-machine"_s, u"--gateway"_s, url});
    QVERIFY2(loaded.error().startsWith("--gateway: "_L1), qPrintable(loaded.error()));
    QVERIFY2(!loaded.error().contains("s3cret"_L1), qPrintable(loaded.error()));
    QVERIFY(!loaded.settings.summary().join(' '_L1).contains("me:"_L1));
}

void TestDashboardSettings::tokenFilesAreChecked_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("token"); // empty: refused
    QTest::newRow("a line") << QByteArray("s3cret\n") << QByteArray("s3cret");
    QTest::newRow("no line end") << QByteArray("s3cret") << QByteArray("s3cret");
    QTest::newRow("spaces around") << QByteArray(" s3cret \r\n") << QByteArray("s3cret");
    QTest::newRow("more lines") << QByteArray("s3cret\nmore\n") << QByteArray("s3cret");
    QTest::newRow("nothing") << QByteArray() << QByteArray();
    QTest::newRow("an empty line") << QByteArray("\ns3cret\n") << QByteArray();
    QTest::newRow("two words") << QByteArray("s3cret words\n") << QByteArray();
    QTest::newRow("not ASCII") << QByteArray("s3cr\xc3\xa9t\n") << QByteArray();
}

void TestDashboardSettings::tokenFilesAreChecked()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, token);
    QTemporaryFile file;
    QVERIFY(file.open() && file.write(content) == content.size() && file.flush());
    const Loaded loaded({u"--gateway"_s, u"http://x"_s, u"--gateway-token-file"_s, file.fileName()});
    QCOMPARE(loaded.error().isEmpty(), !token.isEmpty());
    QVERIFY2(!loaded.error().contains("s3cr"_L1), qPrintable(loaded.error()));
    if (!token.isEmpty())
        QCOMPARE(loaded.result.connection.gatewayToken, token);
}

void TestDashboardSettings::kindsOfChartsAreChecked_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QString>("error"); // after the file's name
    QTest::newRow("the default") << QByteArray() << QString();
    QTest::newRow("lines") << QByteArray("lines") << QString();
    QTest::newRow("rows") << QByteArray("rows") << QString();
    QTest::newRow("heat") << QByteArray("heat") << QString();
    QTest::newRow("unknown") << QByteArray("bars")
                             << u", charts (gpu), field \"kind\" has \"bars\"; it has to be lines, rows or heat"_s;
}

void TestDashboardSettings::kindsOfChartsAreChecked()
{
    QFETCH(QByteArray, kind);
    QFETCH(QString, error);
    QTemporaryFile file;
    QVERIFY(file.open());
    const QByteArray chart = R"({"id": "gpu", "page": "other", "title": "GPUs", "kind": ")" + kind + "\"}";
    file.write("{\"charts\": [" + chart + "]}");
    QVERIFY(file.flush());
    const Loaded loaded({u"--families"_s, file.fileName()});
    QCOMPARE(loaded.error(), error.isEmpty() ? QString() : file.fileName() + error);
}

QTEST_GUILESS_MAIN(TestDashboardSettings)
#include "tst_dashboardsettings.moc"
