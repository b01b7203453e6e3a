// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/desktop/connections/formfield.h"

class QPushButton;

namespace pulse {

class RedisForm;
class SegmentedControl;

/// The fields of a connection: the kind, the connection's name, and a page for each kind.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    /// `find` is placed beside the output key of a Redis server. `canKeepSecrets`: offer to store the password or
    /// token.
    ConnectionForm(QPushButton *find, bool canKeepSecrets, QWidget *parent);

    void fill(const Connection &connection);
    void applyTheme();                                  ///< call it after the window's style sheet is set
    void focusKind();                                   ///< gives the keyboard to the choice of the kind
    const Connection &shown() const { return m_shown; } ///< the connection that filled the fields
    Connection::Kind kind() const;
    void showSecrets(bool isStored); ///< shows whether a password or token is in the secret store or known

    Result<Connection, FieldError> connection() const; ///< the connection in the fields
    Result<Connection, FieldError> server() const;     ///< the Redis server in the fields, without keys
    bool keepsSecret() const;

    void showError(const FieldError &error); ///< below its field, which gets the keyboard
    void showSecretError(const QString &why);
    void showKeyError(const QString &why); ///< below the output key of a Redis server
    void clearErrors();

    /// Opens a list of keys below the output key.
    void offerKeys(const QStringList &keys);
    void withdrawKeys();

Q_SIGNALS:
    void edited();       ///< the user changed something
    void serverEdited(); ///< the user changed the Redis server, or the way to it

private:
    QWidget *thisMachinePage();
    QWidget *gatewayPage(bool canKeepSecrets);
    void connectFields();
    void showPage();
    Connection withSecret(Connection connection) const;
    Result<Connection, FieldError> readThisMachine() const;
    Result<Connection, FieldError> readGateway() const;

    Connection m_shown;
    SegmentedControl *m_kind; // the children, in the order of the keyboard
    FormField *m_name;
    QList<QWidget *> m_pages; // in the order of Kind
    FormField *m_function;
    RedisForm *m_redis;
    FormField *m_gateway;
    FormField *m_gatewayKey;
    SecretField *m_token;
};

} // namespace pulse
