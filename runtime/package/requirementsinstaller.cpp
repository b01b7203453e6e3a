// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/package/requirementsinstaller.h"

#include "common/core/literals.h"

#include <QFileInfo>

namespace pulse {
namespace {

QString pythonOf(const RequirementsInstaller::Options &options)
{
    return options.python.isEmpty() ? QStringLiteral(PULSEBOARD_PYTHON) : options.python;
}

QStringList pipArguments(const RequirementsInstaller::Options &options)
{
    // Isolated (-I): otherwise a json.py beside the requirements file would replace Python's own.
    return {u"-I"_s,
            u"-m"_s,
            u"pip"_s,
            u"install"_s,
            u"--disable-pip-version-check"_s,
            u"--no-input"_s,
            u"--no-warn-script-location"_s,
            u"--no-cache-dir"_s,
            u"--target"_s,
            QFileInfo(options.targetFolder).absoluteFilePath(),
            u"-r"_s,
            QFileInfo(options.requirementsFile).absoluteFilePath()};
}

/// This environment also applies to the programs that build packages for pip.
QProcessEnvironment pipEnvironment(const QString &temporaryFolder)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"PYTHONPATH"_s);
    environment.remove(u"PYTHONHOME"_s);
    environment.insert(u"PYTHONNOUSERSITE"_s, u"1"_s);
    environment.insert(u"PIP_USER"_s, u"0"_s);
    environment.insert(u"TMPDIR"_s, temporaryFolder);
    return environment;
}

ProcessCommand pipCommand(const RequirementsInstaller::Options &options, const QString &temporaryFolder)
{
    return {.program = pythonOf(options),
            .arguments = pipArguments(options),
            .environment = pipEnvironment(temporaryFolder),
            .workingDirectory = QFileInfo(options.requirementsFile).absolutePath()};
}

} // namespace

RequirementsInstaller::RequirementsInstaller(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_temporary(QFileInfo(options.targetFolder).absolutePath() + u"/.pip-XXXXXX"_s)
    , m_pip({.prepare = [this] { return pipCommand(m_options, m_temporary.path()); }})
{
    m_deadline.setSingleShot(true);
    connect(&m_pip, &KeptProcess::printed, this, &RequirementsInstaller::handleLine);
    // Queued, since the receiver may delete this object and the process with it.
    connect(&m_pip, &KeptProcess::ended, this, &RequirementsInstaller::finish, Qt::QueuedConnection);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_tookTooLong = true;
        m_pip.kill();
    });
}

void RequirementsInstaller::start()
{
    m_deadline.start(m_options.deadline);
    m_pip.start();
}

void RequirementsInstaller::handleLine(const QByteArray &line)
{
    constexpr QByteArrayView start("ERROR: ");
    if (line.startsWith(start))
        m_lastError = QString::fromUtf8(line.sliced(start.size())).trimmed();
    if (line.endsWith("No module named pip"))
        m_pipIsMissing = true;
    Q_EMIT printed(line);
}

void RequirementsInstaller::finish(const ProcessEnd &end)
{
    m_deadline.stop();
    if (end.isSuccess())
        Q_EMIT installed();
    else
        Q_EMIT failed(describeFailure(end));
}

Error RequirementsInstaller::describeFailure(const ProcessEnd &end) const
{
    QString why = m_lastError.isEmpty() ? u"pip %1"_s.arg(end.toString()) : m_lastError;
    if (m_pipIsMissing)
        why = u"there is no pip; install the package python3-pip"_s;
    if (m_tookTooLong)
        why = u"pip did not finish within %1 ms"_s.arg(m_options.deadline.count());
    return {u"Cannot install the packages in %1: %2"_s.arg(m_options.requirementsFile, why)};
}

} // namespace pulse
