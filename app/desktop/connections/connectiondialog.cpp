// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectiondialog.h"

#include "app/desktop/connections/gatewayurl.h"
#include "app/desktop/connections/keyfinder.h"
#include "app/desktop/connections/redisurltext.h"
#include "app/desktop/connections/secretstore.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/style/controlstyle.h"
#include "app/style/plaintooltip.h"
#include "app/widgets/labels.h"
#include "app/widgets/segmentedcontrol.h"
#include "common/core/hostbrackets.h"
#include "common/core/literals.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace pulse {
namespace {

using Kind = Connection::Kind;

constexpr int fieldWidth = 360;
constexpr int knownWidth = 200;
constexpr int labelWidth = 140; // in all forms, so that their fields are in line
constexpr int gap = 8;

/// "db", "db:6380", "::1" and "redis://db:6380/1" alike.
QString asUrl(const QString &server)
{
    const bool isIPv6 = QHostAddress(server).protocol() == QAbstractSocket::IPv6Protocol;
    if (server.contains("://"_L1))
        return server;
    return u"redis://"_s + (isIPv6 ? withBrackets(server) : server);
}

QFormLayout *formOn(QWidget *page)
{
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(gap);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

/// The server alone: who we are there has fields of its own.
QString serverText(const Connection &connection)
{
    if (!connection.redis)
        return {};
    RedisUrl url = *connection.redis;
    url.user.clear();
    return url.display();
}

} // namespace

ConnectionDialog::ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets,
                                   QWidget *parent)
    : QDialog(parent)
    , m_knownOnes(known)
    , m_secrets(secrets)
    , m_known(new QListWidget(this))
    , m_forget(new QPushButton(tr("Forget"), this))
    , m_find(new QPushButton(this))
    , m_kind(new SegmentedControl(this))
    , m_pages(new QStackedWidget(this))
    , m_problem(wrappedLabel(TextSize::Normal, QFont::Normal, this))
{
    setWindowTitle(tr("Connect"));
    setPalette(Theme::current().palette());
    setStyleSheet(controlStyle(Theme::current()));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(24);
    layout->addWidget(knownOnes());
    layout->addWidget(fields(), 1);
    fill(initial);
    const auto same = std::ranges::find_if(m_knownOnes, [&](const Connection &one) { return isSame(one, initial); });
    if (same != m_knownOnes.end())
        m_known->setCurrentRow(static_cast<int>(same - m_knownOnes.begin()));
    m_kind->setFocus();
}

ConnectionDialog::~ConnectionDialog()
{
    endFinder();
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
    // What has the keyboard is current at once, but selected by people only.
    connect(m_known, &QListWidget::itemSelectionChanged, this, &ConnectionDialog::choose);
    connect(m_known, &QListWidget::itemDoubleClicked, this, &ConnectionDialog::submit);
    connect(m_forget, &QPushButton::clicked, this, &ConnectionDialog::forget);
    return column;
}

QWidget *ConnectionDialog::fields()
{
    auto *column = new QWidget(this);
    auto *layout = formOn(column);
    m_kind->setSegments(
        {tr("This machine"), tr("Redis server"), tr("Gateway"), tr("Demo data")}); // in the order of Kind
    m_kind->setAccessibleName(tr("Results come from"));
    layout->addRow(m_kind);
    for (QWidget *page : {thisMachinePage(), redisPage(), gatewayPage(), demoPage()})
        m_pages->addWidget(page);
    layout->addRow(m_pages);
    m_name = addField(layout, tr("Keep as"), tr("a name, to find it again"));
    m_problem->setTone(Tone::Bad);
    m_problem->hide();
    layout->addRow(m_problem);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole)->setAutoDefault(false);
    buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole)->setDefault(true);
    layout->addRow(buttons);
    connect(m_kind, &SegmentedControl::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return column;
}

