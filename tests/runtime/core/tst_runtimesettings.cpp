// SPDX-License-Identifier: GPL-3.0-or-later
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

/// One row of the table in runtime/README.md.
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
    return cell.trimmed().remove(QLatin1Char('`')).replace(QLatin1String("\\|"), QLatin1String("|"));
}

QList<Row> readTable()
{
    QFile file(test::sourcePath("/runtime/README.md"));
    QList<Row> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    static const QRegularExpression bar(QStringLiteral("(?<!\\\\)\\|"));
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QStringList cells = QString::fromUtf8(line).split(bar);
        if (cells.size() != 8 || !cells[2].contains(QLatin1String("--")) || !cells[2].contains(QLatin1Char('`')))
            continue;
        rows << Row{bare(cells[1]), bare(cells[2]), bare(cells[3]).split(QStringLiteral(", "), Qt::SkipEmptyParts),
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
    void tableIsTrue();
    void tableTellsTheErrors_data();
    void tableTellsTheErrors();
    void everyOtherName_data();
    void everyOtherName();
    void namesOfDeployments_data();
    void namesOfDeployments();
    void periodsInTwoSpellings();
    void serviceLinks_data();
    void serviceLinks();
    void twoNamesWithDifferentValues();
    void redisServer_data();
    void redisServer();
    void entryPoints_data();
    void entryPoints();
    void entryFile();
    void entryFunction_data();
    void entryFunction();
    void functionOrigin_data();
    void functionOrigin();
    void unknownPreference();
    void aKnownDeployment();
    void usualModuleFiles();
    void variablesFile();
    void summaryTellsNoSecrets();
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
    m_needed = {{QStringLiteral("REDIS_INPUT_KEY"), QStringLiteral("in")},
                {QStringLiteral("PYFILE_PATH"), m_file.fileName()}};
}

/// With what is needed, unless `environment` says otherwise.
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

void TestRuntimeSettings::tableIsTrue()
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
        QCOMPARE(row.flag, QStringLiteral("--") + setting.flag);
        QCOMPARE(row.aliases, setting.aliases);
        QCOMPARE(row.defaultValue, setting.defaultValue);
        QCOMPARE(row.meaning, setting.help);
        for (const QString &text : row.aliases + QStringList{row.variable, row.flag, row.meaning, row.defaultValue})
            QVERIFY2(help.contains(text), qPrintable(text));
    }
    QCOMPARE(rows.size(), shown);
}

void TestRuntimeSettings::tableTellsTheErrors_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    static const QRegularExpression form(QStringLiteral("^(?:not set|`(?<value>.*)`): (?<message>.*)$"));
    for (const Row &row : readTable()) {
        if (row.wrong.isEmpty())
            continue;
        const QRegularExpressionMatch match = form.match(row.wrong);
        QTest::newRow(qPrintable(row.variable))
            << row.variable << match.captured(QStringLiteral("value")) << match.captured(QStringLiteral("message"));
    }
}

void TestRuntimeSettings::tableTellsTheErrors()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QString, message);
    QVERIFY(!message.isEmpty());
    const QString error = errorOf({{variable, value}});
    QVERIFY2(error.contains(message), qPrintable(error));
    QVERIFY2(error.contains(variable), qPrintable(error));
}

void TestRuntimeSettings::everyOtherName_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QString>("name");
    const Settings settings = makeRuntimeSettings();
    for (const Setting &setting : settings.all()) {
        for (const QString &alias : setting.aliases)
            QTest::newRow(qPrintable(alias)) << setting.flag << alias;
    }
}

void TestRuntimeSettings::everyOtherName()
{
    QFETCH(QString, flag);
    QFETCH(QString, name);
    const Environment needed = m_needed; // a canonical name with another value would be an error
    const Settings settings = makeRuntimeSettings();
    const QString variable = std::ranges::find(settings.all(), flag, &Setting::flag)->variable;
    m_needed.removeIf([&variable](const auto &one) { return one.first == variable; });
    read({{name, QStringLiteral("7")}});
    m_needed = needed;
    QCOMPARE(m_settings->text(flag), QStringLiteral("7"));
    QCOMPARE(m_settings->nameOf(flag), name);
}

