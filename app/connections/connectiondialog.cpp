// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/connectiondialog.h"

#include "app/connections/gatewayurl.h"
#include "app/views/controlstyle.h"
#include "app/views/labels.h"
#include "app/views/segmentedcontrol.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace pulse {
namespace {

using Kind = Connection::Kind;

constexpr int fieldWidth = 360;
constexpr int labelWidth = 140; // in all forms, so that their fields are in line
constexpr int gap = 8;

/// "db", "db:6380" and "redis://db:6380/1" alike.
QString asUrl(const QString &server)
{
    return server.contains(QLatin1String("://")) ? server : QStringLiteral("redis://") + server;
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

ConnectionDialog::ConnectionDialog(const Connection &initial, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_initial(initial)
    , m_theme(theme)
    , m_kind(new SegmentedControl(theme, this))
    , m_pages(new QStackedWidget(this))
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Connect"));
    setPalette(theme.palette());
    setStyleSheet(controlStyle(theme));
    auto *layout = formOn(this);
    layout->setContentsMargins(24, 16, 24, 16);
    m_kind->setSegments({tr("This machine"), tr("Redis server"), tr("Gateway")}); // in the order of Kind
    m_kind->setAccessibleName(tr("Results come from"));
    layout->addRow(m_kind);
    m_pages->addWidget(thisMachinePage(initial));
    m_pages->addWidget(redisPage(initial));
    m_pages->addWidget(gatewayPage(initial));
    layout->addRow(m_pages);
    m_name = addField(layout, tr("Keep as"), {}, tr("a name, to find it again"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    setTextColor(*m_problem, theme.bad);
    m_problem->hide();
    layout->addRow(m_problem);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    layout->addRow(buttons);
    connect(m_kind, &SegmentedControl::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectionDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_kind->setCurrent(static_cast<int>(initial.kind));
    m_pages->setCurrentIndex(m_kind->current());
}

void ConnectionDialog::addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside)
{
    auto *text = new QLabel(label, this);
    text->setFont(sized(text->font(), TextSize::Normal));
    text->setFixedSize(labelWidth, field->sizeHint().height());
    setTextColor(*text, m_theme.text);
    field->setAccessibleName(label);
    auto *row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    form->addRow(text, row);
}

QLineEdit *ConnectionDialog::addField(QFormLayout *form, const QString &label, const QString &text,
                                      const QString &example)
{
    auto *field = new QLineEdit(text, this);
    field->setMinimumWidth(fieldWidth);
    field->setPlaceholderText(example);
    addRow(form, label, field);
    return field;
}

QLineEdit *ConnectionDialog::addSecret(QFormLayout *form, const QString &label, const QString &text)
{
    QLineEdit *field = addField(form, label, text);
    field->setEchoMode(QLineEdit::Password);
    return field;
}

QLineEdit *ConnectionDialog::addFile(QFormLayout *form, const QString &label, const QString &text)
{
    auto *field = new QLineEdit(text, this);
    auto *browse = new QPushButton(tr("Browse…"), this);
    browse->setAccessibleName(tr("Browse for: %1").arg(label));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this, field, label] {
        const QString file = QFileDialog::getOpenFileName(this, label, field->text());
        if (!file.isEmpty())
            field->setText(file);
    });
    addRow(form, label, field, browse);
    return field;
}

QWidget *ConnectionDialog::thisMachinePage(const Connection &initial)
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_function = addFile(form, tr("Function"), initial.function);
    m_function->setPlaceholderText(tr("your .py or .zip; else the one that comes along"));
    return page;
}

QWidget *ConnectionDialog::redisPage(const Connection &initial)
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    const RedisUrl url = initial.redis.value_or(RedisUrl());
    m_server =
        addField(form, tr("Server"), serverText(initial), QStringLiteral("127.0.0.1:6379, rediss://host:6380/0"));
    m_user = addField(form, tr("User"), url.user);
    m_password = addSecret(form, tr("Password"), url.password);
    m_outputKey =
        addField(form, tr("Output key"), QString::fromUtf8(initial.outputKey), QStringLiteral("metrics-output"));
    m_inputKey = addField(form, tr("Input key"), QString::fromUtf8(initial.inputKey));
    m_ssh = addField(form, tr("Over SSH"), initial.ssh ? initial.ssh->destination.toString() : QString(),
                     tr("user@host: the server is then as that machine sees it"));
    m_sshIdentity = addFile(form, tr("SSH key"), initial.ssh ? initial.ssh->identityFile : QString());
    m_sshJump =
        addField(form, tr("SSH jump host"), initial.ssh ? SshDestination::jumpsText(initial.ssh->jumps) : QString());
    m_caFile = addFile(form, tr("TLS authority"), url.caFile);
    m_certFile = addFile(form, tr("TLS certificate"), url.certFile);
    m_keyFile = addFile(form, tr("TLS key"), url.keyFile);
    return page;
}