void ConnectionDialog::addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside)
{
    Label *text = plainLabel(TextSize::Normal, QFont::Normal, this);
    text->setText(label);
    text->setFixedSize(labelWidth, field->sizeHint().height());
    text->setTone(Tone::Text);
    field->setAccessibleName(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    form->addRow(text, row);
}

QLineEdit *ConnectionDialog::addField(QFormLayout *form, const QString &label, const QString &example, QWidget *beside)
{
    auto *field = new QLineEdit(this);
    field->setMinimumWidth(fieldWidth);
    field->setPlaceholderText(example);
    addRow(form, label, field, beside);
    return field;
}

QLineEdit *ConnectionDialog::addSecret(QFormLayout *form, const QString &label)
{
    QLineEdit *field = addField(form, label);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

QCheckBox *ConnectionDialog::addKeep(QFormLayout *form, const QString &text)
{
    auto *box = new QCheckBox(text, this);
    box->setFont(sized(box->font(), TextSize::Normal));
    box->setPalette(Theme::current().palette()); // which a style sheet does not hand down
    box->setChecked(true);
    box->setVisible(m_secrets);
    form->addRow(nullptr, box);
    return box;
}

QLineEdit *ConnectionDialog::addFile(QFormLayout *form, const QString &label, const QString &example)
{
    auto *browse = new QPushButton(tr("Browse…"), this);
    QLineEdit *field = addField(form, label, example, browse);
    field->setMinimumWidth(0);
    browse->setAccessibleName(tr("Browse for: %1").arg(label));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this, field, label] {
        const QString file = QFileDialog::getOpenFileName(this, label, field->text());
        if (!file.isEmpty())
            field->setText(file);
    });
    return field;
}

QWidget *ConnectionDialog::thisMachinePage()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_function = addFile(form, tr("Function"), tr("your .py or .zip; else the one that comes along"));
    form->addRow(nullptr, remark(tr("This machine is measured every few seconds, and the function is called with each "
                                    "measurement. Edit its file while it runs: it is loaded anew each time you save "
                                    "it, and the view Function tells of its errors.")));
    return page;
}

QWidget *ConnectionDialog::redisPage()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_server = addField(form, tr("Server"), u"127.0.0.1:6379, rediss://host:6380/0"_s);
    m_user = addField(form, tr("User"));
    m_password = addSecret(form, tr("Password"));
    m_keepPassword = addKeep(form, tr("Keep the password in the desktop's secret store"));
    m_find->setAutoDefault(false);
    m_outputKey = addField(form, tr("Output key"), u"metrics-output"_s, m_find);
    m_outputKey->setObjectName(u"outputKey"_s);
    m_inputKey = addField(form, tr("Input key"));
    m_ssh = addField(form, tr("Over SSH"), tr("user@host: the server is then as that machine sees it"));
    m_sshIdentity = addFile(form, tr("SSH key"));
    m_sshJump = addField(form, tr("SSH jump host"));
    m_caFile = addFile(form, tr("TLS authority"));
    m_certFile = addFile(form, tr("TLS certificate"));
    m_keyFile = addFile(form, tr("TLS key"));
    connect(m_find, &QPushButton::clicked, this, &ConnectionDialog::findKeys);
    for (const QLineEdit *one : {m_server, m_user, m_password, m_ssh, m_sshJump})
        connect(one, &QLineEdit::textEdited, this, &ConnectionDialog::endFinder);
    endFinder();
    return page;
}

QWidget *ConnectionDialog::gatewayPage()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_gateway = addField(form, tr("Gateway"), u"http://host:53004"_s);
    m_token = addSecret(form, tr("Token"));
    m_keepToken = addKeep(form, tr("Keep the token in the desktop's secret store"));
    m_gatewayKey = addField(form, tr("Output key"), tr("the first one that it has"));
    return page;
}

