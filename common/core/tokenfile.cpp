// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/tokenfile.h"

#include "common/core/literals.h"

#include <QFile>

#include <algorithm>

namespace pulse {

Result<QByteArray> readTokenFile(const QString &path)
{
    constexpr qint64 longest = 4096;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{u"cannot be read: %1"_s.arg(file.errorString())};
    const QByteArray token = file.readLine(longest).trimmed();
    const auto isVisible = [](char c) { return c > ' ' && c <= '~'; };
    if (token.isEmpty() || !std::ranges::all_of(token, isVisible))
        return Error{u"must have the token in its first line: ASCII, without spaces"_s};
    return token;
}

} // namespace pulse
