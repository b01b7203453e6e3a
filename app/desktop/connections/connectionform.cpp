// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectionform.h"

#include "app/desktop/connections/gatewayurl.h"
#include "app/desktop/connections/redisform.h"
#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/labels.h"
#include "app/widgets/segmentedcontrol.h"
#include "common/core/literals.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPushButton>
#include <QVBoxLayout>

namespace pulse {
namespace {

using Kind = Connection::Kind;

} // namespace

ConnectionForm::ConnectionForm(QPushButton *find, bool canKeepSecrets, QWidget *parent)
    : QWidget(parent)
    , m_kind(new SegmentedControl(this))
    , m_name(new FormField(tr("Connection name"), this))
{
    QVBoxLayout *column = formColumn(this);
    if (isNarrow(*this)) {
        m_kind->setColumns(2);
        m_kind->setFilling(true);
    }
    m_kind->setSegments(
        {tr("This machine"), tr("Redis server"), tr("Gateway"), tr("Demo data")}); // in the order of Kind
    m_kind->setAccessibleName(tr("Results come from"));
    m_name->setExample(tr("a name for the list of connections"));
    column->addWidget(m_kind, 0, isNarrow(*this) ? Qt::Alignment() : Qt::AlignLeft);
    column->addWidget(m_name);
    m_redis = new RedisForm(find, canKeepSecrets, this);
    m_pages = {
        thisMachinePage(), m_redis, gatewayPage(canKeepSecrets),
        formRemark(tr("Made-up results of a machine that does not exist, to see what the dashboard does."), this)};
    for (QWidget *page : std::as_const(m_pages))
        column->addWidget(page);
    column->addStretch(1);
    connectFields();
    showPage();
}

void ConnectionForm::connectFields()
{
    connect(m_redis, &RedisForm::serverEdited, this, &ConnectionForm::serverEdited);
    connect(m_redis, &RedisForm::edited, this, &ConnectionForm::edited);
    for (const FormField *one : {m_function, m_gateway, m_gatewayKey, static_cast<FormField *>(m_token)})
        connect(one, &FormField::edited, this, &ConnectionForm::edited);
    connect(m_kind, &SegmentedControl::chosen, this, [this] {
        showPage();
        Q_EMIT edited();
    });
}

void ConnectionForm::applyTheme()
{
    if (const QCompleter *keys = m_redis->outputKey()->edit()->completer())
        applyControlStyle(*keys->popup());
}

void ConnectionForm::focusKind()
{
    m_kind->setFocus();
}

Kind ConnectionForm::kind() const
{
    return static_cast<Kind>(m_kind->current());
}

QWidget *ConnectionForm::thisMachinePage()
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = formColumn(page);
    m_function = new FormField(tr("Function"), page);
    m_function->setExample(tr("your .py or .zip; empty: the sample function"));
    m_function->addBrowse();
    column->addWidget(m_function);
    column->addWidget(formRemark(tr("This machine is measured every few seconds, and the function is called with each "
                                    "measurement. You can edit its file while it runs: it is loaded again each time "
                                    "you save it, and the Function view shows its errors."),
                                 page));
    return page;
}

QWidget *ConnectionForm::gatewayPage(bool canKeepSecrets)
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = formColumn(page);
    m_gateway = new FormField(tr("Gateway"), page);
    m_gateway->setExample(u"http://host:53004"_s);
    m_gatewayKey = new FormField(tr("Output key"), page);
    m_gatewayKey->setExample(tr("empty: the gateway's first one"));
    m_token = new SecretField(tr("Token"), tr("Keep the token in the desktop's secret store"), canKeepSecrets, page);
    column->addWidget(formHeading(tr("Where"), page));
    column->addWidget(m_gateway);
    column->addWidget(m_gatewayKey);
    column->addWidget(formHeading(tr("Sign in"), page));
    column->addWidget(m_token);
    return page;
}

