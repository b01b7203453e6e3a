// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/core/runtimesettings.h"
#include "tests/support/paths.h"
#include "tests/support/runtimesettingsfixture.h"

#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace std::chrono_literals;

namespace {

/// A row of the table of wrong values in docs/reference/runtime.md.
struct Row
{
    QString variable;
    QString wrong;
};

QList<Row> readTable()
{
    QFile file(test::sourcePath("/docs/reference/runtime.md"));
    QList<Row> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    static const QRegularExpression form(u"^\\| `(\\w+)` \\| ((?:not set|`.*`): .*) \\|$"_s);
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QRegularExpressionMatch match = form.match(QString::fromUtf8(line));
        if (match.hasMatch())
            rows << Row{match.captured(1), match.captured(2)};
    }
    return rows;
}

} // namespace

class TestRuntimeSettings : public QObject, private test::RuntimeSettingsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUp(); }
    void helpNamesEverySetting();
    void tableDocumentsTheErrors_data();
    void tableDocumentsTheErrors();
    void everyOtherNameIsRead_data();
    void everyOtherNameIsRead();
    void namesOfDeploymentsAreKnown_data();
    void namesOfDeploymentsAreKnown();
    void equalPeriodsInTwoSpellingsAgree();
    void serviceLinksAreIgnored_data();
    void serviceLinksAreIgnored();
    void differentValuesOfTwoNamesAreAnError();
    void redisServerIsReadFromAllNames_data();
    void redisServerIsReadFromAllNames();
    void variablesFileIsRead();
    void lineBreaksOfFunctionsAreKept();
    void summaryContainsNoSecrets();
    void checkNeedsNoKeys();
};

/// tools/reference.py makes a page of the documentation from it.
void TestRuntimeSettings::helpNamesEverySetting()
{
    const Settings settings = makeRuntimeSettings();
    const QString help = settings.helpText().simplified();
    for (const Setting &setting : settings.all()) {
        if (setting.help.isEmpty())
            continue;
        for (const QString &text : setting.aliases + QStringList{setting.variable, u"--"_s + setting.flag, setting.help,
                                                                 setting.defaultValue})
            QVERIFY2(help.contains(text), qPrintable(text));
    }
}

void TestRuntimeSettings::tableDocumentsTheErrors_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    static const QRegularExpression form(u"^(?:not set|`(?<value>.*)`): (?<message>.*)$"_s);
    const QList<Row> rows = readTable();
    QVERIFY(!rows.isEmpty());
    for (const Row &row : rows) {
        const QRegularExpressionMatch match = form.match(row.wrong);
        QTest::newRow(qPrintable(row.variable))
            << row.variable << match.captured(u"value"_s) << match.captured(u"message"_s);
    }
}

void TestRuntimeSettings::tableDocumentsTheErrors()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QString, message);
    QVERIFY(!message.isEmpty());
    const QString error = errorOf({{variable, value}});
    QVERIFY2(error.contains(message), qPrintable(error));
    QVERIFY2(error.contains(variable), qPrintable(error));
}

void TestRuntimeSettings::everyOtherNameIsRead_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("name");
    const Settings settings = makeRuntimeSettings();
    for (const Setting &setting : settings.all()) {
        for (const QString &alias : setting.aliases)
            QTest::newRow(qPrintable(alias)) << setting.flag << alias;
    }
}

void TestRuntimeSettings::everyOtherNameIsRead()
{
    QFETCH(QString, flag);
    QFETCH(QString, name);
    const Environment needed = m_needed; // a canonical name with a different value would be an error
    const Settings settings = makeRuntimeSettings();
    const QString variable = std::ranges::find(settings.all(), flag, &Setting::flag)->variable;
    m_needed.removeIf([&variable](const auto &one) { return one.first == variable; });
    read({{name, u"7"_s}});
    m_needed = needed;
    QCOMPARE(m_settings->text(flag), u"7"_s);
    QCOMPARE(m_settings->nameOf(flag), name);
}