/// Section by section of what deployments of the original runtime set.
void TestRuntimeSettings::namesOfDeployments_data()
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

void TestRuntimeSettings::namesOfDeployments()
{
    QFETCH(QString, canonical);
    QFETCH(QString, names);
    const Settings settings = makeRuntimeSettings();
    const auto setting = std::ranges::find(settings.all(), canonical, &Setting::variable);
    QVERIFY(setting != settings.all().end());
    for (const QString &name : names.split(QLatin1Char(' ')))
        QVERIFY2(setting->aliases.contains(name), qPrintable(name));
}

void TestRuntimeSettings::periodsInTwoSpellings()
{
    const std::pair interval(QStringLiteral("INTERVAL"), QStringLiteral("5"));
    QCOMPARE(read({interval, {QStringLiteral("SLEEP_TIME"), QStringLiteral("5.0")}}).interval, 5000ms);
    QVERIFY(!m_settings->error());
    QCOMPARE(read({interval, {QStringLiteral("POLL_INTERVAL"), QStringLiteral("5s")}}).interval, 5000ms);
    QVERIFY(!m_settings->error());
    QVERIFY(!errorOf({interval, {QStringLiteral("SLEEP_TIME"), QStringLiteral("5.1")}}).isEmpty());
    QCOMPARE(read({{QStringLiteral("BUSY_POLL"), QStringLiteral("1ms")}}).busyPoll, 1000us);
    QCOMPARE(read({{QStringLiteral("HANDLER_MEMORY_LIMIT"), QStringLiteral("1G")}}).memoryLimit, 953LL * 1024 * 1024);
    QCOMPARE(read({{QStringLiteral("FUNCTION_ZIP_MAX_MB"), QStringLiteral("1Gi")}}).function.zipMaximumBytes,
             1024LL * 1024 * 1024);
}

/// For a Service called `http`, Kubernetes sets HTTP_PORT. It sets no variable of another form, so a value like that
/// in one of those was written by somebody, and is not ignored.
void TestRuntimeSettings::serviceLinks_data()
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

void TestRuntimeSettings::serviceLinks()
{
    QFETCH(QString, name);
    const RuntimeSettings values = read({{name, QStringLiteral("tcp://10.43.0.7:80")}});
    const auto isOfLink = [&name](const QString &warning) {
        return warning.startsWith(name + QLatin1Char('=')) &&
               warning.contains(QStringLiteral("is what Kubernetes sets"));
    };
    const bool isIgnored = std::ranges::any_of(values.warnings, isOfLink);
    QCOMPARE(isIgnored, name.endsWith(QLatin1String("_PORT")));
    if (isIgnored) {
        QVERIFY2(!m_settings->error(), m_settings->error() ? qPrintable(m_settings->error()->message) : "");
        QCOMPARE(values.http.port, 8080);
    } else if (m_settings->error()) {
        QVERIFY2(m_settings->error()->message.startsWith(name), qPrintable(m_settings->error()->message));
    } else { // any text is allowed, or a warning says why it does not count
        QVERIFY(m_settings->summary().join(QLatin1Char('\n')).contains(name));
    }
}

void TestRuntimeSettings::twoNamesWithDifferentValues()
{
    const QString error = errorOf(
        {{QStringLiteral("INTERVAL"), QStringLiteral("2")}, {QStringLiteral("SLEEP_TIME"), QStringLiteral("3")}});
    QVERIFY2(error.startsWith(QStringLiteral("INTERVAL=2 and SLEEP_TIME=3 are two names of one setting")),
             qPrintable(error));
    QCOMPARE(
        read({{QStringLiteral("INTERVAL"), QStringLiteral("2")}, {QStringLiteral("SLEEP_TIME"), QStringLiteral("2")}})
            .interval,
        2000ms);
    QVERIFY(!m_settings->error());
    QCOMPARE(read({{QStringLiteral("MONITORING_PERIOD"), QStringLiteral("3")}},
                  {QStringLiteral("--interval"), QStringLiteral("0.5")})
                 .interval,
             500ms);
}

