// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/webfiles.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>

namespace pulse {
namespace {

const QByteArrayList codings = {"br", "gzip"}; // best first
constexpr std::chrono::seconds scanPause(1);

QString suffixOf(const QByteArray &coding)
{
    return coding == "br" ? QStringLiteral(".br") : QStringLiteral(".gz");
}

/// A browser compiles WebAssembly while it loads only where it has its type.
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

/// As build tools name what never changes: `app.1f0b3c9e.wasm`, `app-1f0b3c9e.js`.
bool isHashedName(const QByteArray &path)
{
    static const QRegularExpression form(QStringLiteral("[.-][0-9a-f]{8,64}\\.[^/]+$"));
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
    : m_folder(QFileInfo(folder).canonicalFilePath())
{
    scan();
}

void WebFiles::scan()
{
    QHash<QByteArray, File> files;
    QDirIterator entries(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (!m_folder.isEmpty() && entries.hasNext()) {
        const QString entry = entries.next();
        const QByteArray path = entry.mid(m_folder.size()).toUtf8();
        const QString place = QFileInfo(entry).canonicalFilePath();
        if (!place.startsWith(m_folder + QLatin1Char('/')))
            continue; // a link that leads elsewhere
        QByteArray plain = path;
        QByteArray coding;
        for (const QByteArray &one : codings) {
            const QString suffix = suffixOf(one);
            if (entry.endsWith(suffix) && QFile::exists(entry.chopped(suffix.size()))) {
                plain.chop(suffix.size());
                coding = one;
            }
        }
        files[plain].insert(coding, read(place, m_files.value(plain).value(coding)));
    }
    m_files = files;
    m_scanned = std::chrono::steady_clock::now();
}

WebFiles::Variant WebFiles::read(const QString &place, const Variant &known) const
{
    const FileStamp stamp = FileStamp::of(place);
    if (known.place == place && known.stamp == stamp && !known.tag.isEmpty())
        return known;
    QFile file(place);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (file.open(QIODevice::ReadOnly))
        hash.addData(&file);
    return {place, stamp, '"' + hash.result().left(16).toHex() + '"'};
}

/// Looks again where what was found before is not there any more, or not yet.
const WebFiles::File *WebFiles::find(const QByteArray &path)
{
    const auto found = m_files.constFind(path);
    const auto isAsBefore = [](const Variant &one) { return FileStamp::of(one.place) == one.stamp; };
    const bool isGood = found != m_files.constEnd() && std::all_of(found->begin(), found->end(), isAsBefore);
    if (isGood)
        return &*found;
    if (std::chrono::steady_clock::now() - m_scanned > scanPause)
        scan();
    const auto now = m_files.constFind(path);
    return now == m_files.constEnd() ? nullptr : &*now;
}

HttpAnswer WebFiles::answer(const HttpRequest &request)
{
    const QByteArray path = request.path == "/" ? QByteArray("/index.html") : request.path;
    const File *file = find(path);
    if (!file)
        return HttpAnswer::notFound(QStringLiteral("there is no such page"));
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
    answer.file = std::make_shared<QFile>(variant.place);
    if (QFileInfo(variant.place).canonicalFilePath() != variant.place || !answer.file->open(QIODevice::ReadOnly))
        return HttpAnswer::notFound(QStringLiteral("this page is not there any more"));
    answer.type = typeOf(path);
    if (!coding.isEmpty())
        answer.headers.append(HttpHeader{"Content-Encoding", coding});
    return answer;
}

} // namespace pulse
