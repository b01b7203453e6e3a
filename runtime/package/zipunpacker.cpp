// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/package/zipunpacker.h"

#include "common/core/literals.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QStringDecoder>
#include <QtEndian>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <clocale>
#include <memory>

namespace pulse {
namespace {

constexpr qint64 smallEnoughForAnyRatio = 1024 * 1024;
constexpr auto readable = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
constexpr auto executable = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;

/// libarchive converts names to the charset of the thread's locale; only UTF-8 can represent all of them.
class Utf8Locale
{
public:
    Utf8Locale()
        : m_locale(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr))
        , m_before(::uselocale(m_locale))
    {
    }
    ~Utf8Locale()
    {
        ::uselocale(m_before);
        if (m_locale)
            ::freelocale(m_locale);
    }
    Q_DISABLE_COPY_MOVE(Utf8Locale)

private:
    locale_t m_locale;
    locale_t m_before;
};

/// Returns a name for messages: the original may be very long and contain any character.
QString shownName(const QString &name)
{
    constexpr qsizetype longest = 200;
    QString result = name.left(longest);
    std::replace_if(
        result.begin(), result.end(), [](QChar c) { return !c.isPrint() && !c.isSurrogate(); },
        QChar::ReplacementCharacter);
    return name.size() > longest ? result + u"…"_s : result;
}

Error entryError(const QString &name, const QString &what)
{
    return {u"The entry '%1' of the zip file %2"_s.arg(shownName(name), what)};
}

Error noFiles()
{
    return {u"The zip file holds no files"_s};
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

bool hasDriveLetter(const QString &name)
{
    return name.size() >= 2 && name[1] == ':'_L1 && name[0].isLetter();
}

/// Returns the entry's path inside the folder, without redundant segments; empty for the folder itself.
Result<QString> safePath(const QString &name)
{
    if (name.startsWith('/'_L1) || hasDriveLetter(name))
        return entryError(name, u"has an absolute path"_s);
    if (name.contains('\\'_L1))
        return entryError(name, u"has a backslash in its path"_s);
    if (std::any_of(name.begin(), name.end(), isControl))
        return entryError(name, u"has a control character in its path"_s);
    QStringList segments = name.split('/'_L1, Qt::SkipEmptyParts);
    if (segments.contains(u".."_s))
        return entryError(name, u"leads out of the folder"_s);
    segments.removeAll(u"."_s);
    return segments.join('/'_L1);
}

/// Returns whether an entry is metadata that macOS adds to archives.
bool isMacExtra(const QString &path)
{
    const QString name = path.section('/'_L1, -1);
    return path.section('/'_L1, 0, 0) == "__MACOSX"_L1 || name == ".DS_Store"_L1 || name.startsWith("._"_L1);
}

/// Returns the number of entries that the archive's directory declares. libarchive stops without an error at an entry
/// that it cannot read.
int declaredEntries(const QByteArray &zip)
{
    const qsizetype end = zip.lastIndexOf("PK\x05\x06");
    return end < 0 || zip.size() - end < 12 ? -1 : qFromLittleEndian<quint16>(zip.constData() + end + 10);
}

void emptyFolder(const QString &folder)
{
    for (const QFileInfo &entry :
         QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        if (entry.isDir() && !entry.isSymLink())
            QDir(entry.filePath()).removeRecursively();
        else
            QFile::remove(entry.filePath());
    }
}

struct ArchiveDeleter
{
    void operator()(archive *object) const { ::archive_read_free(object); }
};

/// One run of `unpackZip`.
class Unpacking
{
public:
    Unpacking(const QByteArray &zip, const QString &folder, const ZipLimits &limits);

    Result<void> run();

private:
    Result<void> open();
    Result<void> unpackEntries();
    Result<void> checkEnd() const;
    Result<void> unpack(archive_entry *entry);
    Result<QString> nameOf(archive_entry *entry) const;
    Result<void> unpackAs(archive_entry *entry, const QString &name, const QString &path);
    Result<void> add(const QString &path, bool isFolder);
    Result<void> addFolder(const QString &path);
    Result<void> unpackFile(archive_entry *entry, const QString &name, const QString &path);
    Result<void> copyData(const QString &name, QFile &file);
    Result<void> checkSize() const;
    QString reason() const { return QString::fromUtf8(::archive_error_string(m_archive.get())).simplified(); }

    const QByteArray &m_zip;
    QDir m_folder;
    ZipLimits m_limits;
    std::unique_ptr<archive, ArchiveDeleter> m_archive;
    QHash<QString, bool> m_isFolder; // what has been unpacked
    int m_entries = 0;               // read, including skipped ones
    int m_files = 0;
    qint64 m_bytes = 0;
};

Unpacking::Unpacking(const QByteArray &zip, const QString &folder, const ZipLimits &limits)
    : m_zip(zip)
    , m_folder(folder)
    , m_limits(limits)
    , m_archive(::archive_read_new())
{
}

Result<void> Unpacking::run()
{
    if (!m_folder.exists() || !m_folder.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        return Error{u"The folder %1 to unpack into does not exist or is not empty"_s.arg(m_folder.path())};
    Result<void> result = open();
    if (result)
        result = unpackEntries();
    if (!result)
        emptyFolder(m_folder.path());
    return result;
}

// Only the reader that uses the directory at the archive's end supports symbolic links and modes.
Result<void> Unpacking::open()
{
    ::archive_read_support_format_zip_seekable(m_archive.get());
    if (::archive_read_open_memory(m_archive.get(), m_zip.constData(), static_cast<size_t>(m_zip.size())) == ARCHIVE_OK)
        return {};
    if (declaredEntries(m_zip) == 0)
        return noFiles();
    return Error{m_zip.startsWith("PK\x03\x04") ? u"The zip file is incomplete or broken"_s
                                                : u"This is not a zip file"_s};
}

Result<void> Unpacking::unpackEntries()
{
    for (;;) {
        archive_entry *entry = nullptr;
        const int status = ::archive_read_next_header(m_archive.get(), &entry);
        if (status == ARCHIVE_EOF)
            return checkEnd();
        ++m_entries;
        if (entry && ::archive_entry_is_encrypted(entry) == 1)
            return Error{u"The zip file is encrypted"_s};
        if (status != ARCHIVE_OK)
            return Error{u"The zip file is broken: %1"_s.arg(reason())};
        if (const Result<void> unpacked = unpack(entry); !unpacked)
            return unpacked;
    }
}

Result<void> Unpacking::checkEnd() const
{
    if (m_entries != declaredEntries(m_zip))
        return Error{u"The zip file is broken: not all of its entries can be read"_s};
    if (m_files == 0)
        return noFiles();
    return {};
}

Result<void> Unpacking::unpack(archive_entry *entry)
{
    const Result<QString> name = nameOf(entry);
    if (!name)
        return name.error();
    const Result<QString> path = safePath(*name);
    if (!path)
        return path.error();
    return isMacExtra(*path) ? Result<void>() : unpackAs(entry, *name, *path);
}

Result<QString> Unpacking::nameOf(archive_entry *entry) const
{
    const QByteArray bytes = ::archive_entry_pathname(entry);
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString name = decoder.decode(bytes);
    if (decoder.hasError() || name.isEmpty())
        return entryError(QString::fromUtf8(bytes), u"has a name that is not UTF-8"_s);
    return name;
}

Result<void> Unpacking::unpackAs(archive_entry *entry, const QString &name, const QString &path)
{
    switch (::archive_entry_filetype(entry)) {
    case AE_IFDIR:
        return addFolder(path);
    case AE_IFREG:
        return unpackFile(entry, name, path);
    case AE_IFLNK:
        return entryError(name, u"is a symbolic link"_s);
    default:
        return entryError(name, u"is neither a file nor a folder"_s);
    }
}

/// Records an unpacked path and checks it against the earlier ones.
Result<void> Unpacking::add(const QString &path, bool isFolder)
{
    const auto known = m_isFolder.constFind(path);
    if (known == m_isFolder.constEnd())
        m_isFolder.insert(path, isFolder);
    else if (*known != isFolder)
        return entryError(path, u"is both a file and a folder"_s);
    else if (!isFolder)
        return entryError(path, u"occurs twice"_s);
    if (m_isFolder.size() > m_limits.maximumFiles)
        return Error{u"The zip file holds over %1 files and folders"_s.arg(m_limits.maximumFiles)};
    return {};
}

/// Creates a folder and its parents; any of them may exist already.
Result<void> Unpacking::addFolder(const QString &path)
{
    for (qsizetype end = 0; end >= 0 && end < path.size();) {
        end = path.indexOf('/'_L1, end + 1);
        const QString folder = path.left(end);
        if (m_isFolder.value(folder))
            continue;
        if (const Result<void> added = add(folder, true); !added)
            return added;
        if (!m_folder.mkdir(folder))
            return entryError(path, u"cannot be created in %1"_s.arg(m_folder.path()));
        QFile::setPermissions(m_folder.filePath(folder), readable | executable | QFile::WriteOwner);
    }
    return {};
}

Result<void> Unpacking::unpackFile(archive_entry *entry, const QString &name, const QString &path)
{
    if (const Result<void> added = addFolder(path.section('/'_L1, 0, -2)); !added)
        return added;
    if (const Result<void> added = add(path, false); !added)
        return added;
    ++m_files;
    QFile file(m_folder.filePath(path));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return entryError(name, u"cannot be written: %1"_s.arg(file.errorString()));
    if (const Result<void> copied = copyData(name, file); !copied)
        return copied;
    const bool isExecutable = (::archive_entry_perm(entry) & 0111) != 0;
    file.setPermissions(readable | QFile::WriteOwner | (isExecutable ? executable : QFile::Permissions()));
    file.setFileTime(QDateTime::fromSecsSinceEpoch(::archive_entry_mtime(entry)), QFileDevice::FileModificationTime);
    return {};
}

Result<void> Unpacking::copyData(const QString &name, QFile &file)
{
    for (;;) {
        const void *data = nullptr;
        size_t size = 0;
        la_int64_t offset = 0;
        const int status = ::archive_read_data_block(m_archive.get(), &data, &size, &offset);
        if (status != ARCHIVE_OK && status != ARCHIVE_EOF)
            return entryError(name, u"is broken: %1"_s.arg(reason()));
        const auto count = static_cast<qint64>(size);
        m_bytes += count;
        if (const Result<void> checked = checkSize(); !checked)
            return checked;
        if (file.write(static_cast<const char *>(data), count) != count || !file.flush())
            return entryError(name, u"cannot be written: %1"_s.arg(file.errorString()));
        if (status == ARCHIVE_EOF)
            return {};
    }
}

Result<void> Unpacking::checkSize() const
{
    if (m_bytes > m_limits.maximumBytes)
        return Error{u"The zip file unpacks to over %1 bytes"_s.arg(m_limits.maximumBytes)};
    if (m_bytes > smallEnoughForAnyRatio && m_bytes / m_limits.maximumRatio > m_zip.size())
        return Error{u"The zip file unpacks to over %1 times its own size"_s.arg(m_limits.maximumRatio)};
    return {};
}

} // namespace

Result<void> unpackZip(const QByteArray &zip, const QString &folder, const ZipLimits &limits)
{
    const Utf8Locale locale;
    return Unpacking(zip, folder, limits).run();
}

} // namespace pulse