void TestRuntimeSettings::redisServer_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("server"); // or the error
    const auto row = [](const char *name, const QString &host, const QString &port, const QString &url,
                        const char *server) {
        QTest::newRow(name) << Environment{{QStringLiteral("REDIS_HOST"), host},
                                           {QStringLiteral("REDIS_PORT"), port},
                                           {QStringLiteral("REDIS_URL"), url}}
                            << QString::fromUtf8(server);
    };
    const QString service = QStringLiteral("tcp://10.0.0.55:6380");
    const QString url = QStringLiteral("redis://u:p@h:1/2");
    row("default", {}, {}, {}, "redis://localhost:6379");
    row("host and port", QStringLiteral("192.168.1.2"), QStringLiteral("7000"), {}, "redis://192.168.1.2:7000");
    row("of Kubernetes", {}, service, {}, "redis://10.0.0.55:6380");
    row("of Kubernetes, and a host", QStringLiteral("redis"), service, {}, "redis://redis:6380");
    row("of Kubernetes, and a URL", {}, service, url, "redis://u@h:1/2");
    row("URL", {}, {}, url, "redis://u@h:1/2");
    row("URL and host", QStringLiteral("x"), {}, url, "REDIS_HOST=x: given together with REDIS_URL");
    row("URL and port", {}, QStringLiteral("7"), url, "REDIS_PORT=7: given together with REDIS_URL");
    row("IPv6", QStringLiteral("[::1]"), {}, {}, "redis://[::1]:6379");
    row("IPv6, bare", QStringLiteral("::1"), QStringLiteral("7000"), {}, "redis://[::1]:7000");
    row("IPv6 of Kubernetes", {}, QStringLiteral("tcp://[fd00::1]:6380"), {}, "redis://[fd00::1]:6380");
    row("IPv6, and Kubernetes", QStringLiteral("[::1]"), service, {}, "redis://[::1]:6380");
    const auto wrongHost = [&row](const char *name, const char *host, const char *shown) {
        const QByteArray message = QByteArray("REDIS_HOST=") + shown +
                                   ": must be a host name or an address alone; give "
                                   "the port in REDIS_PORT (--redis-port), or all of it as a URL in REDIS_URL";
        row(name, QString::fromUtf8(host), {}, {}, message.constData());
    };
    row("a name of any language", QStringLiteral("rédis_1.lan"), {}, {}, "redis://xn--rdis_1-bva.lan:6379");
    row("IPv6 of an interface", QStringLiteral("fe80::1%eth0"), {}, {}, "redis://[fe80::1%25eth0]:6379");
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
    row("wrong host, and Kubernetes", QStringLiteral("host:6379"), service, {}, "REDIS_HOST=host:6379: must be a host");
    row("URL that is a service link", {}, {}, QStringLiteral("tcp://10.0.0.55:6379"),
        "REDIS_URL=tcp://10.0.0.55:6379: must start with redis://, rediss:// or unix://, as in redis://host:6379");
    row("of Kubernetes, without a port", {}, QStringLiteral("tcp://10.0.0.55"), {},
        "REDIS_PORT=tcp://10.0.0.55: must be a port from 1 to 65535, or tcp://address:port as Kubernetes sets it");
    row("port out of range", {}, QStringLiteral("70000"), {}, "REDIS_PORT=70000: must be a whole number");
    const auto login = [](const char *name, Environment environment, const char *user, const char *password,
                          const char *server) {
        environment.append({QStringLiteral("REDIS_USER"), QString::fromLatin1(user)});
        environment.append({QStringLiteral("REDIS_PASSWORD"), QString::fromLatin1(password)});
        QTest::newRow(name) << environment << QString::fromLatin1(server);
    };
    login("user and password", {{QStringLiteral("REDIS_HOST"), QStringLiteral("h")}}, "u", "s3cret/%",
          "redis://u@h:6379");
    login("password alone", {}, "", "s3cret/%", "redis://localhost:6379");
    login("of Kubernetes, with user and password", {{QStringLiteral("REDIS_PORT"), service}}, "u", "s3cret/%",
          "redis://u@10.0.0.55:6380");
    login("user alone", {}, "u", "", "REDIS_USER=u: needs a password");
    login("URL and password", {{QStringLiteral("REDIS_URL"), url}}, "", "s3cret/%",
          "REDIS_PASSWORD: given together with REDIS_URL");
}

