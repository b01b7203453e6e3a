// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/redisform.h"

#include "app/desktop/connections/disclosure.h"
#include "app/desktop/connections/redisurltext.h"
#include "app/style/sizes.h"
#include "app/widgets/labels.h"
#include "app/widgets/segmentedcontrol.h"
#include "common/core/hostbrackets.h"
#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QHostAddress>
#include <QPushButton>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int overSsh = 1; // the segments: direct, SSH

/// Completes "db", "db:6380" and "::1" to a URL; one such as "redis://db:6380/1" is returned as it is.
QString asUrl(const QString &server)
{
    const bool isIPv6 = QHostAddress(server).protocol() == QAbstractSocket::IPv6Protocol;
    if (server.contains("://"_L1))
        return server;
    return u"redis://"_s + (isIPv6 ? withBrackets(server) : server);
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

void replaceBy(QString &value, const FormField *field) // an empty field keeps the URL's part
{
    if (!field->text().isEmpty())
        value = field->text();
}

} // namespace

RedisForm::RedisForm(QPushButton *find, bool canKeepSecrets, QWidget *parent)
    : QWidget(parent)
{
    formColumn(this);
    addWhere(find);
    addReach();
    addSignIn(canKeepSecrets);
    addAdvanced();
    for (const FormField *one : {m_server, m_sshHost, m_sshIdentity, m_sshJump, m_user,
                                 static_cast<FormField *>(m_password), m_caFile, m_certFile, m_keyFile})
        connect(one, &FormField::edited, this, &RedisForm::serverEdited);
    for (const FormField *one : {m_outputKey, m_inputKey})
        connect(one, &FormField::edited, this, &RedisForm::edited);
    connect(this, &RedisForm::serverEdited, this, &RedisForm::edited);
    connect(m_server->edit(), &QLineEdit::textChanged, this, &RedisForm::showFields);
    connect(m_advanced, &QAbstractButton::toggled, this, &RedisForm::showFields);
    connect(m_reach, &SegmentedControl::chosen, this, [this] {
        showFields();
        Q_EMIT serverEdited();
    });
    showFields();
}

FormField *RedisForm::addField(const QString &label, const QString &example)
{
    auto *field = new FormField(label, this);
    field->setExample(example);
    layout()->addWidget(field);
    return field;
}

FormField *RedisForm::addFile(const QString &label)
{
    FormField *field = addField(label);
    field->addBrowse();
    return field;
}

void RedisForm::addWhere(QPushButton *find)
{
    layout()->addWidget(formHeading(tr("Where"), this));
    m_server = addField(tr("Server"), u"127.0.0.1:6379, rediss://host:6380/0"_s);
    m_outputKey = addField(tr("Output key"), tr("e.g. %1").arg(QLatin1String(defaultOutputKey)));
    m_outputKey->edit()->setObjectName(u"outputKey"_s);
    m_outputKey->addBeside(find);
}

void RedisForm::addReach()
{
    auto *row = new QWidget(this);
    auto *columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, gap, 0, 0);
    columns->setSpacing(gap);
    Label *heading = formHeading(tr("Reach it over"), row);
    heading->setContentsMargins({});
    heading->setFixedWidth(FormField::labelWidth);
    m_reach = new SegmentedControl(row);
    m_reach->setSegments({tr("Direct"), tr("SSH")});
    m_reach->setAccessibleName(tr("Reach it over"));
    columns->addWidget(heading);
    columns->addWidget(m_reach);
    columns->addStretch(1);
    layout()->addWidget(row);
    m_sshHost = addField(tr("SSH host"), tr("user@host: a machine that can reach the server"));
    m_sshIdentity = addFile(tr("SSH key file"));
    m_sshJump = addField(tr("SSH jump host"), tr("user@host; its key belongs in ~/.ssh/config"));
}

void RedisForm::addSignIn(bool canKeepSecrets)
{
    layout()->addWidget(formHeading(tr("Sign in to Redis"), this));
    m_signInRemark = formRemark(tr("ssh asks for its own password or passphrase when it connects."), this);
    layout()->addWidget(m_signInRemark);
    m_user = addField(tr("User"));
    m_password =
        new SecretField(tr("Password"), tr("Keep the password in the desktop's secret store"), canKeepSecrets, this);
    layout()->addWidget(m_password);
}

void RedisForm::addAdvanced()
{
    m_advanced = new Disclosure(tr("Advanced"), this);
    static_cast<QVBoxLayout *>(layout())->addWidget(m_advanced, 0, Qt::AlignLeft);
    m_inputKey = addField(tr("Input key"));
    m_tlsRemark = formRemark(tr("For an encrypted connection (TLS), begin the server with rediss://."), this);
    layout()->addWidget(m_tlsRemark);
    m_caFile = addFile(tr("CA certificate"));
    m_certFile = addFile(tr("TLS certificate"));
    m_keyFile = addFile(tr("TLS private key"));
}

