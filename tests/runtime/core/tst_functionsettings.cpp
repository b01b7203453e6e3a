// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the function's origin: its entry point, file or zip.
#include "common/core/literals.h"
#include "runtime/core/functionsettings.h"
#include "runtime/core/runtimesettings.h"
#include "tests/support/runtimesettingsfixture.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;

class TestFunctionSettings : public QObject, private test::RuntimeSettingsFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUp(); }
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
};

void TestFunctionSettings::entryPointsAreParsed_data()
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

void TestFunctionSettings::entryPointsAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QString, module);
    QFETCH(QString, function);
    const Result<EntryPoint> entry = EntryPoint::parse(text);
    QCOMPARE(bool(entry), !function.isEmpty());
    if (entry)
        QCOMPARE(*entry, (EntryPoint{module, function}));
}

void TestFunctionSettings::entryFileAndFunctionMakeTheEntryPoint()
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
void TestFunctionSettings::entryFunctionIsReadFromAllNames_data()
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

void TestFunctionSettings::entryFunctionIsReadFromAllNames()
{
    QFETCH(Environment, environment);
    const EntryPoint entry = read(environment).function.entry;
    QTEST(m_settings->error() ? m_settings->error()->message : entry.module, "module");
    if (!m_settings->error())
        QTEST(entry.function, "function");
}

void TestFunctionSettings::functionOriginIsChosen_data()
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

void TestFunctionSettings::functionOriginIsChosen()
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

void TestFunctionSettings::unknownPreferenceIsExplained()
{
    for (const char *name : {"PYFILE_OR_ZIP", "RUNTIME_SOURCE_TYPE"}) {
        QCOMPARE(errorOf({{QString::fromLatin1(name), u"banana"_s}}),
                 QString::fromLatin1(name) + u"=banana: must be zip, url or base64 for the zip, or pyfile, "
                                             "file, script or module for the Python file"_s);
    }
}

void TestFunctionSettings::settingsOfAKnownDeploymentWork()
{
    const RuntimeSettings values = read({{u"ZIP_FILE_PATH"_s, u"/opt/no/function.zip"_s},
                                         {u"ZIP_BASE64"_s, u"UEsF"_s},
                                         {u"PYFILE_OR_ZIP"_s, u"zip"_s},
                                         {u"PYFILE_PATH"_s, u"/opt/no/usermodule.py"_s}});
    QVERIFY(!m_settings->error());
    QCOMPARE(values.function.kind, FunctionOrigin::Kind::ZipText);
}

void TestFunctionSettings::usualModuleFilesAreSearched()
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

QTEST_GUILESS_MAIN(TestFunctionSettings)
#include "tst_functionsettings.moc"