void TestRuntimeSettings::redisServer()
{
    QFETCH(Environment, environment);
    QFETCH(QString, server);
    const RuntimeSettings values = read(environment);
    QVERIFY(m_settings->error() || !values.redis.host.contains(QLatin1Char('[')));
    const QString got = m_settings->error() ? m_settings->error()->message : values.redis.display();
    QVERIFY2(got.startsWith(server), qPrintable(got));
    const auto [name, password] = environment.constLast();
    if (name != QLatin1String("REDIS_PASSWORD") || password.isEmpty())
        return;
    QVERIFY(m_settings->error() || values.redis.password == password);
    QVERIFY(!(got + m_settings->summary().join(QLatin1Char(' '))).contains(password));
}

void TestRuntimeSettings::entryPoints_data()
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

void TestRuntimeSettings::entryPoints()
{
    QFETCH(QString, text);
    QFETCH(QString, module);
    QFETCH(QString, function);
    const Result<EntryPoint> entry = EntryPoint::parse(text);
    QCOMPARE(bool(entry), !function.isEmpty());
    if (entry)
        QCOMPARE(*entry, (EntryPoint{module, function}));
}

void TestRuntimeSettings::entryFile()
{
    const QString file = QStringLiteral("ZIP_ENTRY_FILE");
    const QString handler = QStringLiteral("HANDLER_FUNCTION");
    const auto entry = [&](const char *function, const char *name) {
        return read({{handler, QLatin1String(function)}, {file, QLatin1String(name)}}).function.entry;
    };
    QCOMPARE(entry("run", "main.py"), (EntryPoint{QStringLiteral("main.py"), QStringLiteral("run")}));
    QCOMPARE(entry("", "src/main.py"), (EntryPoint{QStringLiteral("src/main.py"), QStringLiteral("handler")}));
    QCOMPARE(entry("main.run", "main.py"), (EntryPoint{QStringLiteral("main.py"), QStringLiteral("run")}));
    QVERIFY(!m_settings->error());
    QCOMPARE(errorOf({{handler, QStringLiteral("other.run")}, {file, QStringLiteral("main.py")}}),
             QStringLiteral("ZIP_ENTRY_FILE=main.py: names another file than HANDLER_FUNCTION=other.run"));
    QCOMPARE(entry("src.main.run", "main"), (EntryPoint{QStringLiteral("src.main"), QStringLiteral("run")}));
    QCOMPARE(entry("main.run", "src/main.py"), (EntryPoint{QStringLiteral("src/main.py"), QStringLiteral("run")}));
    QVERIFY(!m_settings->error());
}