/// The sections of the settings that deployments of the original runtime use.
void TestRuntimeSettings::namesOfDeploymentsAreKnown_data()
{
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *canonical, const char *names) {
        QTest::newRow(canonical) << QString::fromLatin1(canonical) << QString::fromLatin1(names);
    };
    row("INTERVAL", "MONITORING_PERIOD MONITOR_PERIOD REDIS_MONITORING_PERIOD REDIS_MONITORING_PERIOD_SECONDS "
                    "REDIS_MONITOR_PERIOD POLL_INTERVAL_SECONDS INTERVAL_SECONDS REDIS_POLL_PERIOD REDIS_REFRESH_TIME "
                    "SLEEP_TIME MONITORING_INTERVAL POLL_INTERVAL REDIS_POLL_INTERVAL RUNTIME_POLL_INTERVAL "
                    "INTERVAL_KEY");
    row("PYFILE_PATH", "FUNCTION_PATH USER_MODULE_FILE_PATH RUNTIME_SCRIPT_PATH");
    row("FUNCTION_ZIP", "ZIP_URL ZIP_FILE_PATH FUNCTION_ZIP_PATH FUNCTION_ZIP_URL ZIPFILE_URL ZIP_FILE_URL "
                        "CODE_ZIP_PATH ZIP_FILE ZIP_FILE_LOCATION ZIP_PATH RUNTIME_ZIP_PATH");
    row("FUNCTION_ZIP_BASE64", "ZIP_BASE64 USER_CODE_BASE64 USER_CODE");
    row("HANDLER_FUNCTION", "FUNCTION_HANDLER HANDLER_ENTRYPOINT HANDLER_FUNCTION_NAME ENTRY_FUNCTION "
                            "FUNCTION_ENTRY_POINT FUNCTION_ENTRYPOINT USER_ENTRYPOINT_FUNCTION USER_HANDLER_NAME "
                            "ENTRYPOINT FUNCTION_NAME RUNTIME_FUNCTION_NAME");
    row("ZIP_ENTRY_FILE", "ZIPPED_MODULE_NAME ZIP_ENTRY_RELATIVE_FILE_PATH FILE_ENTRYPOINT MAIN_FILE_NAME "
                          "ROOT_FUNCTION_MODULE FUNCTION_MODULE RUNTIME_ZIP_ENTRY");
    row("PYFILE_OR_ZIP", "RUNTIME_SOURCE_TYPE");
    row("REDIS_HOST", "REDIS_IP RUNTIME_REDIS_HOST");
    row("REDIS_PORT", "RUNTIME_REDIS_PORT");
    row("REDIS_INPUT_KEY", "INPUT_KEY RUNTIME_INPUT_CHANNEL");
    row("REDIS_OUTPUT_KEY", "OUTPUT_KEY RUNTIME_OUTPUT_CHANNEL");
}

void TestRuntimeSettings::namesOfDeploymentsAreKnown()
{
    QFETCH(QString, canonical);
    QFETCH(QString, names);
    const Settings settings = makeRuntimeSettings();
    const auto setting = std::ranges::find(settings.all(), canonical, &Setting::variable);
    QVERIFY(setting != settings.all().end());
    for (const QString &name : names.split(' '_L1))
        QVERIFY2(setting->aliases.contains(name), qPrintable(name));
}

void TestRuntimeSettings::equalPeriodsInTwoSpellingsAgree()
{
    const std::pair interval(u"INTERVAL"_s, u"5"_s);
    QCOMPARE(read({interval, {u"SLEEP_TIME"_s, u"5.0"_s}}).interval, 5000ms);
    QVERIFY(!m_settings->error());
    QCOMPARE(read({interval, {u"POLL_INTERVAL"_s, u"5s"_s}}).interval, 5000ms);
    QVERIFY(!m_settings->error());
    QVERIFY(!errorOf({interval, {u"SLEEP_TIME"_s, u"5.1"_s}}).isEmpty());
    QCOMPARE(read({{u"BUSY_POLL"_s, u"1ms"_s}}).busyPoll, 1000us);
    QCOMPARE(read({{u"HANDLER_MEMORY_LIMIT"_s, u"1G"_s}}).memoryLimit, 953LL * 1024 * 1024);
    QCOMPARE(read({{u"FUNCTION_ZIP_MAX_MB"_s, u"1Gi"_s}}).function.zipMaximumBytes, 1024LL * 1024 * 1024);
}

