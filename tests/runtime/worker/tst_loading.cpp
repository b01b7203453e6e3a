// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/worker/pythonhost.h"
#include "tests/support/loadingfixture.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

/// How the user's module is found and imported, in the real interpreter.
class TestLoading : public QObject, private LoadingFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startPython(); }
    void init() { setUp(); }
    void entryPointsAreFound_data();
    void entryPointsAreFound();
    void failuresAreExplained_data();
    void failuresAreExplained();
    void functionOfOneFile();
    void copyOfTheFunctionIsLoaded();
    void installedPackagesAreFound();
    void readFilesAreReported();
    void networkCountersHaveTwoNames();
};

void TestLoading::entryPointsAreFound_data()
{
    QTest::addColumn<QStringList>("files"); // name=text
    QTest::addColumn<QString>("entry");
    const QString plain = u"def handler(input, context): return 'here'"_s;
    const QString helper = u"import helper\ndef handler(i, c): return helper.word"_s;
    const QString relative = u"from .helper import word\ndef handler(i, c): return word"_s;
    const QString word = u"word = 'here'"_s;
    const auto row = [](const char *name, const char *entry, const QStringList &files) {
        QTest::newRow(name) << files << QString::fromLatin1(entry);
    };
    const auto file = [](const char *name, const QString &text) { return QString::fromLatin1(name) + '='_L1 + text; };
    row("only file", "handler", {file("any.py", plain)});
    row("the file that defines it", "handler", {file("a.py", word), file("b.py", plain)});
    row("usual name", "handler", {file("a.py", plain), file("main.py", plain)});
    row("other function", "run", {file("a.py", u"def run(input, context): return 'here'"_s)});
    row("handler that is imported", "handler",
        {file("main.py", u"from impl import handler"_s), file("impl.py", plain)});
    row("lambda", "handler", {file("a.py", u"handler = lambda i, c: 'here'"_s)});
    row("below", "handler", {file("a/b/deep.py", plain), file("a/b/x.py", word), file("top.py", word)});
    row("module", "mod.handler", {file("mod.py", plain), file("other.py", word)});
    row("module and sibling", "mod.handler", {file("mod.py", helper), file("helper.py", word)});
    row("package", "pkg.handler", {file("pkg/__init__.py", plain)});
    row("package module", "pkg.mod.handler", {file("pkg/__init__.py", u""_s), file("pkg/mod.py", plain)});
    row("package module, relative import", "pkg.mod.handler",
        {file("pkg/__init__.py", u""_s), file("pkg/mod.py", relative), file("pkg/helper.py", word)});
    row("package module, absolute import", "pkg.mod.handler",
        {file("pkg/__init__.py", u""_s),
         file("pkg/mod.py", u"from pkg.helper import word\ndef handler(i, c): return word"_s),
         file("pkg/helper.py", word)});
    row("package module, import as of a script", "pkg.mod.handler",
        {file("pkg/__init__.py", u""_s), file("pkg/mod.py", helper), file("pkg/helper.py", word)});
    row("folder without __init__", "pkg.mod.handler", {file("pkg/mod.py", relative), file("pkg/helper.py", word)});
    row("file", "mod.py:handler", {file("mod.py", plain)});
    row("file in a folder", "src/mod.py:handler", {file("src/mod.py", helper), file("src/helper.py", word)});
    row("folder with dashes", "my-func/the-file.py:handler",
        {file("my-func/the-file.py", helper), file("my-func/helper.py", word)});
    row("folder with dashes, relative import", "my-func/the-file.py:handler",
        {file("my-func/the-file.py", relative), file("my-func/helper.py", word), file("my-func/__init__.py", u""_s)});
    row("folder with a dot", "v1.0/mod.py:handler", {file("v1.0/mod.py", helper), file("v1.0/helper.py", word)});
    row("top folder", "handler", {file("project/main.py", helper), file("project/helper.py", word)});
    row("top folder, module", "main.handler", {file("my-project/main.py", helper), file("my-project/helper.py", word)});
    row("top folder named", "project.main.handler", {file("project/main.py", plain)});
    row("top folder is a package", "main.handler",
        {file("project/__init__.py", u""_s), file("project/main.py", relative), file("project/helper.py", word)});
    row("top folder with a package", "pkg.mod.handler",
        {file("top/pkg/__init__.py", u""_s), file("top/pkg/mod.py", relative), file("top/pkg/helper.py", word)});
    row("name of a standard module", "string.handler", {file("string.py", plain)});
}

void TestLoading::entryPointsAreFound()
{
    QFETCH(QStringList, files);
    QFETCH(QString, entry);
    for (const QString &file : files)
        write(file.section('='_L1, 0, 0), file.section('='_L1, 1).toUtf8());
    QCOMPARE(failureOf(inFolder(entry)), u"loaded"_s);
    QCOMPARE(call(), QByteArray("\"here\""));
}