/// ZIP_ENTRY_FUNCTION holds a file name in some deployments, and the function's name in others.
void TestRuntimeSettings::entryFunction_data()
{
    QTest::addColumn<Environment>("environment");
    QTest::addColumn<QString>("module"); // or the error
    QTest::addColumn<QString>("function");
    const auto row = [](const char *value, const char *handler, const char *file, const char *module,
                        const char *function) {
        QTest::newRow(value) << Environment{{QStringLiteral("ZIP_ENTRY_FUNCTION"), QString::fromLatin1(value)},
                                            {QStringLiteral("HANDLER_FUNCTION"), QString::fromLatin1(handler)},
                                            {QStringLiteral("ZIP_ENTRY_FILE"), QString::fromLatin1(file)}}
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

void TestRuntimeSettings::entryFunction()
{
    QFETCH(Environment, environment);
    const EntryPoint entry = read(environment).function.entry;
    QTEST(m_settings->error() ? m_settings->error()->message : entry.module, "module");
    if (!m_settings->error())
        QTEST(entry.function, "function");
}

void TestRuntimeSettings::functionOrigin_data()
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
    const QString file = QStringLiteral("/proc/self/stat"); // any that is there
    const std::pair noFile(QStringLiteral("PYFILE_PATH"), QString());
    const std::pair zip(QStringLiteral("ZIP_URL"), QStringLiteral("https://user:word@host/f.zip?token=x"));
    row("file", {{QStringLiteral("PYFILE_PATH"), file}}, {}, Kind::File, file);
    row("text", {noFile, {QStringLiteral("PYFILE"), QStringLiteral("x = 1")}}, {}, Kind::Text,
        QStringLiteral("PYFILE"));
    row("zip path", {noFile, {QStringLiteral("FUNCTION_ZIP"), file}}, {}, Kind::ZipFile, file);
    row("zip file URL", {noFile, {QStringLiteral("FUNCTION_ZIP"), QStringLiteral("file://") + file}}, {}, Kind::ZipFile,
        file);
    row("zip URL", {noFile, zip}, {}, Kind::ZipUrl, QStringLiteral("https://host/f.zip"));
    row("base64", {noFile, {QStringLiteral("USER_CODE_BASE64"), QStringLiteral("UEsF")}}, {}, Kind::ZipText,
        QStringLiteral("USER_CODE_BASE64"));
    row("zip before file", {{QStringLiteral("PYFILE_PATH"), file}, zip}, {}, Kind::ZipUrl,
        QStringLiteral("https://host/f.zip"), "PYFILE_PATH is not used, since ZIP_URL is given");
    row("zip URL with another ending",
        {noFile, {QStringLiteral("ZIP_URL"), QStringLiteral("https://host/uc?id=1&export=download")}}, {}, Kind::ZipUrl,
        QStringLiteral("https://host/uc"));
    row("zip over http", {noFile, {QStringLiteral("ZIP_URL"), QStringLiteral("http://host/f.zip")}}, {}, Kind::ZipUrl,
        QStringLiteral("http://host/f.zip"),
        "ZIP_URL: a zip over http:// can be replaced by anyone on the network between; give https:// or "
        "FUNCTION_ZIP_SHA256 (--zip-sha256)");
    row("zip over http with its sum",
        {noFile,
         {QStringLiteral("ZIP_URL"), QStringLiteral("http://host/f.zip")},
         {QStringLiteral("FUNCTION_ZIP_SHA256"), QString(64, QLatin1Char('a'))}},
        {}, Kind::ZipUrl, QStringLiteral("http://host/f.zip"));
    const std::pair missing(QStringLiteral("ZIP_FILE_PATH"), QStringLiteral("/no/such.zip"));
    const std::pair base64(QStringLiteral("ZIP_BASE64"), QStringLiteral("UEsF"));
    row("a missing zip gives way", {noFile, missing, base64}, {}, Kind::ZipText, QStringLiteral("ZIP_BASE64"),
        "ZIP_FILE_PATH: no such file, or not readable; ZIP_BASE64 is used instead");
    row("a missing zip gives way to a file", {{QStringLiteral("PYFILE_PATH"), file}, missing}, {}, Kind::File, file,
        "ZIP_FILE_PATH: no such file, or not readable; PYFILE_PATH is used instead");
    row("a missing file is no matter", {{QStringLiteral("PYFILE_PATH"), QStringLiteral("/no/such.py")}, base64}, {},
        Kind::ZipText, QStringLiteral("ZIP_BASE64"), "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    const auto prefer = [](const char *name, const char *value) {
        return std::pair(QString::fromLatin1(name), QString::fromLatin1(value));
    };
    const std::pair given(QStringLiteral("PYFILE_PATH"), file);
    row("the file is preferred", {given, base64, prefer("PYFILE_OR_ZIP", "pyfile")}, {}, Kind::File, file,
        "ZIP_BASE64 is not used, since PYFILE_PATH is given");
    row("the zip is preferred", {given, base64, prefer("RUNTIME_SOURCE_TYPE", "ZIP")}, {}, Kind::ZipText,
        QStringLiteral("ZIP_BASE64"), "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    row("the file is preferred, and missing", {noFile, base64, prefer("PYFILE_OR_ZIP", "pyfile")}, {}, Kind::ZipText,
        QStringLiteral("ZIP_BASE64"));
    for (const char *value : {"pyfile", "file", "script", "module", "PyFile", "python_file"})
        row(value, {given, base64, prefer("RUNTIME_SOURCE_TYPE", value)}, {}, Kind::File, file,
            "ZIP_BASE64 is not used, since PYFILE_PATH is given");
    for (const char *value : {"zip", "url", "base64", "ZIP_FILE"})
        row(value, {given, base64, prefer("PYFILE_OR_ZIP", value)}, {}, Kind::ZipText, QStringLiteral("ZIP_BASE64"),
            "PYFILE_PATH is not used, since ZIP_BASE64 is given");
    row("flag before variable", {zip}, {QStringLiteral("--pyfile"), file}, Kind::File, file,
        "ZIP_URL is not used, since --pyfile is given");
}

void TestRuntimeSettings::functionOrigin()
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
    QCOMPARE(values.warnings.size(), warning.isEmpty() ? 1 : 2); // and that there is no output key
}

