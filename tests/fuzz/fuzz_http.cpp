// SPDX-License-Identifier: GPL-3.0-or-later
// What a gateway reads from unknown clients: the head of a request, the client that a proxy names in it, and the file
// of its path. The program aborts on a file outside the folder, or a path with forbidden content.
#include "common/core/literals.h"
#include "runtime/gateway/webfiles.h"
#include "runtime/http/clientaddress.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

using namespace pulse;

namespace {

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        std::abort();
}

/// A folder that is served, with other files beside it.
struct Folder
{
    Folder()
    {
        QDir(outer.path()).mkpath(u"web/sub"_s);
        writeFile(outer.filePath(u"secret.txt"_s), "secret");
        writeFile(outer.filePath(u"web.txt"_s), "secret");
        writeFile(outer.filePath(u"web/index.html"_s), "public");
        writeFile(outer.filePath(u"web/a.js"_s), "public");
        writeFile(outer.filePath(u"web/a.js.br"_s), "public");
        writeFile(outer.filePath(u"web/sub/b.txt"_s), "public");
        QFile::link(outer.filePath(u"secret.txt"_s), outer.filePath(u"web/link.txt"_s));
        QFile::link(outer.path(), outer.filePath(u"web/up"_s));
    }

    QTemporaryDir outer;
    WebFiles files{outer.filePath(u"web"_s)};
};

void check(bool isRight)
{
    if (!isRight)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Folder folder;
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const std::optional<qsizetype> length = httpHeadLength(bytes);
    if (!length)
        return 0;
    const Result<HttpRequest, HttpRefusal> request = parseHttpHead(bytes.first(*length));
    if (!request) {
        check(request.error().status >= 400 && request.error().status < 600);
        return 0;
    }
    static const QHostAddress proxy(u"10.0.0.7"_s);
    static TrustedProxies proxies;
    static const bool isAdded = proxies.add(proxy.toString());
    check(isAdded && !proxies.clientOf(proxy, *request).isNull());
    check(TrustedProxies().clientOf(proxy, *request) == proxy);
    check(request->path.startsWith('/') && request->path.size() <= httpTargetBytes);
    check(std::ranges::none_of(request->path, [](char one) { return (one >= 0 && one < 0x20) || one == 0x7f; }));
    const HttpAnswer answer = folder.files.answer(*request);
    check(answer.status == 200 || answer.status == 304 || answer.status == 404);
    check(!answer.file || answer.file->readAll() == "public");
    return 0;
}