void ConnectionForm::showPage()
{
    for (qsizetype i = 0; i < m_pages.size(); ++i)
        m_pages[i]->setVisible(i == m_kind->current());
    m_name->setVisible(kind() != Kind::Demo); // there is one entry for them anyway
}

void ConnectionForm::fill(const Connection &connection)
{
    m_shown = connection;
    m_kind->setCurrent(static_cast<int>(connection.kind));
    m_name->setText(connection.name);
    m_function->setText(connection.function);
    m_redis->fill(connection);
    m_gateway->setText(connection.gateway.toString());
    m_gatewayKey->setText(QString::fromUtf8(connection.outputKey));
    showPage();
}

void ConnectionForm::showSecrets(bool isStored)
{
    for (SecretField *one : {m_redis->password(), m_token})
        one->showState(isStored, !m_shown.secret().isEmpty());
}

/// Adds the known secret of the same account if the fields contain none.
Connection ConnectionForm::withSecret(Connection connection) const
{
    if (connection.secret().isEmpty() && connection.account() == m_shown.account())
        connection.setSecret(m_shown.secret());
    return connection;
}

Result<Connection, FieldError> ConnectionForm::connection() const
{
    const auto read = [this]() -> Result<Connection, FieldError> {
        switch (kind()) {
        case Kind::ThisMachine:
            return readThisMachine();
        case Kind::Redis:
            return m_redis->connection();
        case Kind::Gateway:
            return readGateway();
        case Kind::Demo:
            break;
        }
        return Connection();
    };
    Result<Connection, FieldError> result = read();
    if (!result)
        return result;
    result->kind = kind();
    if (kind() != Kind::Demo)
        result->name = m_name->text().trimmed();
    if (const Result<void> whole = result->check(); !whole)
        return FieldError{whole.error().message, m_redis->serverField()};
    return withSecret(*result);
}

Result<Connection, FieldError> ConnectionForm::server() const
{
    const Result<Connection, FieldError> server = m_redis->server();
    return server ? withSecret(*server) : server;
}

Result<Connection, FieldError> ConnectionForm::readThisMachine() const
{
    Connection result;
    result.function = m_function->text().trimmed();
    if (m_shown.kind == Kind::ThisMachine)
        result.redis = m_shown.redis;
    return result;
}

Result<Connection, FieldError> ConnectionForm::readGateway() const
{
    Connection result;
    result.kind = Kind::Gateway;
    const Result<QUrl> url = feedUrl(m_gateway->text().trimmed());
    if (!url)
        return FieldError{url.error().message, m_gateway};
    result.gateway = *url;
    result.gatewayToken = m_token->text().toUtf8();
    result.outputKey = m_gatewayKey->text().toUtf8();
    return result;
}

bool ConnectionForm::keepsSecret() const
{
    return (kind() == Kind::Gateway ? m_token : m_redis->password())->isKept();
}

void ConnectionForm::showError(const FieldError &error)
{
    if (error.field->isHidden())
        m_redis->showAdvanced();
    error.field->setError(error.message);
    error.field->edit()->setFocus();
}

void ConnectionForm::showSecretError(const QString &why)
{
    (kind() == Kind::Gateway ? m_token : m_redis->password())->setError(why);
}

void ConnectionForm::showKeyError(const QString &why)
{
    m_redis->outputKey()->setError(why);
}

void ConnectionForm::clearErrors()
{
    for (FormField *one : findChildren<FormField *>())
        one->setError({});
}

void ConnectionForm::offerKeys(const QStringList &keys)
{
    QLineEdit *field = m_redis->outputKey()->edit();
    auto *completer = new QCompleter(keys, field);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    applyControlStyle(*completer->popup());
    field->setCompleter(completer); // which deletes the previous one
    field->setFocus();
    completer->complete();
}

void ConnectionForm::withdrawKeys()
{
    m_redis->outputKey()->edit()->setCompleter(nullptr);
}

} // namespace pulse