void TestRuntimeSettings::unknownPreference()
{
    for (const char *name : {"PYFILE_OR_ZIP", "RUNTIME_SOURCE_TYPE"}) {
        QCOMPARE(errorOf({{QString::fromLatin1(name), QStringLiteral("banana")}}),
                 QString::fromLatin1(name) +
                     QStringLiteral("=banana: must be zip, url or base64 for the zip, or pyfile, "
                                    "file, script or module for the Python file"));
    }
}

void TestRuntimeSettings::aKnownDeployment()
{
    const RuntimeSettings values = read({{QStringLiteral("ZIP_FILE_PATH"), QStringLiteral("/opt/no/function.zip")},
                                         {QStringLiteral("ZIP_BASE64"), QStringLiteral("UEsF")},
                                         {QStringLiteral("PYFILE_OR_ZIP"), QStringLiteral("zip")},
                                         {QStringLiteral("PYFILE_PATH"), QStringLiteral("/opt/no/usermodule.py")}});
    QVERIFY(!m_settings->error());
    QCOMPARE(values.function.kind, FunctionOrigin::Kind::ZipText);
}

void TestRuntimeSettings::usualModuleFiles()
{
    QCOMPARE(pulse::usualModuleFiles(),
             (QStringList{QStringLiteral("/opt/usermodule.py"), QStringLiteral("/app/usermodule.py"),
                          QStringLiteral("/app/handler.py"), QStringLiteral("/runtime/usermodule.py")}));
    const QTemporaryDir folder;
    QStringList places;
    for (const char *name : {"a.py", "b.py", "c.py"})
        places << folder.filePath(QLatin1String(name));
    QVERIFY(QFile::copy(m_file.fileName(), places.at(1)));
    QVERIFY(QFile::copy(m_file.fileName(), places.at(2)));
    QProcessEnvironment variables;
    variables.insert(QStringLiteral("REDIS_INPUT_KEY"), QStringLiteral("in"));
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
    QCOMPARE(place(QStringLiteral("TRIGGER"), {}), places.at(1));
    QCOMPARE(place(QStringLiteral("PYFILE_PATH"), m_file.fileName()), m_file.fileName());
    QCOMPARE(place(QStringLiteral("PYFILE_PATH"), QStringLiteral("tcp://10.43.0.7:80")), places.at(1));
    QCOMPARE(place(QStringLiteral("PYFILE_PATH"), QStringLiteral("/no/such.py"), &warnings), places.at(1));
    QVERIFY(warnings.contains(
        QStringLiteral("PYFILE_PATH: no such file, or not readable; %1 is used instead").arg(places.at(1))));
    QVERIFY(QFile::remove(places.at(1)));
    QCOMPARE(place(QStringLiteral("TRIGGER"), {}), places.at(2));
    QVERIFY(QFile::remove(places.at(2)));
    QCOMPARE(place(QStringLiteral("TRIGGER"), {}),
             QStringLiteral("No function is given, and none of these files exists and can be read: %1; mount your "
                            "function at one of these places, or name it with PYFILE_PATH (--pyfile), PYFILE "
                            "(--pyfile-text), FUNCTION_ZIP (--zip) or FUNCTION_ZIP_BASE64 (--zip-base64)")
                 .arg(places.join(QStringLiteral(", "))));
    QVERIFY(place(QStringLiteral("ZIP_PATH"), QStringLiteral("/no/x.zip"))
                .startsWith(QStringLiteral("ZIP_PATH=/no/x.zip: no such file")));
}

