// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/runtimesettings.h"

#include <QFile>
#include <QTemporaryFile>
#include <QTest>

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
    QFile file(QStringLiteral(PULSE_TEST_SOURCES "/runtime/README.md"));
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
    void twoNamesWithDifferentValues();
    void redisServer_data();
    void redisServer();
    void entryPoints_data();
    void entryPoints();
    void entryFile();
    void functionOrigin_data();
    void functionOrigin();
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
    read({{name, QStringLiteral("7")}});
    QCOMPARE(m_settings->text(flag), name == QLatin1String("FUNCTION_PATH") ? m_file.fileName() : QStringLiteral("7"));
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
                            << QString::fromLatin1(server);
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