QWidget *ConnectionDialog::demoPage()
{
    auto *page = new QWidget(this);
    formOn(page)->addRow(remark(tr("Made-up results of a machine that is not there, to see what the dashboard does.")));
    return page;
}

Label *ConnectionDialog::remark(const QString &text)
{
    Label *label = wrappedLabel(TextSize::Normal, QFont::Normal, this);
    label->setText(text);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTone(Tone::Dim);
    return label;
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
    m_shown = connection;
    const RedisUrl url = connection.redis.value_or(RedisUrl());
    m_kind->setCurrent(static_cast<int>(connection.kind));
    m_pages->setCurrentIndex(m_kind->current());
    m_name->setText(connection.name);
    m_function->setText(connection.function);
    m_server->setText(serverText(connection));
    m_user->setText(url.user);
    m_outputKey->setText(QString::fromUtf8(connection.outputKey));
    m_inputKey->setText(QString::fromUtf8(connection.inputKey));
    m_ssh->setText(connection.ssh ? connection.ssh->destination.toString() : QString());
    m_sshIdentity->setText(connection.ssh ? connection.ssh->identityFile : QString());
    m_sshJump->setText(connection.ssh ? SshDestination::jumpsText(connection.ssh->jumps) : QString());
    m_caFile->setText(url.caFile);
    m_certFile->setText(url.certFile);
    m_keyFile->setText(url.keyFile);
    m_gateway->setText(connection.gateway.toString());
    m_gatewayKey->setText(QString::fromUtf8(connection.outputKey));
    m_problem->hide();
    showSecrets();
}

/// Not themselves: what stands in the fields may be for another server by the time it is used.
void ConnectionDialog::showSecrets()
{
    const bool isKept = m_secrets && m_secrets->has(m_shown);
    const bool isKnown = !m_shown.secret().isEmpty();
    for (QLineEdit *secret : {m_password, m_token}) {
        secret->clear();
        secret->setPlaceholderText(isKept ? tr("kept in the secret store") : isKnown ? tr("as before") : QString());
    }
    for (QCheckBox *keep : {m_keepPassword, m_keepToken})
        keep->setChecked(isKept || !isKnown); // else it was not to be kept
}

/// The one that is known of the same account, where none is given.
Connection ConnectionDialog::withSecret(Connection connection) const
{
    if (connection.secret().isEmpty() && connection.account() == m_shown.account())
        connection.setSecret(m_shown.secret());
    return connection;
}

/// The fields stay, so that it can be kept again.
void ConnectionDialog::forget()
{
    const int row = m_known->row(m_known->selectedItems().constFirst());
    const Connection one = m_knownOnes.takeAt(row);
    const QSignalBlocker quiet(m_known); // the next one would fill the fields
    delete m_known->takeItem(row);
    m_known->clearSelection();
    m_forget->setEnabled(false);
    Q_EMIT forgotten(one);
    showSecrets();
}

void ConnectionDialog::findKeys()
{
    const Result<Connection> server = readServer();
    if (!server) {
        showProblem(server.error().message);
        return;
    }
    m_problem->hide();
    m_find->setText(tr("Looking…"));
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
    // Later: it is not to be deleted in the middle of what it does.
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
        m_recall.release()->deleteLater(); // it may be what has called
    m_prompt.reset();
    m_finder.reset();
    m_outputKey->setCompleter(nullptr); // of another server, perhaps
    m_find->setText(tr("Find…"));
    m_find->setAccessibleName(tr("Find output keys on the server"));
    m_find->setEnabled(true);
}

void ConnectionDialog::offerKeys(const QByteArrayList &keys)
{
    endFinder();
    if (keys.isEmpty()) {
        showProblem(tr("No key there ends in \"-output\", and none has a runtime's status beside it"));
        return;
    }
    QStringList texts;
    for (const QByteArray &key : keys)
        texts.append(QString::fromUtf8(key));
    auto *completer = new QCompleter(texts, m_outputKey);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->popup()->setPalette(Theme::current().palette());
    completer->popup()->setStyleSheet(controlStyle(Theme::current()));
    m_outputKey->setCompleter(completer); // which deletes the one before
    m_outputKey->setFocus();
    completer->complete();
}

