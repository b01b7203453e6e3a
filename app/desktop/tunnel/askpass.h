// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QLocalServer>
#include <QTemporaryDir>

#include <deque>
#include <memory>
#include <optional>

class QLocalSocket;
class QProcessEnvironment;

namespace pulse {

/// A question of ssh to the user, in ssh's own words, which may be several lines.
struct SshQuestion
{
    enum class Kind {
        Secret, ///< a passphrase, password or PIN; hidden while it is typed
        YesNo,  ///< whether an unknown host key is trusted, or a key may be used; the answer is "yes" or "no"
        Notice, ///< the user has to do something, such as touching a security key, until it is withdrawn; no answer
    };

    QString text;
    Kind kind = Kind::Secret;
    qint64 asker = 0;        ///< process id of the ssh that asks; each jump host has its own
    bool isRepeated = false; ///< it was answered before, but the answer was not accepted

    bool operator==(const SshQuestion &) const = default;
};

/// Answers questions that ssh asks through the program in SSH_ASKPASS, which is our own in another role: it passes the
/// question over a socket that only this user can reach, and prints the answer. One question at a time; nothing is
/// stored.
class AskPass : public QObject
{
    Q_OBJECT

public:
    explicit AskPass(QObject *parent = nullptr);
    ~AskPass() override;

    Result<void> listen(); ///< does nothing if it already listens
    /// Returns the environment in which a process and its children ask here. `program` calls `runAskPass`.
    void putInto(QProcessEnvironment &environment, const QString &program) const;

    void answer(const QString &text); ///< answers the newest question
    void decline();                   ///< ends the question without an answer
    void dropAll();                   ///< ends all questions without an answer

Q_SIGNALS:
    void asked(const pulse::SshQuestion &question);
    void withdrawn(); ///< the newest question needs no answer any more

private:
    struct Waiting
    {
        QLocalSocket *socket;
        SshQuestion question;
    };

    void accept();
    void read(QLocalSocket *socket);
    void forget(QLocalSocket *socket);
    void askNext();
    QLocalSocket *takeFirst();

    std::unique_ptr<QTemporaryDir> m_folder;
    QLocalServer m_server;
    std::deque<Waiting> m_waiting; // `asked` was emitted for the first one
};

/// The other role, called in `main` before anything else: if ssh started this process to ask for something, asks and
/// returns the exit code. Returns nothing otherwise.
std::optional<int> runAskPass(int argc, char *argv[]);

} // namespace pulse
