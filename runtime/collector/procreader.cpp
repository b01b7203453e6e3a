// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/procreader.h"

#include <QDir>
#include <QFile>

namespace pulse {

ProcReader::ProcReader(QString root)
    : m_root(std::move(root))
{
    if (!m_root.endsWith(QLatin1Char('/')))
        m_root += QLatin1Char('/');
}

QString ProcReader::absolute(const QString &path) const
{
    return m_root + path;
}

Result<QByteArray> ProcReader::read(const QString &path) const
{
    QFile file(absolute(path));
    QByteArray content;
    if (file.open(QIODevice::ReadOnly))
        content = file.readAll();
    if (file.error() != QFileDevice::NoError) // also when a device went away while it was read
        return Error{QStringLiteral("%1: %2").arg(file.fileName(), file.errorString())};
    return content;
}

Result<QStringList> ProcReader::folders(const QString &path) const
{
    const QDir folder(absolute(path));
    if (!folder.isReadable())
        return Error{QStringLiteral("%1: not a readable folder").arg(folder.path())};
    return folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted);
}

bool ProcReader::exists(const QString &path) const
{
    return QFile::exists(absolute(path));
}

QString ProcReader::networkFolder() const
{
    const QString ofFirstProcess = QStringLiteral("proc/1/net");
    return m_root != QLatin1String("/") && exists(ofFirstProcess) ? ofFirstProcess : QStringLiteral("proc/net");
}

} // namespace pulse
