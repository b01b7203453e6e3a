// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/procreader.h"

#include "common/core/literals.h"

#include <QDir>
#include <QFile>

namespace pulse {

ProcReader::ProcReader(QString root)
    : m_root(std::move(root))
{
    if (!m_root.endsWith('/'_L1))
        m_root += '/'_L1;
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
    if (file.error() != QFileDevice::NoError) // also set if a device disappeared during the read
        return Error{u"%1: %2"_s.arg(file.fileName(), file.errorString())};
    return content;
}

Result<QStringList> ProcReader::folders(const QString &path) const
{
    const QDir folder(absolute(path));
    if (!folder.isReadable())
        return Error{u"%1: not a readable folder"_s.arg(folder.path())};
    return folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted);
}

bool ProcReader::exists(const QString &path) const
{
    return QFile::exists(absolute(path));
}

bool ProcReader::isOfThisHost() const
{
    return m_root == "/"_L1;
}

QString ProcReader::networkFolder() const
{
    const QString ofFirstProcess = u"proc/1/net"_s;
    return !isOfThisHost() && exists(ofFirstProcess) ? ofFirstProcess : u"proc/net"_s;
}

} // namespace pulse