/// For a Service called `http`, Kubernetes sets HTTP_PORT=tcp://….
void TestRuntimeSettings::serviceLinksAreIgnored_data()
{
    QTest::addColumn<QString>("name");
    const Settings settings = makeRuntimeSettings();
    for (const Setting &setting : settings.all()) {
        const bool isNeeded =
            std::ranges::find(m_needed, setting.variable, &Environment::value_type::first) != m_needed.end();
        if (!setting.variable.isEmpty() && !setting.acceptsServiceLink && !isNeeded)
            QTest::newRow(qPrintable(setting.variable)) << setting.variable;
    }
}

void TestRuntimeSettings::serviceLinksAreIgnored()
{
    QFETCH(QString, name);
    const RuntimeSettings values = read({{name, u"tcp://10.43.0.7:80"_s}});
    const auto isOfLink = [&name](const QString &warning) {
        return warning.startsWith(name + '='_L1) && warning.contains(u"is what Kubernetes sets"_s);
    };
    QCOMPARE(std::ranges::count_if(values.warnings, isOfLink), 1);
    QVERIFY2(!m_settings->error(), m_settings->error() ? qPrintable(m_settings->error()->message) : "");
    QCOMPARE(values.http.port, 8080);
}

void TestRuntimeSettings::differentValuesOfTwoNamesAreAnError()
{
    const QString error = errorOf({{u"INTERVAL"_s, u"2"_s}, {u"SLEEP_TIME"_s, u"3"_s}});
    QVERIFY2(error.startsWith(u"INTERVAL=2 and SLEEP_TIME=3 are two names of one setting"_s), qPrintable(error));
    QCOMPARE(read({{u"INTERVAL"_s, u"2"_s}, {u"SLEEP_TIME"_s, u"2"_s}}).interval, 2000ms);
    QVERIFY(!m_settings->error());
    QCOMPARE(read({{u"MONITORING_PERIOD"_s, u"3"_s}}, {u"--interval"_s, u"0.5"_s}).interval, 500ms);
}

