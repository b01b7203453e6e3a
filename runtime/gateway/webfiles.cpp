// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/webfiles.h"

#include "common/core/literals.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>

namespace pulse {
namespace {

const QByteArrayList codings = {"br", "gzip"}; // preferred first
constexpr std::chrono::seconds scanPause(1);

QString suffixOf(const QByteArray &coding)
{
    return coding == "br" ? u".br"_s : u".gz"_s;
}

/// Browsers compile WebAssembly during the download only if it has its media type.
QByteArray typeOf(const QByteArray &path)
{
    static const QHash<QByteArray, QByteArray> types = {
        {"html", "text/html; charset=utf-8"},
        {"js", "text/javascript; charset=utf-8"},
        {"mjs", "text/javascript; charset=utf-8"},
        {"css", "text/css; charset=utf-8"},
        {"txt", "text/plain; charset=utf-8"},
        {"wasm", "application/wasm"},
        {"json", "application/json"},
        {"webmanifest", "application/manifest+json"},
        {"svg", "image/svg+xml"},
        {"png", "image/png"},
        {"ico", "image/x-icon"},
        {"ttf", "font/ttf"},
        {"woff2", "font/woff2"},
    };
    return types.value(path.mid(path.lastIndexOf('.') + 1).toLower(), "application/octet-stream");
}

/// Returns whether a name has a build tool's content hash, so that its file never changes: `app.1f0b3c9e.wasm`,
/// `app-1f0b3c9e.js`. Digits alone may be a date.
bool isHashedName(const QByteArray &path)
{
    static const QRegularExpression form(u"[.-](?=[0-9]*[a-f])[0-9a-f]{8,64}\\.[^/]+$"_s);
    return form.match(QString::fromUtf8(path)).hasMatch();
}

bool isKnown(const HttpRequest &request, const QByteArray &tag)
{
    const QList<QByteArray> tags = request.header("if-none-match").value_or(QByteArray()).split(',');
    for (const QByteArray &one : tags) {
        const QByteArray given = one.trimmed();
        if (given == "*" || given == tag || given == "W/" + tag)
            return true;
    }
    return false;
}

} // namespace

QByteArray chooseCoding(const QByteArray &acceptEncoding, const QByteArrayList &among)
{
    QByteArrayList accepted;
    const QList<QByteArray> parts = acceptEncoding.toLower().split(',');
    for (const QByteArray &part : parts) {
        const QList<QByteArray> fields = part.split(';');
        const QByteArray weight = fields.size() > 1 ? fields[1].trimmed() : QByteArray("q=1");
        if (weight.startsWith("q=") && weight.mid(2).toDouble() > 0)
            accepted.append(fields.constFirst().trimmed());
    }
    for (const QByteArray &coding : among) {
        if (accepted.contains(coding))
            return coding;
    }
    return {};
}

WebFiles::WebFiles(const QString &folder)
    : m_folder(folder)
{
    scan();
}

void WebFiles::scan()
{
    QHash<QByteArray, File> files;
    const QString root = QFileInfo(m_folder).canonicalFilePath(); // may be a link whose target changes
    QDirIterator entries(root, QDir::Files, QDirIterator::Subdirectories);
    while (!root.isEmpty() && entries.hasNext()) {
        const QString entry = entries.next();
        if (!QFileInfo(entry).canonicalFilePath().startsWith(root + '/'_L1))
            continue; // a link to a file outside the folder
        QByteArray path = entry.mid(root.size()).toUtf8();
        QByteArray coding;
        for (const QByteArray &one : codings) {
            const QString suffix = suffixOf(one);
            if (entry.endsWith(suffix) && QFile::exists(entry.chopped(suffix.size()))) {
                path.chop(suffix.size());
                coding = one;
            }
        }
        files[path].insert(coding, read(entry, m_files.value(path).value(coding)));
    }
    m_files = files;
    m_scanned = std::chrono::steady_clock::now();
}

WebFiles::Variant WebFiles::read(const QString &entry, const Variant &known)
{
    const FileStamp stamp = FileStamp::of(entry);
    if (known.entry == entry && known.stamp == stamp && !known.tag.isEmpty())
        return known;
    QFile file(entry);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return {entry, stamp, '"' + hash.result().left(16).toHex() + '"'};
}

/// Finds changed files at once, and new or removed ones after a short time.
const WebFiles::File *WebFiles::find(const QByteArray &path)
{
    const auto isAsBefore = [](const Variant &one) { return FileStamp::of(one.entry) == one.stamp; };
    const File known = m_files.value(path);
    const bool isOld = std::chrono::steady_clock::now() - m_scanned > scanPause;
    if (isOld || !std::all_of(known.begin(), known.end(), isAsBefore))
        scan();
    const auto found = m_files.constFind(path);
    return found == m_files.constEnd() ? nullptr : &*found;
}

HttpAnswer WebFiles::answer(const HttpRequest &request)
{
    const QByteArray path = request.path == "/" ? QByteArray("/index.html") : request.path;
    const File *file = find(path);
    if (!file)
        return HttpAnswer::notFound(u"there is no such page"_s);
    QByteArrayList available;
    for (const QByteArray &coding : codings) {
        if (file->contains(coding))
            available.append(coding);
    }
    const QByteArray coding = chooseCoding(request.header("accept-encoding").value_or(QByteArray()), available);
    const Variant variant = file->value(coding);
    HttpAnswer answer;
    answer.headers.append(HttpHeader{"ETag", variant.tag});
    answer.headers.append(
        HttpHeader{"Cache-Control", isHashedName(path) ? "public, max-age=31536000, immutable" : "no-cache"});
    if (!available.isEmpty())
        answer.headers.append(HttpHeader{"Vary", "Accept-Encoding"});
    if (isKnown(request, variant.tag)) {
        answer.status = 304;
        return answer;
    }
    answer.file = std::make_shared<QFile>(variant.entry);
    if (!answer.file->open(QIODevice::ReadOnly))
        return HttpAnswer::notFound(u"this page no longer exists"_s);
    answer.type = typeOf(path);
    if (!coding.isEmpty())
        answer.headers.append(HttpHeader{"Content-Encoding", coding});
    return answer;
}

} // namespace pulse
