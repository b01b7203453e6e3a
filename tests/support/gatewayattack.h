// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QFile>
#include <QHostAddress>
#include <QTemporaryDir>

namespace pulse::test {

inline const QHostAddress attacker(u"127.0.0.2"_s); ///< the attacker's own address

/// A folder with a file that is larger than the kernel's buffers for a client that reads nothing: /large.bin.
class LargeFile
{
public:
    LargeFile()
    {
        for (const char *name : {"index.html", "large.bin"}) {
            QFile file(m_folder.filePath(QLatin1String(name)));
            if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(20'000'000, 'x')) < 0)
                qFatal("a file to serve cannot be written");
        }
    }

    QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

} // namespace pulse::test
