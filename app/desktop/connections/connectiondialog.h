// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/formfield.h"
#include "app/desktop/connections/secretstore.h"
#include "app/style/adaptive.h"

#include <QDialog>

#include <memory>

class QPushButton;
class QScrollArea;

namespace pulse {

class ConnectionForm;
class ConnectionList;
class ConnectionTest;
class KeyFinder;
class SshPrompt;
class SshTunnel;
class TestSteps;

/// Asks the user for a connection, beginning with the current one. A list beside the fields has the known connections,
/// which can be chosen, changed and forgotten. The dialog is as high as its contents. If the window that opens it is
/// narrow, it is not wider, and the list is above the fields.
class ConnectionDialog : public Adaptive<QDialog>
{
    Q_OBJECT

public:
    /// `secrets` has to outlive the dialog; null: passwords are not stored.
    ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets, QWidget *parent);
    ~ConnectionDialog() override;

    Result<Connection, FieldError> connection() const; ///< the connection in the fields

    void showSecretProblem(const QString &sentence); ///< below the password or the token

Q_SIGNALS:
    /// The user chose a complete connection, and the dialog closed. `keepsSecret`: store its password or token, if it
    /// has one; else remove it from the store.
    void chosen(const pulse::Connection &connection, bool keepsSecret);
    void forgotten(const pulse::Connection &connection); ///< a known connection

protected:
    void applyTheme() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *fields();
    QWidget *buttons();
    void forgetSizes();
    void fill(const Connection &connection);
    void showSecrets();
    void forget(const Connection &connection);
    void onEdited();
    void findKeys();
    void startFinder(const Connection &connection);
    void offerKeys(const QByteArrayList &keys);
    void testConnection();
    void startTest(const Connection &connection);
    void endTask();
    void submit();
    void withSecret(const Connection &connection, std::function<void(const Connection &)> proceed);
    void answerQuestionsOf(SshTunnel *tunnel);

    SecretStore *m_secrets;
    std::unique_ptr<QObject> m_recall;      // exists while the secret is read that the search or the test needs
    std::unique_ptr<KeyFinder> m_finder;    // exists during a search
    std::unique_ptr<ConnectionTest> m_test; // exists during a test
    std::unique_ptr<SshPrompt> m_prompt;    // exists during a search or a test through SSH
    ConnectionList *m_known;                // the children, in the order of the keyboard
    QPushButton *m_find;
    ConnectionForm *m_form;
    TestSteps *m_steps;
    QScrollArea *m_scroll = nullptr;
    QPushButton *m_testButton; // starts a test, or cancels it
};

} // namespace pulse
