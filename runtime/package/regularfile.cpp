// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/package/regularfile.h"

#include "common/core/literals.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

namespace pulse {
namespace {

constexpr qint64 partBytes = 64 * 1024;

} // namespace

Result<QByteArray> readRegularFile(const QString &path, qint64 largest)
{
    const auto failure = [&path](const QString &why) { return Error{u"%1 cannot be read: %2"_s.arg(path, why)}; };
    // Non-blocking, because opening a pipe would wait for a writer.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return failure(QString::fromLocal8Bit(std::strerror(errno)));
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly, QFile::AutoCloseHandle))
        return failure(file.errorString());
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return failure(u"it is not a regular file"_s);
    QByteArray content; // the size is unknown: files of /proc have none
    for (QByteArray part = file.read(partBytes); !part.isEmpty() && content.size() <= largest;
         part = file.read(partBytes))
        content += part;
    if (file.error() != QFileDevice::NoError)
        return failure(file.errorString());
    if (content.size() > largest)
        return Error{u"%1 is larger than the limit of %2 bytes"_s.arg(path).arg(largest)};
    return content;
}

} // namespace pulse
