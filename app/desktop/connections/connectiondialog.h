// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/style/adaptive.h"

#include <QDialog>

#include <memory>

class QListWidget;
class QPushButton;

namespace pulse {

class ConnectionForm;
class KeyFinder;
class Label;
class SecretStore;
class SshPrompt;

/// Asks the user for a connection, beginning with the current one. A list beside the fields has the known connections,
/// which can be chosen, changed and forgotten.
class ConnectionDialog : public Adaptive<QDialog>
{
    Q_OBJECT

public:
    /// `secrets` has to outlive the dialog; null: passwords are not stored.
    ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets, QWidget *parent);
    ~ConnectionDialog() override;

    /// Returns the connection in the fields. Error: names the field.
    Result<Connection> connection() const;

    void showProblem(const QString &sentence);

Q_SIGNALS:
    /// The user chose a complete connection, and the dialog closed. `keepsSecret`: store its password or token, if it
    /// has one; else remove it from the store.
    void chosen(const pulse::Connection &connection, bool keepsSecret);
    void forgotten(const pulse::Connection &connection); ///< a known connection

protected:
    void applyTheme() override;

private:
    QWidget *knownOnes();
    QWidget *fields();
    void choose();
    void fill(const Connection &connection);
    void showSecrets();
    void forget();
    void findKeys();
    void startFinder(const Connection &connection);
    void endFinder();
    void offerKeys(const QByteArrayList &keys);
    void submit();

    QList<Connection> m_knownOnes;
    SecretStore *m_secrets;
    std::unique_ptr<QObject> m_recall;   // exists while the secret is read that the search needs
    std::unique_ptr<KeyFinder> m_finder; // exists during a search
    std::unique_ptr<SshPrompt> m_prompt; // exists during a search through SSH
    QListWidget *m_known;                // the children, in the order of the keyboard
    QPushButton *m_forget;
    QPushButton *m_find;
    ConnectionForm *m_form;
    Label *m_problem;
};

} // namespace pulse