void TestLoading::failuresAreExplained_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *what, const char *name, const char *text, const char *entry, const char *message) {
        QTest::newRow(what) << QString::fromLatin1(name) << QByteArray(text) << QString::fromLatin1(entry)
                            << QString::fromLatin1(message);
    };
    row("no module", "main.py", "x = 1", "mod.handler", "there is no module mod in f.zip; it contains main.py");
    row("no file", "main.py", "x = 1", "a/b.py:handler", "there is no module a/b.py in f.zip; it contains main.py");
    row("outside", "main.py", "x = 1", "../main.py:handler",
        "there is no module ../main.py in f.zip; it contains main.py");
    row("no Python file", "readme.txt", "x = 1", "handler",
        "no file in f.zip defines a function handler(input, context); it contains no Python file");
    row("nowhere", "main.py", "x = 1", "handler",
        "no file in f.zip defines a function handler(input, context); it contains main.py");
    row("no function", "main.py", "\ndef other(): pass\ndef third(): pass", "main.handler",
        "DIR/main.py defines no function handler(input, context); it defines other (line 2), third (line 3)");
    row("no function at all", "main.py", "x = 1", "main.handler",
        "DIR/main.py defines no function handler(input, context); it defines no function at all");
    row("no function but a number", "main.py", "x = 1\nhandler = 5", "main.handler",
        "handler is not a function, but of type int (DIR/main.py, line 2)");
    row("one parameter", "main.py", "\n\ndef handler(event): pass", "main.handler",
        "handler(event) cannot be called with two arguments, the input and the context: too many positional arguments "
        "(DIR/main.py, line 3)");
    row("three parameters", "main.py", "def handler(a, b, c): pass", "main.handler",
        "handler(a, b, c) cannot be called with two arguments, the input and the context: missing a required argument: "
        "'c' (DIR/main.py, line 1)");
    row("keyword only", "main.py", "def handler(a, *, context): pass", "main.handler",
        "handler(a, *, context) cannot be called with two arguments, the input and the context: too many positional "
        "arguments (DIR/main.py, line 1)");
    row("coroutine", "main.py", "async def handler(a, b): pass", "main.handler",
        "handler is a coroutine function; write def instead of async def (DIR/main.py, line 1)");
    row("partial of a coroutine", "main.py",
        "import functools\nasync def run(x, a, b): pass\nhandler = functools.partial(run, 1)", "main.handler",
        "handler is a coroutine function; write def instead of async def (DIR/main.py)");
    row("object with a coroutine", "main.py",
        "class Handler:\n async def __call__(self, a, b): pass\nhandler = Handler()", "main.handler",
        "__call__ of handler is a coroutine function; write def instead of async def (DIR/main.py, line 2)");
    row("generator", "main.py", "def handler(a, b):\n yield {}", "main.handler",
        "handler is a generator function; return the result instead of yielding it (DIR/main.py, line 1)");
    row("object with a generator", "main.py",
        "class Handler:\n def __call__(self, a, b): yield {}\nhandler = Handler()", "main.handler",
        "__call__ of handler is a generator function; return the result instead of yielding it (DIR/main.py, line 2)");
    row("method that is a generator", "main.py",
        "class Handler:\n def run(self, a, b): yield {}\nhandler = Handler().run", "main.handler",
        "handler is a generator function; return the result instead of yielding it (DIR/main.py, line 2)");
    row("asynchronous generator", "main.py", "async def handler(a, b):\n yield {}", "main.handler",
        "handler is an asynchronous generator function; write def instead of async def, and return the result instead "
        "of yielding it (DIR/main.py, line 1)");
    row("syntax", "main.py", "x = 1\ndef handler(a, b)\n    pass", "main.handler",
        "SyntaxError: expected ':' (DIR/main.py, line 2)");
    row("indentation", "main.py", "def handler(a, b):\npass", "handler",
        "IndentationError: expected an indented block after function definition on line 1 (DIR/main.py, line 2)");
    row("raises at import", "main.py", "x = 1\n1 / x / 0\ndef handler(a, b): pass", "handler",
        "ZeroDivisionError: float division by zero (DIR/main.py, line 2)");
    row("exits at import", "main.py", "import sys\nsys.exit(3)\ndef handler(a, b): pass", "handler",
        "SystemExit: 3 (DIR/main.py, line 2)");
    row("missing package", "main.py", "import numbpy\ndef handler(a, b): pass", "handler",
        "ModuleNotFoundError: No module named 'numbpy' (DIR/main.py, line 1); name its package in a requirements.txt: "
        "in the zip, or in any folder, with NEW_REQUERIMENTS=/path/requirements.txt in the environment");
}

