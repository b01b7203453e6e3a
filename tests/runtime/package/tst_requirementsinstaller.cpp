// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/package/requirementsinstaller.h"
#include "tests/support/paths.h"
#include "tests/support/python.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <csignal>
#include <memory>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

namespace {

constexpr int pipTimeout = 60000; // ms; pip is slow on a busy machine

/// An installation and its outcome.
struct Outcome
{
    explicit Outcome(const RequirementsInstaller::Options &options);

    RequirementsInstaller installer;
    QByteArrayList lines;
    int installed = 0;
    QStringList errors;

    int ends() const { return installed + static_cast<int>(errors.size()); }
};

Outcome::Outcome(const RequirementsInstaller::Options &options)
    : installer(options)
{
    QObject::connect(&installer, &RequirementsInstaller::printed, &installer,
                     [this](const QByteArray &line) { lines << line; });
    QObject::connect(&installer, &RequirementsInstaller::installed, &installer, [this] { ++installed; });
    QObject::connect(&installer, &RequirementsInstaller::failed, &installer,
                     [this](const Error &error) { errors << error.message; });
    installer.start();
}

} // namespace

/// Uses the real pip, which needs no network to install wheels from files.
class TestRequirementsInstaller : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void installsOnlyIntoTheFolder();
    void ignoresModulesBesideTheFile();
    void ignoresThePythonPath();
    void reportsTheErrorOfPip_data();
    void reportsTheErrorOfPip();
    void reportsThatPipIsMissing();
    void reportsAnInterpreterThatCannotStart();
    void endsAtTheDeadline();
    void deletionStopsTheInstallation();
    void installerMayBeDeletedInItsSlot();

private:
    QString path(const QString &name) const { return m_base->filePath(name); }
    void write(const QString &name, const QByteArray &content) const;
    RequirementsInstaller::Options options() const;
    RequirementsInstaller::Options endlessOptions() const;

    std::unique_ptr<QTemporaryDir> m_base; // contains package/, target/, home/ and tmp/
    QString m_wheel;
};

void TestRequirementsInstaller::initTestCase()
{
    for (const QString &name : QProcessEnvironment::systemEnvironment().keys()) {
        if (name.startsWith("PIP_"_L1) || name.startsWith("PYTHON"_L1))
            qunsetenv(name.toLatin1().constData());
    }
    qputenv("PIP_USER", "1");         // as on machines where this is the default
    qputenv("PATH", "/usr/bin:/bin"); // pip runs rustc, and rustup's writes into HOME
}

void TestRequirementsInstaller::init()
{
    m_base = std::make_unique<QTemporaryDir>();
    for (const char *folder : {"package/wheels", "home", "tmp"})
        QVERIFY(QDir(m_base->path()).mkpath(QLatin1String(folder)));
    qputenv("HOME", path(u"home"_s).toUtf8());
    qputenv("TMPDIR", path(u"tmp"_s).toUtf8());
    m_wheel = runPython({test::dataPath("/make_wheel.py"), path(u"package/wheels"_s), u"answers"_s});
    QVERIFY(!m_wheel.isEmpty());
    write(u"package/requirements.txt"_s, "--no-index\n./wheels/" + m_wheel.toUtf8() + '\n');
}

void TestRequirementsInstaller::cleanup()
{
    qunsetenv("TMPDIR");
}

void TestRequirementsInstaller::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.setPermissions(file.permissions() | QFile::ExeOwner);
}

RequirementsInstaller::Options TestRequirementsInstaller::options() const
{
    RequirementsInstaller::Options options;
    options.requirementsFile = path(u"package/requirements.txt"_s);
    options.targetFolder = path(u"target"_s);
    return options;
}

/// A pip that never ends and prints its process id.
RequirementsInstaller::Options TestRequirementsInstaller::endlessOptions() const
{
    write(u"python"_s, "#!/bin/sh\nsleep 1000 &\necho $!\nwait\n");
    RequirementsInstaller::Options options = this->options();
    options.python = path(u"python"_s);
    return options;
}

