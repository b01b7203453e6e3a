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

/// What ssh asks a person, in its own words, which may be several lines.
struct SshQuestion
{
    enum class Kind {
        Secret, ///< a passphrase, password or PIN: not to be seen while it is typed
        YesNo,  ///< whether an unknown host key is trusted, or a key may be used; the answer is "yes" or "no"
        Notice, ///< nothing to be answered, but to be done, as touching a security key; until it is withdrawn
    };

    QString text;
    Kind kind = Kind::Secret;
    qint64 asker = 0; ///< process id of the ssh that asks; a jump host has one of its own

    bool operator==(const SshQuestion &) const = default;
};

/// Answers what ssh asks through the program in SSH_ASKPASS, which is our own in another role: it hands the question
/// over a socket that nobody else can reach, and prints the answer. One question at a time; nothing is kept.
class AskPass : public QObject
{
    Q_OBJECT

public:
    explicit AskPass(QObject *parent = nullptr);
    ~AskPass() override;

    Result<void> listen(); ///< does nothing where it does already
    /// What a process needs so that it, and those that it starts, ask here. `program` calls `runAskPass`.
    void putInto(QProcessEnvironment &environment, const QString &program) const;

    void answer(const QString &text); ///< to the question that was asked last
    void decline();                   ///< leaves it unanswered
    void dropAll();                   ///< and all that wait behind it

Q_SIGNALS:
    void asked(const pulse::SshQuestion &question);
    void withdrawn(); ///< nobody waits for the answer to it any more

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
    std::deque<Waiting> m_waiting; // the first one has been asked
};

/// The other half, in `main` before anything else: where this process was started by ssh to ask for something, asks,
/// and returns the exit code. Nothing: it was not.
std::optional<int> runAskPass(int argc, char *argv[]);

} // namespace pulse
