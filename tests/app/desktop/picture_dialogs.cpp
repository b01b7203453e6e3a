// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the window's dialogs, sheets and menus into pictures, for tools/pictures.py.
//
// Usage: picture_dialogs FOLDER LANGUAGE light|dark      as in FOLDER/dialog-redis-LANGUAGE-light.png
#include "app/desktop/connections/connectiondialog.h"
#include "app/desktop/session.h"
#include "app/desktop/svgpicture.h"
#include "app/pages/chartpanel.h"
#include "app/pages/page.h"
#include "app/widgets/sheet.h"
#include "app/window/grabber.h"
#include "app/window/language.h"
#include "app/window/statuschip.h"
#include "app/window/statusdetails.h"
#include "app/window/titlebutton.h"
#include "app/window/windowmenu.h"
#include "common/core/literals.h"
#include "tests/support/connections.h"
#include "tests/support/pageindex.h"
#include "tests/support/redisserver.h"
#include "tests/support/shownwidgets.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace pulse;
using namespace pulse::test;

namespace {

using Kind = Connection::Kind;

Connection named(const char *name, const char *url, const char *key)
{
    Connection connection = test::redisConnection(url, key);
    connection.name = QString::fromUtf8(name);
    return connection;
}

/// Returns the connections in the lists of the pictures; the last one uses SSH.
QList<Connection> knownOnes()
{
    Connection gateway;
    gateway.kind = Kind::Gateway;
    gateway.gateway = QUrl(u"wss://pulse.example.org/feed"_s);
    Connection behind = named("Lab", "redis://127.0.0.1:6379", "2021031637-proj3-output");
    behind.ssh.emplace();
    behind.ssh->destination = *SshDestination::parse(u"ana@vm.example.org:2222"_s);
    behind.ssh->jumps = *SshDestination::parseJumps(u"gate.example.org"_s);
    behind.ssh->identityFile = u"/home/ana/.ssh/lab"_s;
    return {gateway, named("Staging", "rediss://reader@db.example.org:6380/0?cafile=/etc/ssl/lab.pem", "results"),
            behind};
}

/// Opens the dialogs, sheets and menus one after the other and saves a picture of each.
class Pictures
{
public:
    Pictures(const QString &folder, const QString &ending, Session &session)
        : m_folder(folder)
        , m_ending(ending)
        , m_session(session)
    {
    }

    void take()
    {
        takeMenu();
        takeSheets();
        takeConnections();
        takeQuestions();
        takeChartMenu();
    }

private:
    void save(const char *name, QWidget &widget)
    {
        QApplication::processEvents();
        savePixmap(name, widget.grab());
    }

    void savePixmap(const char *name, const QPixmap &picture)
    {
        const QString file = u"%1/dialog-%2-%3.png"_s.arg(m_folder, QLatin1String(name), m_ending);
        if (!picture.save(file))
            qFatal("Cannot write %s", qPrintable(file));
    }

    MainWindow &window() { return m_session.window(); }

    void takeMenu()
    {
        QMenu *menu = window().findChild<WindowMenu *>()->menu();
        QMenu *title = window().findChild<TitleButton *>()->menu();
        for (const auto &[name, one] : {std::pair("menu", menu), std::pair("menu-title", title)}) {
            one->popup({});
            save(name, *one);
            one->close();
        }
        window().findChild<StatusChip *>()->click();
        auto *details = window().findChild<StatusDetails *>();
        save("status", *details);
        details->close();
    }

    void takeSheets()
    {
        const auto *menu = window().findChild<WindowMenu *>();
        const QStringList pages = pageNames();
        for (int page = 0; page < pages.size(); ++page) {
            window().showPage(page);
            Q_EMIT const_cast<WindowMenu *>(menu)->helpRequested();
            save(qPrintable(u"help-"_s + pages.at(page)), window());
        }
        Q_EMIT const_cast<WindowMenu *>(menu)->keysRequested();
        save("keys", window());
        delete window().findChild<Sheet *>();
        window().showPage(test::PageIndex::Overview);
    }

