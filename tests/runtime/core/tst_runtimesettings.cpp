// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/core/runtimesettings.h"
#include "tests/support/paths.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <algorithm>

using namespace pulse;
using namespace std::chrono_literals;

using Environment = QList<std::pair<QString, QString>>;

namespace {

/// A row of the table in runtime/README.md.
struct Row
{
    QString variable;
    QString flag;
    QStringList aliases;
    QString defaultValue;
    QString meaning;
    QString wrong;
};

QString bare(const QString &cell)
{
    return cell.trimmed().remove('`'_L1).replace("\\|"_L1, "|"_L1);
}

QList<Row> readTable()
{
    QFile file(test::sourcePath("/runtime/README.md"));
    QList<Row> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    static const QRegularExpression bar(u"(?<!\\\\)\\|"_s);
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QStringList cells = QString::fromUtf8(line).split(bar);
        if (cells.size() != 8 || !cells[2].contains("--"_L1) || !cells[2].contains('`'_L1))
            continue;
        rows << Row{bare(cells[1]), bare(cells[2]), bare(cells[3]).split(u", "_s, Qt::SkipEmptyParts),
                    bare(cells[4]), bare(cells[5]), cells[6].trimmed()};
    }
    return rows;
}

} // namespace

class TestRuntimeSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tableMatchesTheSettings();
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
    void entryPointsAreParsed_data();
    void entryPointsAreParsed();
    void entryFileAndFunctionMakeTheEntryPoint();
    void entryFunctionIsReadFromAllNames_data();
    void entryFunctionIsReadFromAllNames();
    void functionOriginIsChosen_data();
    void functionOriginIsChosen();
    void unknownPreferenceIsExplained();
    void settingsOfAKnownDeploymentWork();
    void usualModuleFilesAreSearched();
    void variablesFileIsRead();
    void lineBreaksOfFunctionsAreKept();
    void summaryContainsNoSecrets();
    void checkNeedsNoKeys();

private:
    RuntimeSettings read(const Environment &environment, const QStringList &flags = {});
    QString errorOf(const Environment &environment, const QStringList &flags = {});

    std::unique_ptr<Settings> m_settings;
    QTemporaryFile m_file;
    Environment m_needed;
};

void TestRuntimeSettings::initTestCase()
{
    QVERIFY(m_file.open());
    m_needed = {{u"REDIS_INPUT_KEY"_s, u"in"_s}, {u"PYFILE_PATH"_s, m_file.fileName()}};
}

/// With the required settings, unless `environment` sets them.
RuntimeSettings TestRuntimeSettings::read(const Environment &environment, const QStringList &flags)
{
    QProcessEnvironment all;
    for (const auto &[name, value] : m_needed + environment)
        all.insert(name, value);
    m_settings = std::make_unique<Settings>(makeRuntimeSettings());
    if (const Result<void> loaded = m_settings->load(flags, all); !loaded) {
        m_settings->fail(loaded.error());
        return {};
    }
    return readRuntimeSettings(*m_settings);
}

QString TestRuntimeSettings::errorOf(const Environment &environment, const QStringList &flags)
{
    read(environment, flags);
    return m_settings->error() ? m_settings->error()->message : QString();
}

void TestRuntimeSettings::tableMatchesTheSettings()
{
    const QList<Row> rows = readTable();
    const Settings settings = makeRuntimeSettings();
    const QString help = settings.helpText().simplified();
    qsizetype shown = 0;
    for (const Setting &setting : settings.all()) {
        if (setting.help.isEmpty())
            continue;
        QVERIFY2(shown < rows.size(), qPrintable(setting.flag));
        const Row &row = rows[shown++];
        QCOMPARE(row.variable, setting.variable);
        QCOMPARE(row.flag, u"--"_s + setting.flag);
        QCOMPARE(row.aliases, setting.aliases);
        QCOMPARE(row.defaultValue, setting.defaultValue);
        QCOMPARE(row.meaning, setting.help);
        for (const QString &text : row.aliases + QStringList{row.variable, row.flag, row.meaning, row.defaultValue})
            QVERIFY2(help.contains(text), qPrintable(text));
    }
    QCOMPARE(rows.size(), shown);
}

