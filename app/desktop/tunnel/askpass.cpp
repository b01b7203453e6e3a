// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/askpass.h"

#include "common/core/literals.h"

#include <QCoreApplication>
#include <QLocalSocket>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace pulse {
namespace {

constexpr char socketVariable[] = "PULSEBOARD_ASKPASS_SOCKET";
constexpr qint64 longestMessage = 64 * 1024;
constexpr int fields = 3; // SSH_ASKPASS_PROMPT, the asker's process id, the text; a NUL after each

SshQuestion::Kind kindOf(const QByteArray &hint, const QString &text)
{
    // ssh gives no hint when it asks for a host key.
    static const QRegularExpression yesNo(u"\\(yes/no[^)]*\\)[?:]?\\s*$|^Please type 'yes'"_s);
    if (hint == "none")
        return SshQuestion::Kind::Notice;
    if (hint == "confirm" || text.contains(yesNo))
        return SshQuestion::Kind::YesNo;
    return SshQuestion::Kind::Secret;
}

int ask(const QString &socketPath, const QByteArray &message)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected())
        return 1;
    socket.write(message);
    while (socket.waitForReadyRead(-1)) // until the other end closes
        continue;
    const QByteArray reply = socket.readAll();
    if (!reply.startsWith('+'))
        return 1;
    std::printf("%s\n", reply.constData() + 1);
    return 0;
}

} // namespace

AskPass::AskPass(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &AskPass::accept);
}

AskPass::~AskPass()
{
    for (QLocalSocket *socket : m_server.findChildren<QLocalSocket *>())
        socket->disconnect(this);
}

Result<void> AskPass::listen()
{
    if (m_server.isListening())
        return {};
    m_folder = std::make_unique<QTemporaryDir>(); // 0700
    if (!m_folder->isValid())
        return Error{tr("no folder can be created: %1").arg(m_folder->errorString())};
    if (!m_server.listen(m_folder->filePath(u"ask"_s)))
        return Error{tr("%1 cannot be created: %2").arg(m_folder->filePath(u"ask"_s), m_server.errorString())};
    return {};
}

void AskPass::putInto(QProcessEnvironment &environment, const QString &program) const
{
    environment.insert(u"SSH_ASKPASS"_s, program);
    environment.insert(u"SSH_ASKPASS_REQUIRE"_s, u"force"_s);
    environment.insert(QLatin1String(socketVariable), m_server.fullServerName());
}

void AskPass::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] { forget(socket); });
        read(socket);
    }
}

void AskPass::read(QLocalSocket *socket)
{
    const QByteArray message = socket->peek(longestMessage);
    if (message.count('\0') < fields) {
        if (message.size() == longestMessage)
            socket->abort();
        return;
    }
    socket->readAll();
    const QByteArrayList parts = message.split('\0');
    SshQuestion question;
    question.text = QString::fromUtf8(parts[2]).trimmed();
    question.kind = kindOf(parts[0], question.text);
    question.asker = parts[1].toLongLong();
    m_waiting.push_back({socket, question});
    if (m_waiting.size() == 1)
        askNext();
}

void AskPass::forget(QLocalSocket *socket)
{
    socket->deleteLater();
    const auto isIt = [socket](const Waiting &waiting) { return waiting.socket == socket; };
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), isIt);
    if (found == m_waiting.end())
        return;
    const bool wasAsked = found == m_waiting.begin();
    m_waiting.erase(found);
    if (wasAsked) {
        Q_EMIT withdrawn();
        askNext();
    }
}

void AskPass::askNext()
{
    if (!m_waiting.empty())
        Q_EMIT asked(SshQuestion(m_waiting.front().question));
}

QLocalSocket *AskPass::takeFirst()
{
    QLocalSocket *socket = m_waiting.front().socket;
    m_waiting.pop_front();
    return socket;
}

void AskPass::answer(const QString &text)
{
    if (m_waiting.empty() || m_waiting.front().question.kind == SshQuestion::Kind::Notice)
        return;
    QLocalSocket *socket = takeFirst();
    socket->write('+' + text.toUtf8());
    socket->disconnectFromServer();
    askNext();
}

void AskPass::decline()
{
    if (m_waiting.empty())
        return;
    takeFirst()->disconnectFromServer();
    askNext();
}

void AskPass::dropAll()
{
    const std::deque<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &one : waiting)
        one.socket->disconnectFromServer();
    if (!waiting.empty())
        Q_EMIT withdrawn();
}

std::optional<int> runAskPass(int argc, char *argv[])
{
    const QString socketPath = qEnvironmentVariable(socketVariable);
    if (socketPath.isEmpty())
        return {};
    const QCoreApplication application(argc, argv);
    const QByteArray text = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    return ask(socketPath, qgetenv("SSH_ASKPASS_PROMPT") + '\0' + QByteArray::number(::getppid()) + '\0' + text + '\0');
}

} // namespace pulse