void ConnectionDialog::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->show();
}

Result<Connection> ConnectionDialog::connection() const
{
    const auto kind = static_cast<Kind>(m_kind->current());
    Result<Connection> result = Connection();
    if (kind == Kind::ThisMachine) {
        result->function = m_function->text().trimmed();
        if (m_shown.kind == Kind::ThisMachine)
            result->redis = m_shown.redis;
    } else if (kind != Kind::Demo)
        result = kind == Kind::Redis ? readRedis() : readGateway();
    if (!result)
        return result;
    result->kind = kind;
    result->name = m_name->text().trimmed();
    if (const Result<void> whole = result->check(); !whole)
        return whole.error();
    return result;
}

Result<Connection> ConnectionDialog::readRedis() const
{
    Result<Connection> result = readServer();
    if (!result)
        return result;
    result->outputKey = m_outputKey->text().toUtf8();
    if (result->outputKey.isEmpty())
        return Error{tr("Output key: under which key are the results?")};
    result->inputKey = m_inputKey->text().toUtf8();
    return result;
}

/// Without its keys.
Result<Connection> ConnectionDialog::readServer() const
{
    const auto about = [](const QString &field, const Error &error) {
        return Error{tr("%1: %2").arg(field, error.message)};
    };
    Connection result;
    result.kind = Kind::Redis;
    const QString server = m_server->text().trimmed();
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(asUrl(server.isEmpty() ? u"127.0.0.1"_s : server));
    if (!url)
        return about(tr("Server"), Error{redisUrlText(url.error())});
    result.redis = *url;
    const auto take = [](QString &value, const QLineEdit *field) { // else what the URL says
        if (!field->text().isEmpty())
            value = field->text();
    };
    take(result.redis->user, m_user);
    take(result.redis->password, m_password);
    take(result.redis->caFile, m_caFile);
    take(result.redis->certFile, m_certFile);
    take(result.redis->keyFile, m_keyFile);
    if (result.redis->certFile.isEmpty() != result.redis->keyFile.isEmpty())
        return Error{tr("TLS certificate and TLS key: give both, or neither")};
    if (m_ssh->text().trimmed().isEmpty())
        return withSecret(result);
    const Result<SshDestination> destination = SshDestination::parse(m_ssh->text().trimmed());
    if (!destination)
        return about(tr("Over SSH"), destination.error());
    result.ssh.emplace();
    result.ssh->destination = *destination;
    result.ssh->identityFile = m_sshIdentity->text();
    if (m_sshJump->text().trimmed().isEmpty())
        return withSecret(result);
    const Result<QList<SshDestination>> jumps = SshDestination::parseJumps(m_sshJump->text().trimmed());
    if (!jumps)
        return about(tr("SSH jump host"), jumps.error());
    result.ssh->jumps = *jumps;
    return withSecret(result);
}

Result<Connection> ConnectionDialog::readGateway() const
{
    Connection result;
    result.kind = Kind::Gateway;
    const Result<QUrl> url = feedUrl(m_gateway->text().trimmed());
    if (!url)
        return Error{tr("%1: %2").arg(tr("Gateway"), url.error().message)};
    result.gateway = *url;
    result.gatewayToken = m_token->text().toUtf8();
    result.outputKey = m_gatewayKey->text().toUtf8();
    return withSecret(result);
}

void ConnectionDialog::submit()
{
    const Result<Connection> whole = connection();
    if (!whole) {
        showProblem(whole.error().message);
        return;
    }
    accept();
    Q_EMIT chosen(*whole, (whole->kind == Kind::Gateway ? m_keepToken : m_keepPassword)->isChecked());
}

} // namespace pulse
