// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"

#include "common/core/literals.h"
#include "tests/support/paths.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace pulse::test {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0 || !file.commit())
        qFatal("Cannot write %s", qUtf8Printable(path));
}

QByteArray payload(QAnyStringView name)
{
    return contentOf(dataPath("/payloads/") + name.toString() + ".json"_L1);
}

QJsonObject jsonObject(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

QStringList words(const QString &text)
{
    return text.split(' '_L1, Qt::SkipEmptyParts);
}

} // namespace pulse::test
