// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/session.h"

#include "app/desktop/connections/connectiondialog.h"
#include "app/sources/desktop/tunnelsource.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

namespace pulse {

Session::Session(const Connection &connection, const MainWindow::Options &options, QSettings *settings)
    : m_connection(connection)
    , m_source(makeSource(connection))
    , m_window(std::make_unique<MainWindow>(*m_source, options))
{
    if (settings) {
        m_store.emplace(*settings);
        m_secrets.emplace(*settings);
    }
    connect(m_window.get(), &MainWindow::connectionRequested, this, [this] { askForConnection(); });
    connect(m_window.get(), &MainWindow::functionRequested, this, &Session::chooseFunction);
    connect(m_window.get(), &MainWindow::retranslated, this, &Session::offerConnections);
    keep(connection);
    watchPrompts();
    open();
}

Session::~Session()
{
    m_prompt.reset();
    m_window.reset();
}

void Session::use(const Connection &connection)
{
    follow(connection);
    keep(connection);
    open();
}

/// Shows the connection's source in the window, without opening it.
void Session::follow(const Connection &connection)
{
    m_recall.reset();
    m_prompt.reset();
    std::unique_ptr<ResultSource> source = makeSource(connection);
    m_window->setSource(*source);
    m_source = std::move(source);
    m_connection = connection;
    watchPrompts();
}

void Session::open()
{
    if (needsSecret())
        recallSecret();
    else
        m_source->open();
}

bool Session::needsSecret() const
{
    return m_secrets && m_connection.secret().isEmpty() && m_secrets->has(m_connection);
}

/// If no secret can be read, the user has to enter it.
void Session::recallSecret()
{
    m_recall = std::make_unique<QObject>();
    m_secrets->recall(m_connection, m_recall.get(), [this](const Result<QString> &secret) {
        m_recall.release()->deleteLater(); // it is the context of this call
        if (!secret) {
            m_source->open();
            askForConnection(secret.error().message);
            return;
        }
        Connection whole = m_connection;
        whole.setSecret(*secret);
        follow(whole);
        keep(whole);
        m_source->open();
    });
}

/// Stores or removes the secret, as chosen in the dialog.
void Session::take(const Connection &connection, bool keepsSecret)
{
    use(connection);
    if (!m_secrets)
        return;
    if (keepsSecret && !connection.secret().isEmpty())
        keepSecret(connection);
    else if (!keepsSecret && m_secrets->has(connection))
        m_secrets->forget(connection);
}

void Session::keepSecret(const Connection &connection)
{
    m_secrets->keep(connection, this, [this](const Result<void> &done) {
        if (!done)
            m_window->addNotice(done.error().message);
    });
}

/// Removes its secret, too, unless another known connection uses it.
void Session::forget(const Connection &connection)
{
    m_used.removeIf([&connection](const Connection &one) { return isSame(one, connection); });
    m_store->forget(connection);
    const QList<Connection> left = known();
    const bool isNeeded = std::ranges::any_of(
        left, [&connection](const Connection &one) { return one.account() == connection.account(); });
    if (!isNeeded && m_secrets->has(connection))
        m_secrets->forget(connection);
    offerConnections();
}

void Session::watchPrompts()
{
    auto *tunnelled = qobject_cast<TunnelSource *>(m_source.get());
    if (!tunnelled)
        return;
    m_prompt = std::make_unique<SshPrompt>(tunnelled->tunnel(), *m_window);
    connect(&tunnelled->tunnel(), &SshTunnel::asked, this, &Session::asked);
}

/// Also updates the connections that the window offers.
void Session::keep(const Connection &connection)
{
    m_used.removeIf([&connection](const Connection &one) { return isReplaced(one, connection); });
    Connection used = connection;
    used.lastUse = QDateTime::currentMSecsSinceEpoch();
    m_used.prepend(used);
    if (m_store) {
        m_store->use(used);
        if (!used.name.isEmpty())
            m_store->save(used);
    }
    offerConnections();
}

/// Returns this machine, demo data, named connections and recent ones. Those used in this run have their secrets.
QList<Connection> Session::known() const
{
    QList<Connection> all(2);
    all[1].kind = Connection::Kind::Demo;
    const auto add = [&all, this](const QList<Connection> &list) {
        for (const Connection &one : list) {
            const auto same = [&one](const Connection &other) { return isSame(one, other); };
            if (std::ranges::any_of(all, same))
                continue;
            const auto used = std::ranges::find_if(m_used, same);
            all.append(used == m_used.end() ? one : *used);
        }
    };
    if (m_store)
        add(m_store->named());
    add(m_used);
    if (m_store)
        add(m_store->recent());
    return all;
}

void Session::offerConnections()
{
    QList<TitleButton::Connection> choices;
    for (const Connection &one : known())
        choices.append({one.title(), isSame(one, m_connection), [this, one] { use(one); }});
    m_window->offerConnections(choices);
}

void Session::askForConnection(const QString &problem)
{
    if (!m_dialog || !m_dialog->isVisible()) {
        QList<Connection> others = known();
        others.removeIf([](const Connection &one) { return isSame(one, {}) || one.kind == Connection::Kind::Demo; });
        m_dialog = new ConnectionDialog(m_connection, m_store ? others : QList<Connection>(),
                                        m_secrets ? &*m_secrets : nullptr, m_window.get());
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ConnectionDialog::chosen, this, &Session::take);
        connect(m_dialog, &ConnectionDialog::forgotten, this, &Session::forget);
        m_dialog->open();
    }
    if (!problem.isEmpty())
        m_dialog->showSecretProblem(problem);
}

/// Lets this machine run a file that the user chooses. A named connection keeps its function.
void Session::chooseFunction()
{
    const QString &current = m_connection.function;
    const QString folder = current.isEmpty() ? QDir::homePath() : QFileInfo(current).absolutePath();
    const QString file =
        QFileDialog::getOpenFileName(m_window.get(), tr("Run my function"), folder, tr("Functions (*.py *.zip)"));
    if (file.isEmpty() || m_connection.kind != Connection::Kind::ThisMachine)
        return;
    Connection changed = m_connection;
    changed.name.clear();
    changed.function = file;
    use(changed);
}

} // namespace pulse
