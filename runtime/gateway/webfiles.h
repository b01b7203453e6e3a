// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "runtime/http/httpanswer.h"

#include <QHash>

#include <chrono>

namespace pulse {

/// The files below a folder, by the path in a request. They are listed in advance, so neither a path nor a symbolic
/// link leads out of the folder. Changed and new files are found; if `x.br` or `x.gz` exists beside `x`, browsers that
/// accept it get the compressed one.
class WebFiles
{
public:
    /// `folder`: may be in Qt's resources.
    explicit WebFiles(const QString &folder);

    bool isComplete() { return find("/index.html") != nullptr; }

    /// Answers GET or HEAD: the file, 304 if the client has it already, or 404. `/` stands for `/index.html`.
    HttpAnswer answer(const HttpRequest &request);

private:
    struct Variant
    {
        QString entry; ///< path in the folder; it may be a symbolic link to another file in it
        FileStamp stamp;
        QByteArray tag; ///< ETag: from the content
    };
    using File = QHash<QByteArray, Variant>; ///< by content coding; empty for the file itself

    void scan();
    static Variant read(const QString &entry, const Variant &known);
    const File *find(const QByteArray &path);

    QString m_folder;
    QHash<QByteArray, File> m_files;
    std::chrono::steady_clock::time_point m_scanned;
};

/// Returns the most preferred of `codings` that a header Accept-Encoding accepts (RFC 9110, section 12.5.3); empty: no
/// coding.
QByteArray chooseCoding(const QByteArray &acceptEncoding, const QByteArrayList &codings);

} // namespace pulse
