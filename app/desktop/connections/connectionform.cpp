// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectionform.h"

#include "app/desktop/connections/gatewayurl.h"
#include "app/desktop/connections/redisurltext.h"
#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/widgets/labels.h"
#include "app/widgets/segmentedcontrol.h"
#include "common/core/hostbrackets.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QCompleter>
#include <QFileDialog>
#include <QFormLayout>
#include <QHostAddress>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace pulse {
namespace {

using Kind = Connection::Kind;

constexpr int fieldWidth = 360;
constexpr int labelWidth = 180; // in all forms, so that their fields are aligned

/// Completes "db", "db:6380" and "::1" to a URL; one such as "redis://db:6380/1" is returned as it is.
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

/// Returns the URL without the user, the password and the files, which have fields of their own.
QString serverText(const Connection &connection)
{
    if (!connection.redis)
        return {};
    RedisUrl url = *connection.redis;
    url.user.clear();
    return url.display();
}

} // namespace

ConnectionForm::ConnectionForm(QPushButton *find, bool canKeepSecrets, QWidget *parent)
    : QWidget(parent)
    , m_kind(new SegmentedControl(this))
    , m_pages(new QStackedWidget(this))
{
    QFormLayout *layout = formOn(this);
    m_kind->setSegments(
        {tr("This machine"), tr("Redis server"), tr("Gateway"), tr("Demo data")}); // in the order of Kind
    m_kind->setAccessibleName(tr("Results come from"));
    layout->addRow(m_kind);
    m_pages->addWidget(thisMachinePage());
    m_pages->addWidget(redisPage(find, canKeepSecrets));
    m_pages->addWidget(gatewayPage(canKeepSecrets));
    m_pages->addWidget(demoPage());
    layout->addRow(m_pages);
    m_name = addField(layout, tr("Connection name"), tr("a name for the list of connections"));
    connect(m_kind, &SegmentedControl::chosen, m_pages, &QStackedWidget::setCurrentIndex);
}

void ConnectionForm::applyTheme()
{
    for (QCheckBox *keep : {m_keepPassword, m_keepToken})
        keep->setPalette(Theme::current().palette()); // a style sheet does not pass it on
    if (const QCompleter *keys = m_outputKey->completer())
        applyControlStyle(*keys->popup());
}

void ConnectionForm::focusKind()
{
    m_kind->setFocus();
}

void ConnectionForm::addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside)
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

QLineEdit *ConnectionForm::addField(QFormLayout *form, const QString &label, const QString &example, QWidget *beside)
{
    auto *field = new QLineEdit(this);
    field->setMinimumWidth(fieldWidth);
    field->setPlaceholderText(example);
    addRow(form, label, field, beside);
    return field;
}

QLineEdit *ConnectionForm::addSecret(QFormLayout *form, const QString &label)
{
    QLineEdit *field = addField(form, label);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

QCheckBox *ConnectionForm::addKeep(QFormLayout *form, const QString &text, bool canKeepSecrets)
{
    auto *box = new QCheckBox(text, this);
    box->setFont(sized(box->font(), TextSize::Normal));
    box->setChecked(true);
    box->setVisible(canKeepSecrets);
    form->addRow(nullptr, box);
    return box;
}

QLineEdit *ConnectionForm::addFile(QFormLayout *form, const QString &label, const QString &example)
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

QWidget *ConnectionForm::thisMachinePage()
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_function = addFile(form, tr("Function"), tr("your .py or .zip; empty: the sample function"));
    form->addRow(nullptr, remark(tr("This machine is measured every few seconds, and the function is called with each "
                                    "measurement. You can edit its file while it runs: it is loaded again each time "
                                    "you save it, and the Function view shows its errors.")));
    return page;
}