void TestLoading::failuresAreExplained()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, entry);
    QFETCH(QString, message);
    write(name, text);
    QCOMPARE(failureOf(inFolder(entry)), message);
}

void TestLoading::functionOfOneFile()
{
    write(u"mine.py"_s, "def handler(i, c): return [__name__, __file__, c.function_getmtime]");
    FunctionVersion version = asFile(u"mine.py"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    QCOMPARE(call(), R"(["usermodule", ")" + version.file.toUtf8() + R"(", "2026-01-02 03:04:05"])");

    for (const char *module : {"usermodule", "mine", "mine.py"}) {
        version.number = ++m_number;
        version.module = QLatin1String(module);
        QCOMPARE(failureOf(version), u"loaded"_s);
    }
    version.number = ++m_number;
    version.module = u"other"_s;
    QCOMPARE(failureOf(version), u"the handler must be in module other, but the function is the file DIR/mine.py"_s);
}

// The file may have changed after the version was created.
void TestLoading::copyOfTheFunctionIsLoaded()
{
    write(u"mine.py"_s, "def handler(i, c): return 'new'");
    write(u"copy"_s, "def handler(i, c):\n    return 1 / 0 # old");
    FunctionVersion version = asFile(u"mine.py"_s);
    version.copy = m_folder->filePath(u"copy"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    const CallOutcome outcome = m_host->call("{}");
    QVERIFY2(outcome.failure.message.contains(u"mine.py, line 2"_s), qPrintable(outcome.failure.message));
    QVERIFY2(outcome.failure.trace.contains(u"# old"_s), qPrintable(outcome.failure.trace));
}

void TestLoading::installedPackagesAreFound()
{
    write(u"code/main.py"_s, "import library, json\ndef handler(i, c): return [library.x, json.__name__]");
    write(u"libraries/library.py"_s, "x = 1");
    write(u"libraries/helper.py"_s, "1 / 0");
    FunctionVersion version = asFile(u"code/main.py"_s);
    version.libraries = m_folder->filePath(u"libraries"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    QCOMPARE(call(), QByteArray(R"([1, "json"])"));
    QCOMPARE(m_host->files(), QStringList{version.file});
}

void TestLoading::readFilesAreReported()
{
    write(u"main.py"_s, "import helper\ndef handler(i, c): return helper.x");
    write(u"helper.py"_s, "x = 1");
    const FunctionVersion version = asFile(u"main.py"_s);
    QCOMPARE(failureOf(version), u"loaded"_s);
    QStringList files = m_host->files();
    QVERIFY(files.contains(version.file) && files.contains(m_folder->filePath(u"helper.py"_s)));
    write(u"helper.py"_s, "x = = 1"); // a failed load also returns them: the error may be in any of them
    QVERIFY(failureOf(asFile(u"main.py"_s)).startsWith(u"SyntaxError"_s));
    files = m_host->files();
    QVERIFY(files.contains(version.file) && files.contains(m_folder->filePath(u"helper.py"_s)));
}

void TestLoading::networkCountersHaveTwoNames()
{
    write(u"a.py"_s, R"(
import copy, json, pickle
def refuses(action):
    try:
        action()
    except KeyError as error:
        return error.args[0]
def copies(i, key):
    return [copy.copy(i)[key], copy.deepcopy([i])[0][key]]
def handler(i, c):
    n = "net_io_counters_eth0-"
    own = i.copy()
    return [
        i[n + "bytes_sent1"], i.get(n + "bytes_sent1"), i[n + "bytes_recv"], i.get(n + "bytes_recv"),
        list(i), json.loads(json.dumps(i)) == dict(i), len(i), n + "bytes_sent1" in i,
        i.get(n + "errin1"), i.get(n + "errin1", 7), refuses(lambda: i[n + "errin1"]), refuses(lambda: i["cpu1"]),
        i.get("cpu1"), i.get(1), own[n + "bytes_sent1"], copies(i, n + "bytes_sent1"), isinstance(i, dict), type(pickle.loads(pickle.dumps(i))) is dict,
    ]
)");
    QCOMPARE(failureOf(asFile(u"a.py"_s)), u"loaded"_s);
    const QByteArray input =
        R"({"net_io_counters_eth0-bytes_sent": 1, "net_io_counters_eth0-bytes_recv1": 2, "cpu": 3})";
    QCOMPARE(
        call(input),
        QByteArray(
            R"([1, 1, 2, 2, ["net_io_counters_eth0-bytes_sent", "net_io_counters_eth0-bytes_recv1", "cpu"], )"
            R"(true, 3, false, null, 7, "net_io_counters_eth0-errin1", "cpu1", null, null, 1, [1, 1], true, true])"));
}

QTEST_GUILESS_MAIN(TestLoading)
#include "tst_loading.moc"
