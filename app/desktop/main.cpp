// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/dashboardsettings.h"
#include "app/desktop/desktopidentity.h"
#include "app/desktop/filesaver.h"
#include "app/desktop/session.h"
#include "app/desktop/svgpicture.h"
#include "app/desktop/tunnel/askpass.h"
#include "app/desktop/windowmemory.h"
#include "app/window/grabber.h"
#include "app/window/language.h"
#include "app/window/mainwindow.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/core/terminationsignals.h"
#include "common/core/utf8locale.h"

#include <QApplication>
#include <QSettings>
#include <QStyleFactory>

#include <cstdio>

using namespace pulse;

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "pulseboard: %s\n", qUtf8Printable(error.message));
    return 1;
}

Result<void> grab(MainWindow &window, const GrabSettings &settings)
{
    if (window.hasResults() || settings.anyway)
        return grabWindow(window, settings.file);
    const QString remedy = window.needsPerson()
                               ? u"To draw the window as it is, add --grab-anyway"_s
                               : u"Give it more time with --after, or draw the window as it is with --grab-anyway"_s;
    return Error{u"There was no result to draw after %1 s. %2 %3"_s.arg(
        QString::number(std::chrono::duration<double>(settings.after).count()),
        escapeControls(window.reasonForNoResults()), remedy)};
}

void grabLater(MainWindow &window, const GrabSettings &settings)
{
    QTimer::singleShot(settings.after, &window, [&window, settings] {
        const Result<void> grabbed = grab(window, settings);
        QCoreApplication::exit(grabbed ? 0 : fail(grabbed.error()));
    });
}

/// For runs without a user, in which a question of SSH would never be answered.
void reportQuestions(Session &session, bool areFatal)
{
    QObject::connect(&session, &Session::asked, &session, [areFatal](const SshQuestion &question) {
        qWarning("SSH asks: %s", qUtf8Printable(question.text));
        if (areFatal && question.kind != SshQuestion::Kind::Notice)
            QCoreApplication::exit(
                fail({u"SSH asks a question, but this run has no window to answer it. Connect once in a window, "
                      "or with ssh in a terminal, and use a key that needs no passphrase"_s}));
    });
}

bool isWatched(const DashboardSettings &settings)
{
    return !settings.grab && QGuiApplication::platformName() != "offscreen"_L1;
}

/// Returns the options of the previous window, replaced by those that were given now.
MainWindow::Options recalled(const DashboardSettings &settings, const WindowMemory &memory)
{
    MainWindow::Options options = settings.window;
    options.makeSvg = svgPicture;
    if (!settings.hasTheme)
        options.theme = memory.theme.value_or(options.theme);
    if (!settings.hasLanguage)
        options.language = memory.language.value_or(options.language);
    if (!settings.hasView)
        options.view.page = memory.page.value_or(options.view.page);
    if (!settings.hasRange)
        options.view.length = memory.length;
    return options;
}

/// Returns the last connection, unless one was given now.
Connection recalled(const DashboardSettings &settings, QSettings &stored)
{
    const QList<Connection> recent = ConnectionStore(stored).recent();
    return settings.hasConnection || settings.grab || recent.isEmpty() ? settings.connection : recent.constFirst();
}

int run(int &argc, char *argv[], const DashboardSettings &settings)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"Pulseboard"_s);
    QApplication::setApplicationName(u"pulseboard"_s);
    setDesktopIdentity();
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s)); // the palette is ours
    if (settings.grab)
        usePictureFont();
    const TerminationSignals signals;
    QSettings stored;
    const WindowMemory memory =
        settings.grab ? WindowMemory() : WindowMemory::read(stored); // pictures depend on the options only
    const MainWindow::Options options = recalled(settings, memory);
    Language language(options.language);
    Session session(recalled(settings, stored), options, settings.grab ? nullptr : &stored);
    if (!isWatched(settings))
        reportQuestions(session, !settings.grab || !settings.grab->anyway);
    MainWindow &window = session.window();
    QObject::connect(&window, &MainWindow::languageChosen, [&language](const QString &name) { language.choose(name); });
    QObject::connect(&signals, &TerminationSignals::received, &window, &MainWindow::close);
    QObject::connect(&window, &MainWindow::saveRequested, &window,
                     [&](const QString &name, const QByteArray &content) { saveFile(window, name, content); });
    window.resize(settings.size);
    if (!settings.hasSize)
        window.restoreGeometry(memory.geometry);
    window.show();
    if (settings.grab)
        grabLater(window, *settings.grab);
    if (settings.runFor)
        QTimer::singleShot(*settings.runFor, &window, &MainWindow::close);
    const int code = QApplication::exec();
    if (!settings.grab)
        WindowMemory::of(window).write(stored);
    return code;
}

} // namespace

int main(int argc, char *argv[])
{
    useUtf8Locale(); // as askpass, too: ssh would show Qt's warning as a message
    if (const auto code = runAskPass(argc, argv))
        return *code;
    installLogging();
    Settings settings = dashboardSettings();
    if (const auto code = settings.start(argc, argv))
        return *code;
    const DashboardSettings checked = readDashboardSettings(settings);
    if (const auto code = settings.reportError())
        return *code;
    settings.logWarnings();
    if (const Result<void> platform = preparePlatform(checked, QProcessEnvironment::systemEnvironment()); !platform)
        return fail(platform.error());
    return run(argc, argv, checked);
}
