// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectiondialog.h"

#include "app/desktop/connections/connectionform.h"
#include "app/desktop/connections/keyfinder.h"
#include "app/desktop/connections/secretstore.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/style/controlstyle.h"
#include "app/style/plaintooltip.h"
#include "app/style/sizes.h"
#include "app/widgets/labels.h"
#include "common/core/literals.h"

#include <QDialogButtonBox>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr int knownWidth = 200;

} // namespace

ConnectionDialog::ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets,
                                   QWidget *parent)
    : Adaptive(parent)
    , m_knownOnes(known)
    , m_secrets(secrets)
    , m_known(new QListWidget(this))
    , m_forget(new QPushButton(tr("Remove"), this))
    , m_find(new QPushButton(this))
    , m_form(new ConnectionForm(m_find, secrets, this))
    , m_problem(wrappedLabel(TextSize::Normal, QFont::Normal, this))
{
    setWindowTitle(tr("Connect"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(24);
    layout->addWidget(knownOnes());
    layout->addWidget(fields(), 1);
    ConnectionDialog::applyTheme();
    fill(initial);
    const auto same = std::ranges::find_if(m_knownOnes, [&](const Connection &one) { return isSame(one, initial); });
    if (same != m_knownOnes.end())
        m_known->setCurrentRow(static_cast<int>(same - m_knownOnes.begin()));
    m_form->focusKind();
}

ConnectionDialog::~ConnectionDialog()
{
    endFinder();
}

void ConnectionDialog::applyTheme()
{
    applyControlStyle(*this);
    m_form->applyTheme();
}

QWidget *ConnectionDialog::knownOnes()
{
    auto *column = new QWidget(this);
    column->setFixedWidth(knownWidth);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    m_known->setAccessibleName(tr("Known connections"));
    m_known->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // what is too long ends in an ellipsis
    for (const Connection &one : m_knownOnes) {
        m_known->addItem(one.title());
        m_known->item(m_known->count() - 1)->setToolTip(plainToolTip(one.title()));
    }
    m_forget->setAutoDefault(false);
    m_forget->setEnabled(false);
    layout->addWidget(m_known, 1);
    layout->addWidget(m_forget);
    column->setVisible(!m_knownOnes.isEmpty());
    // The keyboard makes an item current; only the user selects one.
    connect(m_known, &QListWidget::itemSelectionChanged, this, &ConnectionDialog::choose);
    connect(m_known, &QListWidget::itemDoubleClicked, this, &ConnectionDialog::submit);
    connect(m_forget, &QPushButton::clicked, this, &ConnectionDialog::forget);
    return column;
}

QWidget *ConnectionDialog::fields()
{
    auto *column = new QWidget(this);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addWidget(m_form, 1);
    m_problem->setTone(Tone::Bad);
    m_problem->hide();
    layout->addWidget(m_problem);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole)->setDefault(true);
    layout->addWidget(buttons);
    m_find->setAutoDefault(false);
    connect(m_find, &QPushButton::clicked, this, &ConnectionDialog::findKeys);
    connect(m_form, &ConnectionForm::serverEdited, this, &ConnectionDialog::endFinder);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return column;
}

void ConnectionDialog::choose()
{
    const QList<QListWidgetItem *> chosen = m_known->selectedItems();
    m_forget->setEnabled(!chosen.isEmpty());
    if (!chosen.isEmpty())
        fill(m_knownOnes.at(m_known->row(chosen.constFirst())));
}

void ConnectionDialog::fill(const Connection &connection)
{
    endFinder();
    m_form->fill(connection);
    m_problem->hide();
    showSecrets();
}

void ConnectionDialog::showSecrets()
{
    m_form->showSecrets(m_secrets && m_secrets->has(m_form->shown()));
}

/// The fields keep their contents, so that the connection can be stored again.
void ConnectionDialog::forget()
{
    const int row = m_known->row(m_known->selectedItems().constFirst());
    const Connection one = m_knownOnes.takeAt(row);
    m_known->selectionModel()->clear(); // else removing the row would select another one, and fill the fields with it
    delete m_known->takeItem(row);
    m_known->setCurrentRow(std::min(row, m_known->count() - 1), QItemSelectionModel::NoUpdate);
    Q_EMIT forgotten(one);
    showSecrets();
}

void ConnectionDialog::findKeys()
{
    const Result<Connection> server = m_form->server();
    if (!server) {
        showProblem(server.error().message);
        return;
    }
    m_problem->hide();
    m_find->setText(tr("Searching…"));
    m_find->setEnabled(false);
    if (!m_secrets || !server->secret().isEmpty() || !m_secrets->has(*server)) {
        startFinder(*server);
        return;
    }
    m_recall = std::make_unique<QObject>();
    m_secrets->recall(*server, m_recall.get(), [this, connection = *server](const Result<QString> &secret) mutable {
        if (!secret) {
            endFinder();
            showProblem(secret.error().message);
            return;
        }
        connection.setSecret(*secret);
        startFinder(connection);
    });
}

void ConnectionDialog::startFinder(const Connection &connection)
{
    m_finder = std::make_unique<KeyFinder>(connection);
    if (SshTunnel *tunnel = m_finder->tunnel())
        m_prompt = std::make_unique<SshPrompt>(*tunnel, *this);
    // Queued, since the finder is deleted and must have returned before.
    connect(m_finder.get(), &KeyFinder::found, this, &ConnectionDialog::offerKeys, Qt::QueuedConnection);
    connect(
        m_finder.get(), &KeyFinder::failed, this,
        [this](const QString &why) {
            endFinder();
            showProblem(tr("No keys could be found: %1").arg(why));
        },
        Qt::QueuedConnection);
    m_finder->start();
}

void ConnectionDialog::endFinder()
{
    if (m_recall)
        m_recall.release()->deleteLater(); // it may be the caller
    m_prompt.reset();
    m_finder.reset();
    m_form->withdrawKeys(); // they may be those of another server
    m_find->setText(tr("Find…"));
    m_find->setAccessibleName(tr("Find output keys on the server"));
    m_find->setEnabled(true);
}

void ConnectionDialog::offerKeys(const QByteArrayList &keys)
{
    endFinder();
    if (keys.isEmpty()) {
        showProblem(tr("No key on the server looks like an output key"));
        return;
    }
    QStringList texts;
    for (const QByteArray &key : keys)
        texts.append(QString::fromUtf8(key));
    m_form->offerKeys(texts);
}

void ConnectionDialog::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

Result<Connection> ConnectionDialog::connection() const
{
    return m_form->connection();
}

void ConnectionDialog::submit()
{
    const Result<Connection> whole = connection();
    if (!whole) {
        showProblem(whole.error().message);
        return;
    }
    accept();
    Q_EMIT chosen(*whole, whole->kind == Connection::Kind::Gateway ? m_form->keepsToken() : m_form->keepsPassword());
}

} // namespace pulse