    void takeConnections()
    {
        constexpr std::array kinds = {"this-machine", "redis", "gateway", "demo"}; // Connection::Kind
        QList<Connection> all = knownOnes();
        all.prepend(Connection());
        all.append(m_session.connection()); // demo data
        for (const Connection &one : std::as_const(all)) {
            ConnectionDialog dialog(one, knownOnes(), &m_secrets, &window());
            dialog.show();
            save(qPrintable(u"connect-"_s + QLatin1String(kinds.at(static_cast<std::size_t>(one.kind)))), dialog);
        }
        takeServer();
        ConnectionDialog dialog(named("", "redis://127.0.0.1", ""), knownOnes(), &m_secrets, &window());
        dialog.show();
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault())
                button->click();
        }
        save("connect-problem", dialog);
    }

    static void press(const QWidget &dialog, const QString &text)
    {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == text)
                button->click();
        }
    }

    /// Saves the list of keys that were found on a server, and a test of a connection to a key that it does not have.
    void takeServer()
    {
        RedisServer server;
        if (!server.start())
            qFatal("No redis-server");
        for (const char *key : {"2021031637-proj3-output", "2021031645-proj3-output", "lab-output"}) {
            if (!server.call({"SET", key, "{}"}))
                qFatal("redis-server does not take %s", key);
        }
        Connection connection = named("", "redis://127.0.0.1", "");
        connection.redis = server.url();
        takeFoundKeys(connection);
        connection.outputKey = "results";
        ConnectionDialog dialog(connection, knownOnes(), &m_secrets, &window());
        dialog.show();
        press(dialog, ConnectionDialog::tr("Test connection"));
        const auto hasFailed = [&dialog] { return showsText(dialog, u"✗"_s); };
        if (!QTest::qWaitFor(hasFailed))
            qFatal("The test did not end");
        save("connect-test", dialog);
    }

    void takeFoundKeys(const Connection &connection)
    {
        ConnectionDialog dialog(connection, knownOnes(), &m_secrets, &window());
        dialog.show();
        press(dialog, ConnectionDialog::tr("Find…"));
        const auto *output = dialog.findChild<QLineEdit *>(u"outputKey"_s);
        const auto isOpen = [output] { return output->completer() && output->completer()->popup()->isVisible(); };
        if (!QTest::qWaitFor(isOpen))
            qFatal("No keys were found");
        QPixmap picture = dialog.grab();
        QWidget *list = output->completer()->popup();
        QPainter painter(&picture);
        painter.drawPixmap(dialog.mapFromGlobal(list->mapToGlobal(QPoint())), list->grab());
        painter.end();
        savePixmap("connect-find", picture);
    }

    void takeChartMenu()
    {
        window().findChild<ChartPanel *>()->setFocus();
        QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(&window(), &wanted);
        for (auto *menu : window().findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
            save("menu-chart", *menu);
            menu->close();
        }
    }

    void takeQuestions()
    {
        SshTunnel tunnel({});
        const SshPrompt prompt(tunnel, window());
        const QList<std::pair<const char *, SshQuestion>> questions = {
            {"ssh-passphrase", {u"Enter passphrase for key '/home/ana/.ssh/lab': "_s}},
            {"ssh-host",
             {u"The authenticity of host '[vm.example.org]:2222 ([192.0.2.7]:2222)' can't be established.\n"
              "ED25519 key fingerprint is SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDRpjXB1hRZz1GsFQE.\n"
              "This key is not known by any other names.\n"
              "Are you sure you want to continue connecting (yes/no/[fingerprint])? "_s,
              SshQuestion::Kind::YesNo}},
            {"ssh-key",
             {u"Confirm user presence for key ED25519-SK SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDRpjXB1hRZz1GsFQE"_s,
              SshQuestion::Kind::Notice}}};
        for (const auto &[name, question] : questions) {
            Q_EMIT tunnel.asked(question);
            save(name, *window().findChild<QDialog *>());
            Q_EMIT tunnel.withdrawn();
            QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    }

    QString m_folder;
    QString m_ending;
    Session &m_session;
    QTemporaryDir m_settingsFolder;
    QSettings m_settings{m_settingsFolder.filePath(u"s.conf"_s), QSettings::IniFormat};
    SecretStore m_secrets{m_settings};
};

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    usePictureFont();
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 4) {
        std::fprintf(stderr, "Usage: picture_dialogs FOLDER LANGUAGE light|dark\n");
        return 2;
    }
    const Language language(arguments.at(2));
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"s.conf"_s), QSettings::IniFormat);
    ConnectionStore store(settings);
    for (const Connection &one : knownOnes()) {
        store.use(one);
        if (!one.name.isEmpty())
            store.save(one);
    }
    Connection demo;
    demo.kind = Kind::Demo;
    const bool isDark = arguments.at(3) == "dark"_L1;
    MainWindow::Options options;
    options.theme = isDark ? ThemeChoice::Dark : ThemeChoice::Light;
    options.makeSvg = svgPicture;
    Session session(demo, options, &settings);
    session.window().resize(1100, 700);
    session.window().show();
    Pictures(arguments.at(1), arguments.at(2) + '-'_L1 + arguments.at(3), session).take();
    return 0;
}