QWidget *ConnectionForm::redisPage(QPushButton *find, bool canKeepSecrets)
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_server = addField(form, tr("Server"), u"127.0.0.1:6379, rediss://host:6380/0"_s);
    m_user = addField(form, tr("User"));
    m_password = addSecret(form, tr("Password"));
    m_keepPassword = addKeep(form, tr("Keep the password in the desktop's secret store"), canKeepSecrets);
    m_outputKey = addField(form, tr("Output key"), tr("e.g. %1").arg(QLatin1String(defaultOutputKey)), find);
    m_outputKey->setObjectName(u"outputKey"_s);
    m_inputKey = addField(form, tr("Input key"));
    m_ssh = addField(form, tr("Over SSH"), tr("user@host: a machine that can reach the server"));
    m_sshIdentity = addFile(form, tr("SSH key file"));
    m_sshJump = addField(form, tr("SSH jump host"));
    m_caFile = addFile(form, tr("CA certificate"));
    m_certFile = addFile(form, tr("TLS certificate"));
    m_keyFile = addFile(form, tr("TLS private key"));
    for (const QLineEdit *one : {m_server, m_user, m_password, m_ssh, m_sshJump})
        connect(one, &QLineEdit::textEdited, this, &ConnectionForm::serverEdited);
    return page;
}

QWidget *ConnectionForm::gatewayPage(bool canKeepSecrets)
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_gateway = addField(form, tr("Gateway"), u"http://host:53004"_s);
    m_token = addSecret(form, tr("Token"));
    m_keepToken = addKeep(form, tr("Keep the token in the desktop's secret store"), canKeepSecrets);
    m_gatewayKey = addField(form, tr("Output key"), tr("empty: the gateway's first one"));
    return page;
}

QWidget *ConnectionForm::demoPage()
{
    auto *page = new QWidget(this);
    formOn(page)->addRow(
        remark(tr("Made-up results of a machine that does not exist, to see what the dashboard does.")));
    return page;
}

Label *ConnectionForm::remark(const QString &text)
{
    Label *label = wrappedLabel(TextSize::Normal, QFont::Normal, this);
    label->setText(text);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTone(Tone::Dim);
    return label;
}

void ConnectionForm::fill(const Connection &connection)
{
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
}

void ConnectionForm::showSecrets(bool isStored)
{
    const bool isKnown = !m_shown.secret().isEmpty();
    for (QLineEdit *secret : {m_password, m_token}) {
        secret->clear();
        secret->setPlaceholderText(isStored ? tr("kept in the secret store") : isKnown ? tr("unchanged") : QString());
    }
    for (QCheckBox *keep : {m_keepPassword, m_keepToken})
        keep->setChecked(isStored || !isKnown); // a secret that is known only is one that the user did not store
}

/// Adds the known secret of the same account if the fields contain none.
Connection ConnectionForm::withSecret(Connection connection) const
{
    if (connection.secret().isEmpty() && connection.account() == m_shown.account())
        connection.setSecret(m_shown.secret());
    return connection;
}

Result<Connection> ConnectionForm::connection() const
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

Result<Connection> ConnectionForm::readRedis() const
{
    Result<Connection> result = server();
    if (!result)
        return result;
    result->outputKey = m_outputKey->text().toUtf8();
    if (result->outputKey.isEmpty())
        return Error{tr("Output key: enter the key of the results")};
    result->inputKey = m_inputKey->text().toUtf8();
    return result;
}

Result<Connection> ConnectionForm::server() const
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
    const auto replaceBy = [](QString &value, const QLineEdit *field) { // an empty field keeps the URL's part
        if (!field->text().isEmpty())
            value = field->text();
    };
    replaceBy(result.redis->user, m_user);
    replaceBy(result.redis->password, m_password);
    replaceBy(result.redis->caFile, m_caFile);
    replaceBy(result.redis->certFile, m_certFile);
    replaceBy(result.redis->keyFile, m_keyFile);
    if (result.redis->certFile.isEmpty() != result.redis->keyFile.isEmpty())
        return Error{tr("TLS certificate and TLS private key: give both, or neither")};
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

Result<Connection> ConnectionForm::readGateway() const
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

bool ConnectionForm::keepsPassword() const
{
    return m_keepPassword->isChecked();
}

bool ConnectionForm::keepsToken() const
{
    return m_keepToken->isChecked();
}

void ConnectionForm::offerKeys(const QStringList &keys)
{
    auto *completer = new QCompleter(keys, m_outputKey);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    applyControlStyle(*completer->popup());
    m_outputKey->setCompleter(completer); // which deletes the previous one
    m_outputKey->setFocus();
    completer->complete();
}

void ConnectionForm::withdrawKeys()
{
    m_outputKey->setCompleter(nullptr);
}

} // namespace pulse
