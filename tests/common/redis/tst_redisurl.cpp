// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/redis/redisurl.h"

#include <QTest>

using namespace pulse;
using Scheme = RedisUrl::Scheme;

Q_DECLARE_METATYPE(pulse::RedisUrl)

class TestRedisUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void urlsAreParsed_data();
    void urlsAreParsed();
    void wrongUrlsAreExplained_data();
    void wrongUrlsAreExplained();
    void urlsRoundTrip_data();
    void urlsRoundTrip();
    void displayHidesSecrets_data();
    void displayHidesSecrets();
};

namespace {

RedisUrl tcp(const QString &host = u"127.0.0.1"_s, quint16 port = 6379, int database = 0)
{
    RedisUrl url;
    url.host = host;
    url.port = port;
    url.database = database;
    return url;
}

RedisUrl unixSocket(const QString &path, int database = 0)
{
    RedisUrl url;
    url.scheme = Scheme::Unix;
    url.host.clear();
    url.port = 0;
    url.path = path;
    url.database = database;
    return url;
}

RedisUrl tls(RedisUrl url, const QString &caFile = {})
{
    url.scheme = Scheme::Tls;
    url.caFile = caFile;
    return url;
}

RedisUrl withUser(RedisUrl url, const QString &user, const QString &password)
{
    url.user = user;
    url.password = password;
    return url;
}

const QString special = u"p@ss:/?#[]% +&=;\"<>\\é漢"_s;

} // namespace

void TestRedisUrl::urlsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<RedisUrl>("expected");
    const auto row = [](const char *text, const RedisUrl &url) {
        QTest::newRow(text) << QString::fromUtf8(text) << url;
    };
    const QString host = u"redis.example"_s;
    const QString socket = u"/run/redis.sock"_s;
    const QString user = u"user"_s;
    const QString password = u"secret"_s;
    row("redis://", tcp());
    row("redis://redis.example", tcp(host));
    row("redis://redis.example/", tcp(host));
    row("redis://redis.example:6380/3", tcp(host, 6380, 3));
    row("redis://redis.example?db=4", tcp(host, 6379, 4));
    row("redis://redis.example/3?db=4", tcp(host, 6379, 3));
    row("redis://my_redis:6379", tcp(u"my_redis"_s));
    row("redis://[::1]:6380/1", tcp(u"::1"_s, 6380, 1));
    row("redis://user:secret@redis.example", withUser(tcp(host), user, password));
    row("redis://:secret@redis.example", withUser(tcp(host), {}, password));
    row("redis://user@redis.example", withUser(tcp(host), user, {}));
    row("redis://us%40er:p%40ss%3A%2F%25@redis.example", withUser(tcp(host), u"us@er"_s, u"p@ss:/%"_s));
    row("rediss://redis.example", tls(tcp(host)));
    row("rediss://redis.example:6380/2?cafile=/etc/my%20ca%26more.pem",
        tls(tcp(host, 6380, 2), u"/etc/my ca&more.pem"_s));
    row("unix:///run/redis.sock", unixSocket(socket));
    row("unix:///run/my%20redis%23.sock", unixSocket(u"/run/my redis#.sock"_s));
    row("unix:///run/redis.sock?db=5", unixSocket(socket, 5));
    row("unix://user:secret@/run/redis.sock?db=5", withUser(unixSocket(socket, 5), user, password));
    row("unix://:secret@/run/redis.sock", withUser(unixSocket(socket), {}, password));
    row("redis+unix:///run/redis.sock", unixSocket(socket));
}

void TestRedisUrl::urlsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(RedisUrl, expected);
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(text);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->toString(), expected.toString());
    QVERIFY(*url == expected);
}

void TestRedisUrl::wrongUrlsAreExplained_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *text, const char *message) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(message);
    };
    const char *scheme = "must start with redis://, rediss:// or unix://";
    const char *form = "must be redis://[user:password@]host:port/database";
    const char *database = "the database must be a number";
    row("", scheme);
    row("[::1]:6379", scheme);
    row("redis://::1", form);
    row("http://user:secret@redis.example", scheme);
    row("redis.example:6379", scheme);
    row("user:secret@redis.example", scheme);
    row("redis:user:secret@redis.example", scheme);
    row("redis://user:se#cret@redis.example", form);
    row("redis://:12#secret@redis.example", "'#'");
    row("redis://:12/secret@redis.example", database);
    row("redis://user:sec ret@redis.example", form);
    row("redis://user:secret@redis.example:70000", form);
    row("redis://user:secret@redis.example:0", "the port must be from 1 to 65535");
    row("redis://user:secret@redis.example/one", database);
    row("redis://user:secret@redis.example/-1", database);
    row("redis://user:secret@redis.example/1/2", database);
    row("unix://user:secret@redis.example/redis.sock", "absolute path of a socket");
    row("unix://", "absolute path of a socket");
    row("unix:redis.sock", scheme);
    row("rediss://user:secret@redis.example?certfile=/c.pem", "give certfile and keyfile together");
    row("rediss://user:secret@redis.example?keyfile=/k.pem", "give certfile and keyfile together");
}