void TestRuntimeSettings::redisServerIsReadFromAllNames_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("server"); // or the error
    const auto row = [](const char *name, const QString &host, const QString &port, const QString &url,
                        const char *server) {
        QTest::newRow(name) << Environment{{u"REDIS_HOST"_s, host}, {u"REDIS_PORT"_s, port}, {u"REDIS_URL"_s, url}}
                            << QString::fromUtf8(server);
    };
    const QString service = u"tcp://10.0.0.55:6380"_s;
    const QString url = u"redis://u:p@h:1/2"_s;
    row("default", {}, {}, {}, "redis://localhost:6379");
    row("host and port", u"192.168.1.2"_s, u"7000"_s, {}, "redis://192.168.1.2:7000");
    row("of Kubernetes", {}, service, {}, "redis://10.0.0.55:6380");
    row("of Kubernetes, and a host", u"redis"_s, service, {}, "redis://redis:6380");
    row("of Kubernetes, and a URL", {}, service, url, "redis://u@h:1/2");
    row("URL", {}, {}, url, "redis://u@h:1/2");
    row("URL and host", u"x"_s, {}, url, "REDIS_HOST=x: given together with REDIS_URL");
    row("URL and port", {}, u"7"_s, url, "REDIS_PORT=7: given together with REDIS_URL");
    row("IPv6", u"[::1]"_s, {}, {}, "redis://[::1]:6379");
    row("IPv6, bare", u"::1"_s, u"7000"_s, {}, "redis://[::1]:7000");
    row("IPv6 of Kubernetes", {}, u"tcp://[fd00::1]:6380"_s, {}, "redis://[fd00::1]:6380");
    row("IPv6, and Kubernetes", u"[::1]"_s, service, {}, "redis://[::1]:6380");
    const auto wrongHost = [&row](const char *name, const char *host, const char *shown) {
        const QByteArray message = QByteArray("REDIS_HOST=") + shown +
                                   ": must be a host name or an address alone; give "
                                   "the port in REDIS_PORT (--redis-port), or all of it as a URL in REDIS_URL";
        row(name, QString::fromUtf8(host), {}, {}, message.constData());
    };
    row("a name of any language", u"rédis_1.lan"_s, {}, {}, "redis://xn--rdis_1-bva.lan:6379");
    row("IPv6 of an interface", u"fe80::1%eth0"_s, {}, {}, "redis://[fe80::1%25eth0]:6379");
    wrongHost("host with a port", "host:6379", "host:6379");
    wrongHost("host that is a URL", "redis://h", "redis://h");
    wrongHost("host that is a service link", "tcp://10.0.0.55:6379", "tcp://10.0.0.55:6379");
    wrongHost("IPv6 with a port", "[::1]:6379", "[::1]:6379");
    wrongHost("host with a user", "user@host", "user@host");
    wrongHost("host with a password", "user:secret@host", "…@host");
    wrongHost("host with a database", "host/2", "host/2");
    wrongHost("host with a space", "my host", "my host");
    wrongHost("two hosts", "one,two", "one,two");
    wrongHost("brackets around a name", "[host]", "[host]");
    row("wrong host, and Kubernetes", u"host:6379"_s, service, {}, "REDIS_HOST=host:6379: must be a host");
    row("URL that is a service link", {}, {}, u"tcp://10.0.0.55:6379"_s,
        "REDIS_URL=tcp://10.0.0.55:6379: must start with redis://, rediss:// or unix://, as in redis://host:6379");
    row("of Kubernetes, without a port", {}, u"tcp://10.0.0.55"_s, {},
        "REDIS_PORT=tcp://10.0.0.55: must be a port from 1 to 65535, or tcp://address:port as Kubernetes sets it");
    row("port out of range", {}, u"70000"_s, {}, "REDIS_PORT=70000: must be a whole number");
    const auto login = [](const char *name, Environment environment, const char *user, const char *password,
                          const char *server) {
        environment.append({u"REDIS_USER"_s, QString::fromLatin1(user)});
        environment.append({u"REDIS_PASSWORD"_s, QString::fromLatin1(password)});
        QTest::newRow(name) << environment << QString::fromLatin1(server);
    };
    login("user and password", {{u"REDIS_HOST"_s, u"h"_s}}, "u", "s3cret/%", "redis://u@h:6379");
    login("password alone", {}, "", "s3cret/%", "redis://localhost:6379");
    login("of Kubernetes, with user and password", {{u"REDIS_PORT"_s, service}}, "u", "s3cret/%",
          "redis://u@10.0.0.55:6380");
    login("user alone", {}, "u", "", "REDIS_USER=u: needs a password");
    login("URL and password", {{u"REDIS_URL"_s, url}}, "", "s3cret/%", "REDIS_PASSWORD: given together with REDIS_URL");
}

void TestRuntimeSettings::redisServerIsReadFromAllNames()
{
    QFETCH(Environment, environment);
    QFETCH(QString, server);
    const RuntimeSettings values = read(environment);
    QVERIFY(m_settings->error() || !values.redis.host.contains('['_L1));
    const QString got = m_settings->error() ? m_settings->error()->message : values.redis.display();
    QVERIFY2(got.startsWith(server), qPrintable(got));
    const auto [name, password] = environment.constLast();
    if (name != "REDIS_PASSWORD"_L1 || password.isEmpty())
        return;
    QVERIFY(m_settings->error() || values.redis.password == password);
    QVERIFY(!(got + m_settings->summary().join(' '_L1)).contains(password));
}