void TestRuntimeSettings::tableDocumentsTheErrors_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    static const QRegularExpression form(u"^(?:not set|`(?<value>.*)`): (?<message>.*)$"_s);
    for (const Row &row : readTable()) {
        if (row.wrong.isEmpty())
            continue;
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

void TestRuntimeSettings::entryPointsAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("function"); // empty: refused
    const auto row = [](const char *text, const char *module, const char *function) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(module) << QString::fromUtf8(function);
    };
    row("handler", "", "handler");
    row("run_2", "", "run_2");
    row("module.handler", "module", "handler");
    row("package.module.handler", "package.module", "handler");
    row("my-package.module.handler", "my-package.module", "handler");
    row("file.py:handler", "file.py", "handler");
    row("folder-with-dash/file.py:handler", "folder-with-dash/file.py", "handler");
    row("a/v1.0/file.py:handler", "a/v1.0/file.py", "handler");
    row("module:handler", "module", "handler");
    row(" handler ", "", "handler");
    row("função", "", "função");
    row("handler.py", "", "");
    row("folder/file.py", "", "");
    row("file.py:", "", "");
    row("a b", "", "");
    row("2handler", "", "");
    row("module.", "", "");
    row("a:b:c", "", "");
}

void TestRuntimeSettings::entryPointsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QString, module);
    QFETCH(QString, function);
    const Result<EntryPoint> entry = EntryPoint::parse(text);
    QCOMPARE(bool(entry), !function.isEmpty());
    if (entry)
        QCOMPARE(*entry, (EntryPoint{module, function}));
}

void TestRuntimeSettings::entryFileAndFunctionMakeTheEntryPoint()
{
    const QString file = u"ZIP_ENTRY_FILE"_s;
    const QString handler = u"HANDLER_FUNCTION"_s;
    const auto entry = [&](const char *function, const char *name) {
        return read({{handler, QLatin1String(function)}, {file, QLatin1String(name)}}).function.entry;
    };
    QCOMPARE(entry("run", "main.py"), (EntryPoint{u"main.py"_s, u"run"_s}));
    QCOMPARE(entry("", "src/main.py"), (EntryPoint{u"src/main.py"_s, u"handler"_s}));
    QCOMPARE(entry("main.run", "main.py"), (EntryPoint{u"main.py"_s, u"run"_s}));
    QVERIFY(!m_settings->error());
    QCOMPARE(errorOf({{handler, u"other.run"_s}, {file, u"main.py"_s}}),
             u"ZIP_ENTRY_FILE=main.py: names another file than HANDLER_FUNCTION=other.run"_s);
    QCOMPARE(entry("src.main.run", "main"), (EntryPoint{u"src.main"_s, u"run"_s}));
    QCOMPARE(entry("main.run", "src/main.py"), (EntryPoint{u"src/main.py"_s, u"run"_s}));
    QVERIFY(!m_settings->error());
}

/// ZIP_ENTRY_FUNCTION contains a file name in some deployments, and the function's name in others.
void TestRuntimeSettings::entryFunctionIsReadFromAllNames_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("module"); // or the error
    QTest::addColumn<QString>("function");
    const auto row = [](const char *value, const char *handler, const char *file, const char *module,
                        const char *function) {
        QTest::newRow(value) << Environment{{u"ZIP_ENTRY_FUNCTION"_s, QString::fromLatin1(value)},
                                            {u"HANDLER_FUNCTION"_s, QString::fromLatin1(handler)},
                                            {u"ZIP_ENTRY_FILE"_s, QString::fromLatin1(file)}}
                             << QString::fromLatin1(module) << QString::fromLatin1(function);
    };
    row("main.py", "run", "", "main.py", "run");
    row("src/main", "", "", "src/main", "handler");
    row("src/other.py", "", "other", "src/other.py", "handler");
    row("run", "", "", "", "run");
    row("run_it", "", "main.py", "main.py", "run_it");
    row("main.run", "run", "", "main", "run");
    row("src/main.py:run", "", "", "src/main.py", "run");
    row("third.py", "", "main.py", "ZIP_ENTRY_FILE=main.py: names another file than ZIP_ENTRY_FUNCTION=third.py", "");
    row("walk", "run", "", "ZIP_ENTRY_FUNCTION=walk: names another function than HANDLER_FUNCTION=run", "");
}

void TestRuntimeSettings::entryFunctionIsReadFromAllNames()
{
    QFETCH(Environment, environment);
    const EntryPoint entry = read(environment).function.entry;
    QTEST(m_settings->error() ? m_settings->error()->message : entry.module, "module");
    if (!m_settings->error())
        QTEST(entry.function, "function");
}