QWidget *ConnectionDialog::gatewayPage(const Connection &initial)
{
    auto *page = new QWidget(this);
    QFormLayout *form = formOn(page);
    m_gateway = addField(form, tr("Gateway"), initial.gateway.toString(), QStringLiteral("http://host:53004"));
    m_token = addSecret(form, tr("Token"), QString::fromUtf8(initial.gatewayToken));
    m_gatewayKey =
        addField(form, tr("Output key"), QString::fromUtf8(initial.outputKey), tr("the first one that it has"));
    return page;
}

Result<Connection> ConnectionDialog::connection() const
{
    const auto kind = static_cast<Kind>(m_kind->current());
    Result<Connection> result = Connection();
    if (kind == Kind::ThisMachine) {
        result->function = m_function->text().trimmed();
        if (m_initial.kind == Kind::ThisMachine)
            result->redis = m_initial.redis;
    } else
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
    const auto about = [](const QString &field, const Error &error) {
        return Error{tr("%1: %2").arg(field, error.message)};
    };
    Connection result;
    const QString server = m_server->text().trimmed();
    const Result<RedisUrl> url = RedisUrl::parse(asUrl(server.isEmpty() ? QStringLiteral("127.0.0.1") : server));
    if (!url)
        return about(tr("Server"), url.error());
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
    result.outputKey = m_outputKey->text().toUtf8();
    if (result.outputKey.isEmpty())
        return Error{tr("Output key: under which key are the results?")};
    result.inputKey = m_inputKey->text().toUtf8();
    if (m_ssh->text().trimmed().isEmpty())
        return result;
    const Result<SshDestination> destination = SshDestination::parse(m_ssh->text().trimmed());
    if (!destination)
        return about(tr("Over SSH"), destination.error());
    result.ssh.emplace();
    result.ssh->destination = *destination;
    result.ssh->identityFile = m_sshIdentity->text();
    if (m_sshJump->text().trimmed().isEmpty())
        return result;
    const Result<QList<SshDestination>> jumps = SshDestination::parseJumps(m_sshJump->text().trimmed());
    if (!jumps)
        return about(tr("SSH jump host"), jumps.error());
    result.ssh->jumps = *jumps;
    return result;
}

Result<Connection> ConnectionDialog::readGateway() const
{
    Connection result;
    const Result<QUrl> url = feedUrl(m_gateway->text().trimmed());
    if (!url)
        return Error{tr("%1: %2").arg(tr("Gateway"), url.error().message)};
    result.gateway = *url;
    result.gatewayToken = m_token->text().toUtf8();
    result.outputKey = m_gatewayKey->text().toUtf8();
    return result;
}

void ConnectionDialog::submit()
{
    const Result<Connection> whole = connection();
    m_problem->setVisible(!whole);
    if (!whole) {
        m_problem->setText(whole.error().message);
        return;
    }
    accept();
    Q_EMIT chosen(*whole);
}

} // namespace pulse
