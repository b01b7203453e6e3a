// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace pulse {

class Label;
class SegmentedControl;

/// The fields of a connection: a page for each kind, and the connection's name.
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
    /// Shows whether a password or token is in the secret store or known, never the secret itself: the server in the
    /// fields may be another one when the secret is used.
    void showSecrets(bool isStored);

    /// Returns the connection in the fields. Error: names the field.
    Result<Connection> connection() const;
    /// Returns the Redis server in the fields, without keys. Error: names the field.
    Result<Connection> server() const;
    bool keepsPassword() const;
    bool keepsToken() const;

    /// Opens a list of keys below the output key.
    void offerKeys(const QStringList &keys);
    void withdrawKeys();

Q_SIGNALS:
    void serverEdited(); ///< the user changed the Redis server, or the way to it

private:
    void addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside = nullptr);
    QLineEdit *addField(QFormLayout *form, const QString &label, const QString &example = {},
                        QWidget *beside = nullptr);
    QLineEdit *addSecret(QFormLayout *form, const QString &label);
    QLineEdit *addFile(QFormLayout *form, const QString &label, const QString &example = {});
    QCheckBox *addKeep(QFormLayout *form, const QString &text, bool canKeepSecrets);
    Label *remark(const QString &text);
    QWidget *thisMachinePage();
    QWidget *redisPage(QPushButton *find, bool canKeepSecrets);
    QWidget *gatewayPage(bool canKeepSecrets);
    QWidget *demoPage();
    Connection withSecret(Connection connection) const;
    Result<Connection> readRedis() const;
    Result<Connection> readGateway() const;

    Connection m_shown;
    SegmentedControl *m_kind; // the children, in the order of the keyboard
    QStackedWidget *m_pages;
    QLineEdit *m_function;
    QLineEdit *m_server;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QCheckBox *m_keepPassword;
    QLineEdit *m_outputKey;
    QLineEdit *m_inputKey;
    QLineEdit *m_ssh;
    QLineEdit *m_sshIdentity;
    QLineEdit *m_sshJump;
    QLineEdit *m_caFile;
    QLineEdit *m_certFile;
    QLineEdit *m_keyFile;
    QLineEdit *m_gateway;
    QLineEdit *m_token;
    QCheckBox *m_keepToken;
    QLineEdit *m_gatewayKey;
    QLineEdit *m_name;
};

} // namespace pulse
