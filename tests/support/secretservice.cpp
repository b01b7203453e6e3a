// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/secretservice.h"
#include "common/core/literals.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace pulse::test {
namespace {

constexpr int withinMs = 10'000;

/// Returns the usual configuration of the session bus, except for its address, and without services that start on
/// demand.
QByteArray configuration(const QString &address)
{
    return QByteArrayLiteral("<busconfig><type>session</type><listen>") + address.toUtf8() +
           QByteArrayLiteral("</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
                             "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
}

bool answers()
{
    QProcess ask;
    ask.start(u"dbus-send"_s, {u"--session"_s, u"--print-reply"_s, u"--dest=org.freedesktop.secrets"_s,
                               u"/org/freedesktop/secrets"_s, u"org.freedesktop.DBus.Peer.Ping"_s});
    return ask.waitForFinished(withinMs) && ask.exitCode() == 0;
}

void end(QProcess &process)
{
    process.kill();
    process.waitForFinished();
}

} // namespace

SecretService::~SecretService()
{
    stop();
    end(m_bus);
}

bool SecretService::start()
{
    for (const char *variable : {"XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"}) {
        const QString folder = m_folder.filePath(QLatin1String(variable));
        QDir().mkpath(folder);
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(variable, folder.toUtf8());
    }
    QFile config(m_folder.filePath(u"bus.conf"_s));
    if (!config.open(QIODevice::WriteOnly))
        return false;
    config.write(configuration(u"unix:path="_s + m_folder.filePath(u"bus"_s)));
    config.close();
    m_bus.setStandardErrorFile(QProcess::nullDevice());
    m_bus.start(u"dbus-daemon"_s, {u"--config-file="_s + config.fileName(), u"--nofork"_s, u"--print-address"_s});
    if (!m_bus.waitForReadyRead(withinMs))
        return false;
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    m_keyring.setStandardOutputFile(QProcess::nullDevice());
    m_keyring.setStandardErrorFile(QProcess::nullDevice());
    m_keyring.start(u"gnome-keyring-daemon"_s, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
    m_keyring.write("its password\n");
    m_keyring.closeWriteChannel();
    return m_keyring.waitForStarted(withinMs) && QTest::qWaitFor(answers, withinMs);
}

void SecretService::stop()
{
    end(m_keyring);
}

} // namespace pulse::test
