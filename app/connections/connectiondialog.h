// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/theme.h"
#include "app/connections/connection.h"

#include <QDialog>

class QFormLayout;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace pulse {

class SegmentedControl;

/// Asks for a connection, beginning with another one; a name has to be given anew.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectionDialog(const Connection &initial, const Theme &theme, QWidget *parent);

    /// What stands in the fields. Error: names the field.
    Result<Connection> connection() const;

Q_SIGNALS:
    void chosen(const pulse::Connection &connection); ///< it was whole; the dialog has closed

private:
    void addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside = nullptr);
    QLineEdit *addField(QFormLayout *form, const QString &label, const QString &text, const QString &example = {});
    QLineEdit *addSecret(QFormLayout *form, const QString &label, const QString &text);
    QLineEdit *addFile(QFormLayout *form, const QString &label, const QString &text);
    QWidget *thisMachinePage(const Connection &initial);
    QWidget *redisPage(const Connection &initial);
    QWidget *gatewayPage(const Connection &initial);
    void submit();
    Result<Connection> readRedis() const;
    Result<Connection> readGateway() const;

    Connection m_initial;
    Theme m_theme;
    SegmentedControl *m_kind; // this and the others: children
    QStackedWidget *m_pages;
    QLabel *m_problem;
    QLineEdit *m_name;
    QLineEdit *m_function;
    QLineEdit *m_server;
    QLineEdit *m_user;
    QLineEdit *m_password;
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
    QLineEdit *m_gatewayKey;
};

} // namespace pulse