void TestRuntimeSettings::functionOriginIsChosen_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QStringList>("flags");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("warning");
    using Kind = FunctionOrigin::Kind;
    const auto row = [](const char *name, const Environment &environment, const QStringList &flags, Kind kind,
                        const QString &place, const char *warning = "") {
        QTest::newRow(name) << environment << flags << int(kind) << place << QString::fromLatin1(warning);
    };
    const QString file = u"/proc/self/stat"_s; // any existing file
    const std::pair noFile(u"PYFILE_PATH"_s, QString());
    const std::pair zip(u"ZIP_URL"_s, u"https://user:word@host/f.zip?token=x"_s);
    row("file", {{u"PYFILE_PATH"_s, file}}, {}, Kind::File, file);
    row("text", {noFile, {u"PYFILE"_s, u"x = 1"_s}}, {}, Kind::Text, u"PYFILE"_s);
    row("zip path", {noFile, {u"FUNCTION_ZIP"_s, file}}, {}, Kind::ZipFile, file);
    row("zip file URL", {noFile, {u"FUNCTION_ZIP"_s, u"file://"_s + file}}, {}, Kind::ZipFile, file);
    row("zip URL", {noFile, zip}, {}, Kind::ZipUrl, u"https://host/f.zip"_s);
    row("base64", {noFile, {u"USER_CODE_BASE64"_s, u"UEsF"_s}}, {}, Kind::ZipText, u"USER_CODE_BASE64"_s);
    row("zip before file", {{u"PYFILE_PATH"_s, file}, zip}, {}, Kind::ZipUrl, u"https://host/f.zip"_s,
        "PYFILE_PATH is not used, since ZIP_URL is given");
    row("zip URL with another ending", {noFile, {u"ZIP_URL"_s, u"https://host/uc?id=1&export=download"_s}}, {},
        Kind::ZipUrl, u"https://host/uc"_s);
    row("zip over http", {noFile, {u"ZIP_URL"_s, u"http://host/f.zip"_s}}, {}, Kind::ZipUrl, u"http://host/f.zip"_s,
        "ZIP_URL: a zip over http:// can be replaced by anyone on the network path; give https:// or "
        "FUNCTION_ZIP_SHA256 (--zip-sha256)");
    row("zip over http with its sum",
        {noFile, {u"ZIP_URL"_s, u"http://host/f.zip"_s}, {u"FUNCTION_ZIP_SHA256"_s, QString(64, 'a'_L1)}}, {},
        Kind::ZipUrl, u"http://host/f.zip"_s);
    const std::pair missing(u"ZIP_FILE_PATH"_s, u"/no/such.zip"_s);
    const std::pair base64(u"ZIP_BASE64"_s, u"UEsF"_s);
    row("a missing zip gives way", {noFile, missing, base64}, {}, Kind::ZipText, u"ZIP_BASE64"_s,
        "ZIP_FILE_PATH: no such file, or not readable; ZIP_BASE64 is used instead");
    row("a missing zip gives way to a file", {{u"PYFILE_PATH"_s, file}, missing}, {}, Kind::File, file,
        "ZIP_FILE_PATH: no such file, or not readable; PYFILE_PATH is used instead");
    row("a missing file is no matter", {{u"PYFILE_PATH"_s, u"/no/such.py"_s}, base64}, {}, Kind::ZipText,
        u"ZIP_BASE64"_s, "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    const auto prefer = [](const char *name, const char *value) {
        return std::pair(QString::fromLatin1(name), QString::fromLatin1(value));
    };
    const std::pair given(u"PYFILE_PATH"_s, file);
    row("the file is preferred", {given, base64, prefer("PYFILE_OR_ZIP", "pyfile")}, {}, Kind::File, file,
        "ZIP_BASE64 is not used, since PYFILE_PATH is given");
    row("the zip is preferred", {given, base64, prefer("RUNTIME_SOURCE_TYPE", "ZIP")}, {}, Kind::ZipText,
        u"ZIP_BASE64"_s, "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    row("the file is preferred, and missing", {noFile, base64, prefer("PYFILE_OR_ZIP", "pyfile")}, {}, Kind::ZipText,
        u"ZIP_BASE64"_s);
    for (const char *value : {"pyfile", "file", "script", "module", "PyFile", "python_file"})
        row(value, {given, base64, prefer("RUNTIME_SOURCE_TYPE", value)}, {}, Kind::File, file,
            "ZIP_BASE64 is not used, since PYFILE_PATH is given");
    for (const char *value : {"zip", "url", "base64", "ZIP_FILE"})
        row(value, {given, base64, prefer("PYFILE_OR_ZIP", value)}, {}, Kind::ZipText, u"ZIP_BASE64"_s,
            "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    row("flag before variable", {zip}, {u"--pyfile"_s, file}, Kind::File, file,
        "ZIP_URL is not used, since --pyfile is given");
}

