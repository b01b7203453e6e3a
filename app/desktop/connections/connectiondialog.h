// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/style/theme.h"

#include <QDialog>

#include <memory>

class QCheckBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace pulse {

class Label;

class KeyFinder;
class SecretStore;
class SegmentedControl;
class SshPrompt;

/// Asks for a connection, beginning with the one in use. Those that are known stand beside it, to be chosen, changed
/// and forgotten.
class ConnectionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `secrets`: has to outlive it; null: passwords are kept nowhere.
    ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets, QWidget *parent);
    ~ConnectionDialog() override;

    /// What stands in the fields. Error: names the field.
    Result<Connection> connection() const;

    void showProblem(const QString &sentence);

Q_SIGNALS:
    /// It was whole; the dialog has closed. `keepsSecret`: where it has one, it is to be kept, else forgotten.
    void chosen(const pulse::Connection &connection, bool keepsSecret);
    void forgotten(const pulse::Connection &connection); ///< one of the known ones

private:
    void addRow(QFormLayout *form, const QString &label, QLineEdit *field, QWidget *beside = nullptr);
    QLineEdit *addField(QFormLayout *form, const QString &label, const QString &example = {},
                        QWidget *beside = nullptr);
    QLineEdit *addSecret(QFormLayout *form, const QString &label);
    QLineEdit *addFile(QFormLayout *form, const QString &label, const QString &example = {});
    Label *remark(const QString &text);
    QCheckBox *addKeep(QFormLayout *form, const QString &text);
    QWidget *knownOnes();
    QWidget *fields();
    QWidget *thisMachinePage();
    QWidget *redisPage();
    QWidget *gatewayPage();
    QWidget *demoPage();
    void choose();
    void fill(const Connection &connection);
    void showSecrets();
    Connection withSecret(Connection connection) const;
    void forget();
    void findKeys();
    void startFinder(const Connection &connection);
    void endFinder();
    void offerKeys(const QByteArrayList &keys);
    void submit();
    Result<Connection> readServer() const;
    Result<Connection> readRedis() const;
    Result<Connection> readGateway() const;

    Connection m_shown; // what the fields were filled with
    QList<Connection> m_knownOnes;
    SecretStore *m_secrets;
    std::unique_ptr<QObject> m_recall;   // while a secret is awaited, to look with
    std::unique_ptr<KeyFinder> m_finder; // while it looks
    std::unique_ptr<SshPrompt> m_prompt; // the same, over SSH
    QListWidget *m_known;                // this and the others: children
    QPushButton *m_forget;
    QPushButton *m_find;
    SegmentedControl *m_kind;
    QStackedWidget *m_pages;
    Label *m_problem;
    QLineEdit *m_name;
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
};

} // namespace pulse
