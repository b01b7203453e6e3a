// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/desktop/connections/formfield.h"

class QPushButton;

namespace pulse {

class Disclosure;
class SegmentedControl;

/// The fields of a Redis server: where it is, how it is reached, the user, and settings that few users need. Fields
/// that do not apply are hidden and ignored.
class RedisForm : public QWidget
{
    Q_OBJECT

public:
    /// `find` is placed beside the output key. `canKeepSecrets`: offer to store the password.
    RedisForm(QPushButton *find, bool canKeepSecrets, QWidget *parent);

    void fill(const Connection &connection); ///< everything except the password
    void showAdvanced();                     ///< shows the advanced fields

    Result<Connection, FieldError> server() const;     ///< without keys
    Result<Connection, FieldError> connection() const; ///< with keys; not checked as a whole

    FormField *serverField() const { return m_server; }
    FormField *outputKey() const { return m_outputKey; }
    SecretField *password() const { return m_password; }

Q_SIGNALS:
    void edited();       ///< the user changed a field
    void serverEdited(); ///< the user changed the server, or the way to it

private:
    FormField *addField(const QString &label, const QString &example = {});
    FormField *addFile(const QString &label);
    void addWhere(QPushButton *find);
    void addReach();
    void addSignIn(bool canKeepSecrets);
    void addAdvanced();
    void showFields();
    Result<RedisUrl, FieldError> url() const;
    Result<SshTunnel::Options, FieldError> ssh() const;

    FormField *m_server; // the children, in the order of the keyboard
    FormField *m_outputKey;
    SegmentedControl *m_reach;
    FormField *m_sshHost;
    FormField *m_sshIdentity;
    FormField *m_sshJump;
    FormField *m_user;
    SecretField *m_password;
    Disclosure *m_advanced;
    FormField *m_inputKey;
    Label *m_tlsRemark;
    Label *m_signInRemark = nullptr;
    FormField *m_caFile;
    FormField *m_certFile;
    FormField *m_keyFile;
};

} // namespace pulse