void RedisForm::showFields()
{
    for (FormField *one : {m_sshHost, m_sshIdentity, m_sshJump})
        one->setVisible(m_reach->current() == overSsh);
    m_signInRemark->setVisible(m_reach->current() == overSsh);
    const bool isAdvanced = m_advanced->isChecked();
    const bool isTls = m_server->text().trimmed().startsWith("rediss://"_L1);
    m_inputKey->setVisible(isAdvanced);
    m_tlsRemark->setVisible(isAdvanced && !isTls);
    for (FormField *one : {m_caFile, m_certFile, m_keyFile})
        one->setVisible(isAdvanced && isTls);
}

void RedisForm::fill(const Connection &connection)
{
    const RedisUrl url = connection.redis.value_or(RedisUrl());
    m_server->setText(serverText(connection));
    m_outputKey->setText(QString::fromUtf8(connection.outputKey));
    m_reach->setCurrent(connection.ssh ? overSsh : 0);
    m_sshHost->setText(connection.ssh ? connection.ssh->destination.toString() : QString());
    m_sshIdentity->setText(connection.ssh ? connection.ssh->identityFile : QString());
    m_sshJump->setText(connection.ssh ? SshDestination::jumpsText(connection.ssh->jumps) : QString());
    m_user->setText(url.user);
    m_inputKey->setText(QString::fromUtf8(connection.inputKey));
    m_caFile->setText(url.caFile);
    m_certFile->setText(url.certFile);
    m_keyFile->setText(url.keyFile);
    const bool hasFiles = !url.caFile.isEmpty() || !url.certFile.isEmpty();
    m_advanced->setChecked(hasFiles || connection.inputKey != defaultInputKey);
    showFields();
}

void RedisForm::showAdvanced()
{
    m_advanced->setChecked(true);
}

Result<Connection, FieldError> RedisForm::connection() const
{
    Result<Connection, FieldError> result = server();
    if (!result)
        return result;
    result->outputKey = m_outputKey->text().toUtf8();
    if (result->outputKey.isEmpty())
        return FieldError{tr("enter the key of the results, or let the program find it"), m_outputKey};
    result->inputKey = m_inputKey->text().toUtf8();
    return result;
}

Result<Connection, FieldError> RedisForm::server() const
{
    const Result<RedisUrl, FieldError> server = url();
    if (!server)
        return server.error();
    Connection result;
    result.kind = Connection::Kind::Redis;
    result.redis = *server;
    if (m_reach->current() != overSsh)
        return result;
    const Result<SshTunnel::Options, FieldError> tunnel = ssh();
    if (!tunnel)
        return tunnel.error();
    result.ssh = *tunnel;
    return result;
}

Result<RedisUrl, FieldError> RedisForm::url() const
{
    const QString server = m_server->text().trimmed();
    const Result<RedisUrl, RedisUrlError> parsed = RedisUrl::parse(asUrl(server.isEmpty() ? u"127.0.0.1"_s : server));
    if (!parsed)
        return FieldError{redisUrlText(parsed.error()), m_server};
    RedisUrl url = *parsed;
    replaceBy(url.user, m_user);
    replaceBy(url.password, m_password);
    if (url.scheme != RedisUrl::Scheme::Tls)
        return url;
    replaceBy(url.caFile, m_caFile);
    replaceBy(url.certFile, m_certFile);
    replaceBy(url.keyFile, m_keyFile);
    if (url.certFile.isEmpty() != url.keyFile.isEmpty())
        return FieldError{tr("a TLS certificate and its private key are needed together; enter both, or neither"),
                          url.keyFile.isEmpty() ? m_keyFile : m_certFile};
    return url;
}

Result<SshTunnel::Options, FieldError> RedisForm::ssh() const
{
    SshTunnel::Options options;
    const QString host = m_sshHost->text().trimmed();
    if (host.isEmpty())
        return FieldError{tr("enter the machine to log in to, such as user@host"), m_sshHost};
    const Result<SshDestination> destination = SshDestination::parse(host);
    if (!destination)
        return FieldError{destination.error().message, m_sshHost};
    options.destination = *destination;
    options.identityFile = m_sshIdentity->text();
    const QString jumps = m_sshJump->text().trimmed();
    if (jumps.isEmpty())
        return options;
    const Result<QList<SshDestination>> parsed = SshDestination::parseJumps(jumps);
    if (!parsed)
        return FieldError{parsed.error().message, m_sshJump};
    options.jumps = *parsed;
    return options;
}

} // namespace pulse