void TestRequirementsInstaller::installsOnlyIntoTheFolder()
{
    auto outcome = std::make_unique<Outcome>(options());
    QTRY_COMPARE_WITH_TIMEOUT(outcome->ends(), 1, pipTimeout);
    QVERIFY2(outcome->installed, qPrintable(outcome->errors.value(0)));
    QVERIFY(outcome->lines.contains("Successfully installed answers-1.0"));
    outcome.reset();
    const QString code = u"import sys; sys.path.append(sys.argv[1]); import answers; print(answers.ANSWER)"_s;
    QCOMPARE(runPython({u"-c"_s, code, path(u"target"_s)}), u"42"_s);
    for (const char *untouched : {"home", "tmp"})
        QVERIFY2(QDir(path(QLatin1String(untouched))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 untouched);
    QCOMPARE(QDir(path(u"package"_s)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList({u"requirements.txt"_s, u"wheels"_s}));
}

/// The folder contains the user's function, whose modules may have the names of Python's own.
void TestRequirementsInstaller::ignoresModulesBesideTheFile()
{
    for (const char *name : {"pip.py", "json.py", "logging.py"})
        write(u"package/"_s + QLatin1String(name), "raise SystemExit('taken')\n");
    Outcome outcome(options());
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    QVERIFY2(outcome.installed, qPrintable(outcome.errors.value(0)));
}

void TestRequirementsInstaller::ignoresThePythonPath()
{
    write(u"home/json.py"_s, "raise SystemExit('taken')\n");
    qputenv("PYTHONPATH", path(u"home"_s).toUtf8());
    Outcome outcome(options());
    qunsetenv("PYTHONPATH");
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    QVERIFY2(outcome.installed, qPrintable(outcome.errors.value(0)));
}

void TestRequirementsInstaller::reportsTheErrorOfPip_data()
{
    QTest::addColumn<QByteArray>("requirements");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QByteArray &requirements, const char *why) {
        QTest::newRow(name) << requirements << QString::fromLatin1(why);
    };
    row("missing package", "--no-index\nanswers==2.0\n", "No matching distribution found for answers==2.0");
    row("missing wheel", "--no-index\n./wheels/other-1.0-py3-none-any.whl\n", "No such file or directory");
    row("nonsense", "--no-index\n!\n", "Invalid requirement: '!'");
}

void TestRequirementsInstaller::reportsTheErrorOfPip()
{
    QFETCH(QByteArray, requirements);
    QFETCH(QString, why);
    write(u"package/requirements.txt"_s, requirements);
    Outcome outcome(options());
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    const QString error = outcome.errors.value(0);
    QVERIFY2(error.startsWith(u"Cannot install the packages in %1: "_s.arg(options().requirementsFile)),
             qPrintable(error));
    QVERIFY2(error.contains(why), qPrintable(error));
    QVERIFY(!QFile::exists(path(u"target/answers.py"_s)));
}

void TestRequirementsInstaller::reportsThatPipIsMissing()
{
    runPython({u"-m"_s, u"venv"_s, u"--without-pip"_s, path(u"bare"_s)});
    RequirementsInstaller::Options options = this->options();
    options.python = path(u"bare/bin/python3"_s);
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    QVERIFY2(outcome.errors.value(0).endsWith("there is no pip; install the package python3-pip"_L1),
             qPrintable(outcome.errors.value(0)));
}

void TestRequirementsInstaller::reportsAnInterpreterThatCannotStart()
{
    RequirementsInstaller::Options options = this->options();
    options.python = path(u"no-python"_s);
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    QVERIFY2(outcome.errors.value(0).contains("could not be started"_L1), qPrintable(outcome.errors.value(0)));
}

void TestRequirementsInstaller::endsAtTheDeadline()
{
    RequirementsInstaller::Options options = endlessOptions();
    options.deadline = 2000ms;
    Outcome outcome(options);
    QTRY_COMPARE_WITH_TIMEOUT(outcome.ends(), 1, pipTimeout);
    QVERIFY2(outcome.errors.value(0).endsWith("pip did not finish within 2000 ms"_L1),
             qPrintable(outcome.errors.value(0)));
    const pid_t process = outcome.lines.value(0).toInt();
    QVERIFY(process > 0);
    QTRY_COMPARE_WITH_TIMEOUT(::kill(process, 0), -1, pipTimeout);
}

void TestRequirementsInstaller::deletionStopsTheInstallation()
{
    auto outcome = std::make_unique<Outcome>(endlessOptions());
    QTRY_VERIFY_WITH_TIMEOUT(!outcome->lines.isEmpty(), pipTimeout);
    const pid_t process = outcome->lines.value(0).toInt();
    QVERIFY(process > 0);
    outcome.reset();
    QTRY_COMPARE_WITH_TIMEOUT(::kill(process, 0), -1, pipTimeout);
}

void TestRequirementsInstaller::installerMayBeDeletedInItsSlot()
{
    for (const QString &python : {QString(), path(u"no-python"_s)}) {
        RequirementsInstaller::Options options = this->options();
        options.python = python;
        auto installer = std::make_unique<RequirementsInstaller>(options);
        connect(installer.get(), &RequirementsInstaller::installed, this, [&installer] { installer.reset(); });
        connect(installer.get(), &RequirementsInstaller::failed, this, [&installer] { installer.reset(); });
        installer->start();
        QTRY_VERIFY_WITH_TIMEOUT(!installer, pipTimeout);
    }
}

QTEST_GUILESS_MAIN(TestRequirementsInstaller)
#include "tst_requirementsinstaller.moc"