void TestRedisUrl::wrongUrlsAreExplained()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(text);
    QVERIFY(!url);
    const QString error = url.error().message;
    QVERIFY2(error.contains(message), qPrintable(error));
    QVERIFY2(!error.contains(u"secret"_s) && !error.contains(u"cret@"_s), qPrintable(error));
}

void TestRedisUrl::urlsRoundTrip_data()
{
    QTest::addColumn<RedisUrl>("url");
    QTest::addColumn<QString>("text");
    const QString socket = u"/run/redis.sock"_s;
    QTest::newRow("plain") << tcp() << u"redis://127.0.0.1:6379"_s;
    QTest::newRow("database") << tcp({u"h"_s}, 1, 2) << u"redis://h:1/2"_s;
    QTest::newRow("IPv6") << tcp(u"fe80::1"_s, 6380) << u"redis://[fe80::1]:6380"_s;
    QTest::newRow("password") << withUser(tcp(), {}, u"pw"_s) << u"redis://:pw@127.0.0.1:6379"_s;
    QTest::newRow("special") << withUser(tcp(), special, special) << QString();
    QTest::newRow("percent sign") << withUser(tcp(), {}, u"100%25"_s) << QString();
    QTest::newRow("cafile") << tls(tcp(), u"/etc/ca.pem"_s) << u"rediss://127.0.0.1:6379?cafile=/etc/ca.pem"_s;
    RedisUrl known = tls(tcp(), u"/ca.pem"_s);
    known.certFile = u"/my cert.pem"_s;
    known.keyFile = u"/key.pem"_s;
    QTest::newRow("client certificate")
        << known << u"rediss://127.0.0.1:6379?cafile=/ca.pem&certfile=/my%20cert.pem&keyfile=/key.pem"_s;
    QTest::newRow("cafile, special") << tls(tcp(), u"/a&b=c #%20?+é.pem"_s) << QString();
    QTest::newRow("unix") << unixSocket(socket) << u"unix:///run/redis.sock"_s;
    QTest::newRow("unix, database") << unixSocket(socket, 3) << u"unix:///run/redis.sock?db=3"_s;
    QTest::newRow("unix, user") << withUser(unixSocket(socket), u"u"_s, u"p"_s) << u"unix://u:p@/run/redis.sock"_s;
    QTest::newRow("unix, special") << withUser(unixSocket(u"/r u%n#?é"_s, 1), special, special) << QString();
}

void TestRedisUrl::urlsRoundTrip()
{
    QFETCH(RedisUrl, url);
    QFETCH(QString, text);
    if (!text.isEmpty())
        QCOMPARE(url.toString(), text);
    const Result<RedisUrl, RedisUrlError> parsed = RedisUrl::parse(url.toString());
    QVERIFY2(parsed, parsed ? "" : qPrintable(url.toString() + ' '_L1 + parsed.error().message));
    QCOMPARE(parsed->user, url.user);
    QCOMPARE(parsed->password, url.password);
    QCOMPARE(parsed->path, url.path);
    QCOMPARE(parsed->caFile, url.caFile);
    QVERIFY(*parsed == url);
}

void TestRedisUrl::displayHidesSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("user") << u"redis://user:secret@h/1"_s << u"redis://user@h:6379/1"_s;
    QTest::newRow("password") << u"rediss://:secret@h:1?cafile=/ca.pem"_s << u"rediss://h:1"_s;
    QTest::newRow("client certificate") << u"rediss://h:1?certfile=/c.pem&keyfile=/k.pem"_s << u"rediss://h:1"_s;
    QTest::newRow("unix") << u"unix://:secret@/s?db=2"_s << u"unix:///s?db=2"_s;
    QTest::newRow("unix, user") << u"unix://user:secret@/s"_s << u"unix://user@/s"_s;
}

void TestRedisUrl::displayHidesSecrets()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(text);
    QVERIFY(url);
    QCOMPARE(url->display(), shown);
}

QTEST_GUILESS_MAIN(TestRedisUrl)
#include "tst_redisurl.moc"