void TestRuntimeSettings::variablesFileIsRead()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("REDIS_INPUT_KEY=metrics\nHANDLER_FUNCTION_NAME=main\nINTERVAL=9\n");
    file.close();
    Settings settings = makeRuntimeSettings();
    QCOMPARE(settings.variablesFile(), u"/runtime/.env"_s);
    settings.setVariablesFile(file.fileName());
    QProcessEnvironment variables;
    variables.insert(u"PYFILE_PATH"_s, m_file.fileName());
    variables.insert(u"SLEEP_TIME"_s, u"3"_s);
    QVERIFY(settings.load({}, variables));
    const RuntimeSettings values = readRuntimeSettings(settings);
    QVERIFY(!settings.error());
    QCOMPARE(values.inputKey, QByteArray("metrics"));
    QCOMPARE(values.function.entry.function, u"main"_s);
    QCOMPARE(values.interval, 3000ms);
}

void TestRuntimeSettings::lineBreaksOfFunctionsAreKept()
{
    for (const char *name : {"PYFILE", "FUNCTION_ZIP_BASE64"}) {
        const Setting *setting = nullptr;
        const Settings settings = makeRuntimeSettings();
        for (const Setting &one : settings.all())
            setting = one.variable == QLatin1String(name) ? &one : setting;
        QVERIFY2(setting && setting->isVerbatim, name);
    }
    const RuntimeSettings values = read({{u"PYFILE"_s, u"def handler(input, context):\n    return 1\n"_s}});
    QCOMPARE(values.warnings.filter(u"line break"_s), QStringList());
    QVERIFY(!m_settings->error());
}

void TestRuntimeSettings::summaryContainsNoSecrets()
{
    read({{u"REDIS_URL"_s, u"redis://user:canary@h:1/2"_s},
          {u"FUNCTION_ZIP"_s, u"http://user:canary@h/f.zip?token=canary"_s},
          {u"PYFILE"_s, u"canary = 1"_s},
          {u"SLEEP_TIME"_s, u"2"_s}},
         {u"--output-key"_s, u"out"_s});
    const QStringList lines = m_settings->summary();
    for (const char *line :
         {"REDIS_URL=redis://h:1/2 (from REDIS_URL)", "FUNCTION_ZIP=http://h/f.zip (from FUNCTION_ZIP)",
          "PYFILE=[10 characters] (from PYFILE)", "INTERVAL=2 (from SLEEP_TIME)",
          "REDIS_OUTPUT_KEY=out (from --output-key)", "TRIGGER=poll (default)"})
        QVERIFY2(lines.contains(QLatin1String(line)), qPrintable(lines.join('\n'_L1)));
    QVERIFY(!lines.join('\n'_L1).contains(u"canary"_s));
    const QString error =
        errorOf({{u"FUNCTION_ZIP"_s, u"http://u:canary@h/a"_s}, {u"ZIP_URL"_s, u"http://u:canary@h/b"_s}});
    QVERIFY2(error.contains(u"FUNCTION_ZIP=http://h/a and ZIP_URL=http://h/b"_s), qPrintable(error));
    const std::pair noFile(u"PYFILE_PATH"_s, QString());
    const QString wrong = errorOf({noFile, {u"FUNCTION_ZIP"_s, u"ftp://u:canary@h/a?canary"_s}});
    QVERIFY2(wrong.startsWith(u"FUNCTION_ZIP=ftp://h/a: no such file"_s), qPrintable(wrong));
}

void TestRuntimeSettings::checkNeedsNoKeys()
{
    const std::pair noKey(u"REDIS_INPUT_KEY"_s, QString());
    QVERIFY(errorOf({noKey}).startsWith(u"REDIS_INPUT_KEY (or --input-key) is not set"_s));
    const RuntimeSettings values = read({noKey}, {u"--check"_s});
    QVERIFY(!m_settings->error());
    QCOMPARE(values.warnings.size(), 2);
    QCOMPARE(errorOf({}, {u"--input"_s, u"f"_s}), u"--input=f: only with --check"_s);
}

QTEST_GUILESS_MAIN(TestRuntimeSettings)
#include "tst_runtimesettings.moc"