void TestRuntimeSettings::variablesFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("REDIS_INPUT_KEY=metrics\nHANDLER_FUNCTION_NAME=main\nINTERVAL=9\n");
    file.close();
    Settings settings = makeRuntimeSettings();
    settings.setVariablesFile(file.fileName());
    QProcessEnvironment variables;
    variables.insert(QStringLiteral("PYFILE_PATH"), m_file.fileName());
    variables.insert(QStringLiteral("SLEEP_TIME"), QStringLiteral("3"));
    QVERIFY(settings.load({}, variables));
    const RuntimeSettings values = readRuntimeSettings(settings);
    QVERIFY(!settings.error());
    QCOMPARE(values.inputKey, QByteArray("metrics"));
    QCOMPARE(values.function.entry.function, QStringLiteral("main"));
    QCOMPARE(values.interval, 3000ms);
}

void TestRuntimeSettings::summaryTellsNoSecrets()
{
    read({{QStringLiteral("REDIS_URL"), QStringLiteral("redis://user:canary@h:1/2")},
          {QStringLiteral("FUNCTION_ZIP"), QStringLiteral("http://user:canary@h/f.zip?token=canary")},
          {QStringLiteral("PYFILE"), QStringLiteral("canary = 1")},
          {QStringLiteral("SLEEP_TIME"), QStringLiteral("2")}},
         {QStringLiteral("--output-key"), QStringLiteral("out")});
    const QStringList lines = m_settings->summary();
    for (const char *line :
         {"REDIS_URL=redis://h:1/2 (from REDIS_URL)", "FUNCTION_ZIP=http://h/f.zip (from FUNCTION_ZIP)",
          "PYFILE=[10 characters] (from PYFILE)", "INTERVAL=2 (from SLEEP_TIME)",
          "REDIS_OUTPUT_KEY=out (from --output-key)", "TRIGGER=poll (default)"})
        QVERIFY2(lines.contains(QLatin1String(line)), qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY(!lines.join(QLatin1Char('\n')).contains(QStringLiteral("canary")));
    const QString error = errorOf({{QStringLiteral("FUNCTION_ZIP"), QStringLiteral("http://u:canary@h/a")},
                                   {QStringLiteral("ZIP_URL"), QStringLiteral("http://u:canary@h/b")}});
    QVERIFY2(error.contains(QStringLiteral("FUNCTION_ZIP=http://h/a and ZIP_URL=http://h/b")), qPrintable(error));
    const std::pair noFile(QStringLiteral("PYFILE_PATH"), QString());
    const QString wrong =
        errorOf({noFile, {QStringLiteral("FUNCTION_ZIP"), QStringLiteral("ftp://u:canary@h/a?canary")}});
    QVERIFY2(wrong.startsWith(QStringLiteral("FUNCTION_ZIP=ftp://h/a: no such file")), qPrintable(wrong));
}

void TestRuntimeSettings::checkNeedsNoKeys()
{
    const std::pair noKey(QStringLiteral("REDIS_INPUT_KEY"), QString());
    QVERIFY(errorOf({noKey}).startsWith(QStringLiteral("REDIS_INPUT_KEY (or --input-key) is not set")));
    const RuntimeSettings values = read({noKey}, {QStringLiteral("--check")});
    QVERIFY(!m_settings->error());
    QCOMPARE(values.warnings.size(), 2);
    QCOMPARE(errorOf({}, {QStringLiteral("--input"), QStringLiteral("f")}),
             QStringLiteral("--input=f: only with --check"));
}

QTEST_GUILESS_MAIN(TestRuntimeSettings)
#include "tst_runtimesettings.moc"
