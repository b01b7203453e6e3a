// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session.h"

#include "app/connections/connectiondialog.h"
#include "app/tunnel/tunnelsource.h"

#include <algorithm>

namespace pulse {
namespace {

bool isSame(const Connection &a, const Connection &b)
{
    return a.toJson() == b.toJson();
}

} // namespace

Session::Session(const Connection &connection, const MainWindow::Options &options, QSettings *settings)
    : m_connection(connection)
    , m_source(makeSource(connection))
    , m_window(std::make_unique<MainWindow>(*m_source, options))
{
    if (settings)
        m_store.emplace(*settings);
    connect(m_window.get(), &MainWindow::connectionWanted, this, &Session::askForConnection);
    connect(m_window.get(), &MainWindow::retranslated, this, &Session::offerConnections);
    keep(connection);
    watchPrompts();
    m_source->open();
}

Session::~Session()
{
    m_prompt.reset();
    m_window.reset();
}

void Session::use(const Connection &connection)
{
    m_prompt.reset();
    std::unique_ptr<MetricSource> source = makeSource(connection);
    m_window->setSource(*source);
    m_source = std::move(source);
    m_connection = connection;
    keep(connection);
    watchPrompts();
    m_source->open();
}

void Session::watchPrompts()
{
    if (auto *tunnelled = qobject_cast<TunnelSource *>(m_source.get()))
        m_prompt = std::make_unique<SshPrompt>(tunnelled->tunnel(), *m_window);
}

/// And tells the window what there is to choose from.
void Session::keep(const Connection &connection)
{
    m_used.removeIf([&connection](const Connection &one) { return isSame(one, connection); });
    m_used.prepend(connection);
    if (m_store) {
        m_store->use(connection);
        if (!connection.name.isEmpty())
            m_store->save(connection);
    }
    offerConnections();
}

/// This machine, those with a name, and those that were used last. What was used in this run has its secrets.
QList<Connection> Session::known() const
{
    QList<Connection> all{Connection()};
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
    QList<WindowMenu::Connection> choices;
    for (const Connection &one : known())
        choices.append({one.title(), isSame(one, m_connection), [this, one] { use(one); }});
    m_window->offerConnections(choices);
}

void Session::askForConnection()
{
    auto *dialog = new ConnectionDialog(m_connection, m_window->theme(), m_window.get());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConnectionDialog::chosen, this, &Session::use);
    dialog->open();
}

} // namespace pulse
