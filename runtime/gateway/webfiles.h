// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "runtime/http/httpanswer.h"

#include <QHash>

#include <chrono>

namespace pulse {

/// The files below a folder, by the path they are asked for. What may be asked for is listed first, so no path leads
/// out of the folder, and neither does a symbolic link. A file that has changed or is new is found; where `x.br` or
/// `x.gz` lies beside `x`, it is what a browser gets that can unpack it.
class WebFiles
{
public:
    /// `folder`: may be one of Qt's resources.
    explicit WebFiles(const QString &folder);

    bool isComplete() { return find("/index.html") != nullptr; }

    /// To GET or HEAD: the file, 304 where it is known already, or 404. `/` is `/index.html`.
    HttpAnswer answer(const HttpRequest &request);

private:
    struct Variant
    {
        QString entry; ///< in the folder; perhaps a symbolic link to another one there
        FileStamp stamp;
        QByteArray tag; ///< ETag: from the content
    };
    using File = QHash<QByteArray, Variant>; ///< by content coding; that of the file itself is empty

    void scan();
    static Variant read(const QString &entry, const Variant &known);
    const File *find(const QByteArray &path);

    QString m_folder;
    QHash<QByteArray, File> m_files;
    std::chrono::steady_clock::time_point m_scanned;
};

/// Of those that a header Accept-Encoding takes (RFC 9110, section 12.5.3), the best; empty: as it is.
QByteArray chooseCoding(const QByteArray &acceptEncoding, const QByteArrayList &codings);

} // namespace pulse
