// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/temporaryfolder.h"

#include "common/core/literals.h"

#include <QDir>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pulse {
namespace {

const QString lockName = u".in-use"_s;
const QString anyEnding = u"??????"_s; // as QTemporaryDir makes them of XXXXXX

/// Returns a descriptor that holds the lock on a file; -1: another process has it, or there is no such file.
int lock(const QString &file, int flags = 0)
{
    const int descriptor =
        ::open(QFile::encodeName(file).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, S_IRUSR | S_IWUSR);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return descriptor;
    ::close(descriptor);
    return -1;
}

/// A folder that has no lock yet has just been created.
void removeAbandoned(const QString &base, const QString &name)
{
    const QDir::Filters folders = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    for (const QFileInfo &folder : QDir(base).entryInfoList({name + '-'_L1 + anyEnding}, folders)) {
        if (folder.ownerId() != ::geteuid())
            continue;
        if (const int descriptor = lock(folder.filePath() + '/'_L1 + lockName); descriptor >= 0) {
            QDir(folder.filePath()).removeRecursively();
            ::close(descriptor);
        }
    }
}

} // namespace

Result<std::unique_ptr<TemporaryFolder>> TemporaryFolder::create(const QString &base, const QString &name)
{
    if (base.isEmpty()) // as QDir::tempPath() returns a TMPDIR that does not exist
        return Error{u"No temporary folder can be created: TMPDIR is %1, which does not exist"_s.arg(
            qEnvironmentVariable("TMPDIR"))};
    removeAbandoned(base, name);
    std::unique_ptr<TemporaryFolder> folder(new TemporaryFolder(base + '/'_L1 + name + u"-XXXXXX"_s));
    if (!folder->m_folder.isValid())
        return Error{u"No temporary folder can be created in %1: %2"_s.arg(base, folder->m_folder.errorString())};
    return folder;
}

TemporaryFolder::TemporaryFolder(const QString &pattern)
    : m_folder(pattern)
{
    if (!m_folder.isValid())
        return;
    const QString early = filePath(lockName + u".new"_s); // under its name, it is locked from the beginning
    m_lock = lock(early, O_CREAT);
    QFile::rename(early, filePath(lockName));
}

TemporaryFolder::~TemporaryFolder()
{
    m_folder.remove();
    if (m_lock >= 0)
        ::close(m_lock);
}

} // namespace pulse