void TestRuntimeSettings::functionOriginIsChosen()
{
    QFETCH(Environment, environment);
    QFETCH(QStringList, flags);
    QFETCH(int, kind);
    QFETCH(QString, place);
    QFETCH(QString, warning);
    const RuntimeSettings values = read(environment, flags);
    QVERIFY2(!m_settings->error(), m_settings->error() ? qPrintable(m_settings->error()->message) : "");
    QCOMPARE(int(values.function.kind), kind);
    QCOMPARE(values.function.place, place);
    QVERIFY(warning.isEmpty() || values.warnings.contains(warning));
    QCOMPARE(values.warnings.size(), warning.isEmpty() ? 1 : 2); // the other warning is about the missing output key
}

void TestRuntimeSettings::unknownPreferenceIsExplained()
{
    for (const char *name : {"PYFILE_OR_ZIP", "RUNTIME_SOURCE_TYPE"}) {
        QCOMPARE(errorOf({{QString::fromLatin1(name), u"banana"_s}}),
                 QString::fromLatin1(name) + u"=banana: must be zip, url or base64 for the zip, or pyfile, "
                                             "file, script or module for the Python file"_s);
    }
}

void TestRuntimeSettings::settingsOfAKnownDeploymentWork()
{
    const RuntimeSettings values = read({{u"ZIP_FILE_PATH"_s, u"/opt/no/function.zip"_s},
                                         {u"ZIP_BASE64"_s, u"UEsF"_s},
                                         {u"PYFILE_OR_ZIP"_s, u"zip"_s},
                                         {u"PYFILE_PATH"_s, u"/opt/no/usermodule.py"_s}});
    QVERIFY(!m_settings->error());
    QCOMPARE(values.function.kind, FunctionOrigin::Kind::ZipText);
}

void TestRuntimeSettings::usualModuleFilesAreSearched()
{
    QCOMPARE(pulse::usualModuleFiles(), (QStringList{u"/opt/usermodule.py"_s, u"/app/usermodule.py"_s,
                                                     u"/app/handler.py"_s, u"/runtime/usermodule.py"_s}));
    const QTemporaryDir folder;
    QStringList places;
    for (const char *name : {"a.py", "b.py", "c.py"})
        places << folder.filePath(QLatin1String(name));
    QVERIFY(QFile::copy(m_file.fileName(), places.at(1)));
    QVERIFY(QFile::copy(m_file.fileName(), places.at(2)));
    QProcessEnvironment variables;
    variables.insert(u"REDIS_INPUT_KEY"_s, u"in"_s);
    const auto place = [&](const QString &name, const QString &value, QStringList *warnings = nullptr) {
        Settings settings = makeRuntimeSettings();
        QProcessEnvironment all = variables;
        all.insert(name, value);
        const Result<void> loaded = settings.load({}, all);
        const RuntimeSettings values = readRuntimeSettings(settings, places);
        if (warnings)
            *warnings = values.warnings;
        return !loaded || settings.error() ? settings.error()->message : values.function.place;
    };
    QStringList warnings;
    QCOMPARE(place(u"TRIGGER"_s, {}), places.at(1));
    QCOMPARE(place(u"PYFILE_PATH"_s, m_file.fileName()), m_file.fileName());
    QCOMPARE(place(u"PYFILE_PATH"_s, u"tcp://10.43.0.7:80"_s), places.at(1));
    QCOMPARE(place(u"PYFILE_PATH"_s, u"/no/such.py"_s, &warnings), places.at(1));
    QVERIFY(warnings.contains(u"PYFILE_PATH: no such file, or not readable; %1 is used instead"_s.arg(places.at(1))));
    QVERIFY(QFile::remove(places.at(1)));
    QCOMPARE(place(u"TRIGGER"_s, {}), places.at(2));
    QVERIFY(QFile::remove(places.at(2)));
    QCOMPARE(place(u"TRIGGER"_s, {}),
             u"No function is given, and none of these files exists and can be read: %1; mount your "
             "function at one of these places, or name it with PYFILE_PATH (--pyfile), PYFILE "
             "(--pyfile-text), FUNCTION_ZIP (--zip) or FUNCTION_ZIP_BASE64 (--zip-base64)"_s.arg(places.join(u", "_s)));
    QVERIFY(place(u"ZIP_PATH"_s, u"/no/x.zip"_s).startsWith(u"ZIP_PATH=/no/x.zip: no such file"_s));
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
