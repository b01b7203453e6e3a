// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"
#include "common/core/literals.h"

#include "tests/support/paths.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <cstddef>
#include <iterator>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

namespace pulse::test {
namespace {

/// Makes socket(AF_INET6, …) fail from now on, also in all children. Runs between fork and exec.
void denyIPv6()
{
    sock_filter filter[] = {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},   {BPF_JMP | BPF_JEQ | BPF_K, 0, 3, SYS_socket},
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, args)}, {BPF_JMP | BPF_JEQ | BPF_K, 0, 1, AF_INET6},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EAFNOSUPPORT},      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
    };
    const sock_fprog program{static_cast<unsigned short>(std::size(filter)), filter};
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

} // namespace

bool isJsonLog(const QByteArray &log, const QByteArray &message)
{
    bool hasMessage = false;
    for (const QByteArray &line : log.trimmed().split('\n')) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) {
            qWarning() << "not a JSON object:" << line;
            return false;
        }
        hasMessage = hasMessage || document["message"_L1].toString().contains(QString::fromUtf8(message));
    }
    if (!hasMessage)
        qWarning() << "no line has" << message << "in" << log;
    return hasMessage;
}

Program::Program(const QString &name)
{
    m_process.setProgram(test::programPath("/") + name);
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "QT_QPA_PLATFORM", "HOME"}) {
        if (system.contains(QLatin1String(variable)))
            setVariable(QLatin1String(variable), system.value(QLatin1String(variable)));
    }
}

Program::~Program()
{
    kill();
}

void Program::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished();
}

bool Program::start(const QStringList &arguments)
{
    m_output.clear();
    m_log.clear();
    m_process.setProcessEnvironment(m_environment);
    m_process.setArguments(arguments);
    m_process.start();
    return m_process.waitForStarted();
}

void Program::withoutIPv6()
{
    m_process.setChildProcessModifier(denyIPv6);
}

int Program::terminate()
{
    m_process.terminate();
    return waitForEnd();
}

int Program::waitForEnd()
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(10000))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray Program::output()
{
    read();
    return m_output;
}

QByteArray Program::log()
{
    read();
    return m_log;
}

void Program::read()
{
    m_output += m_process.readAllStandardOutput();
    m_log += m_process.readAllStandardError();
}

} // namespace pulse::test
