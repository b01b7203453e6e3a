// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/package/functionprovider.h"

#include "common/core/literals.h"
#include "runtime/package/httpdownload.h"
#include "runtime/package/regularfile.h"
#include "runtime/package/requirementsinstaller.h"
#include "runtime/package/zipunpacker.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <QTimeZone>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Kind = FunctionOrigin::Kind;

constexpr auto settlingTime = 200ms; // a file that is being written changes within that time
constexpr auto retryPause = 5s;      // after a failure without any version, if changes are not watched
constexpr qint64 largestSource = 64 * 1024 * 1024;

const QString requirementsName = u"requirements.txt"_s;

Result<void> writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        return Error{u"%1 cannot be written: %2"_s.arg(path, file.errorString())};
    return {};
}

QByteArray hashOf(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

bool isZip(Kind kind)
{
    return kind == Kind::ZipFile || kind == Kind::ZipUrl || kind == Kind::ZipText;
}

/// Decodes the base64 text of a zip in a ConfigMap that does not use binaryData.
QByteArray decodedZip(const QByteArray &content)
{
    if (content.startsWith("PK"))
        return content;
    const auto decoded =
        QByteArray::fromBase64Encoding(content.simplified().replace(' ', ""), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (*decoded).startsWith("PK") ? *decoded : content;
}

/// Parses the date format of HTTP, e.g. "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
QDateTime httpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    time.setTimeZone(QTimeZone::utc());
    return time.isValid() ? time.toLocalTime() : QDateTime::currentDateTime();
}

/// Looks beside the code: in the zip's root, or in its only folder.
QString findRequirements(const QDir &root)
{
    if (root.exists(requirementsName))
        return root.filePath(requirementsName);
    const QStringList folders = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    const bool inFolder = folders.size() == 1 && QDir(root.filePath(folders.constFirst())).exists(requirementsName);
    return inFolder ? root.filePath(folders.constFirst() + '/'_L1 + requirementsName) : QString();
}

} // namespace

FunctionProvider::FunctionProvider(FunctionOrigin origin, std::chrono::milliseconds reloadInterval, QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
    , m_reloadInterval(reloadInterval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FunctionProvider::check);
}

FunctionProvider::~FunctionProvider() = default;

void FunctionProvider::start()
{
    Result<std::unique_ptr<TemporaryFolder>> folder =
        TemporaryFolder::create(QDir::tempPath(), u"pulseboard-runtime"_s);
    if (!folder) {
        fail({folder.error().message});
        return;
    }
    m_folder = *std::move(folder);
    check();
}

void FunctionProvider::check()
{
    switch (m_origin.kind) {
    case Kind::File:
    case Kind::ZipFile:
        checkFiles();
        break;
    case Kind::ZipUrl:
        download();
        break;
    case Kind::Text:
    case Kind::ZipText:
        handleContent(m_origin.text, QDateTime::currentDateTime());
        break;
    }
}

void FunctionProvider::scheduleCheck()
{
    const bool canChange = m_origin.kind != Kind::Text && m_origin.kind != Kind::ZipText;
    if (canChange && m_reloadInterval > 0ms)
        m_timer.start(m_reloadInterval);
    else if (canChange && !m_version)
        m_timer.start(retryPause);
}

void FunctionProvider::checkFiles()
{
    const QList<FileStamp> stamps = FileStamp::ofAll(watchedFiles());
    if (m_stamps == stamps) {
        m_unstableStamps.reset();
        scheduleCheck();
    } else if (m_stamps && m_unstableStamps != stamps) {
        m_unstableStamps = stamps;
        m_timer.start(settlingTime);
    } else {
        m_stamps = stamps;
        m_unstableStamps.reset();
        readFiles();
    }
}

QStringList FunctionProvider::watchedFiles() const
{
    QStringList paths{m_origin.place};
    if (!m_origin.requirements.isEmpty())
        paths << m_origin.requirements;
    return paths + m_files;
}

void FunctionProvider::readFiles()
{
    const Result<QByteArray> content = readRegularFile(m_origin.place, largestSource);
    if (content)
        handleContent(*content, QFileInfo(m_origin.place).lastModified());
    else
        fail({content.error().message});
}

void FunctionProvider::download()
{
    HttpDownload::Options options;
    options.url = m_origin.url;
    options.etag = m_etag;
    options.lastModified = m_lastModified;
    m_download = std::make_unique<HttpDownload>(options);
    connect(m_download.get(), &HttpDownload::finished, this, &FunctionProvider::handleDocument);
    connect(m_download.get(), &HttpDownload::failed, this, [this](const Error &error) {
        m_download.reset();
        fail({error.message, true});
    });
    if (!m_version)
        Q_EMIT progress(u"Fetching %1"_s.arg(m_origin.place));
    m_download->start();
}

void FunctionProvider::handleDocument(const HttpDocument &document)
{
    m_download.reset();
    if (!document.changed) {
        scheduleCheck();
        return;
    }
    m_etag = document.etag;
    m_lastModified = document.lastModified;
    handleContent(document.body, httpDate(document.lastModified));
}

void FunctionProvider::watch(const QStringList &files)
{
    QStringList others;
    for (const QString &file : files) {
        if (file != m_origin.place && !file.startsWith(m_folder->path() + '/'_L1) && !others.contains(file))
            others << file;
    }
    if (others == m_files)
        return;
    m_files = others;
    m_contentHash = contentHash();
    if (m_stamps)
        m_stamps = m_stamps->mid(0, watchedFiles().size() - m_files.size()) + FileStamp::ofAll(m_files);
}

QByteArray FunctionProvider::contentHash() const
{
    QByteArray hashes = m_mainHash;
    qint64 room = largestSource; // limited, since the user's code chooses the files
    for (const QString &file : watchedFiles().mid(1)) {
        const Result<QByteArray> content = readRegularFile(file, room);
        hashes += hashOf(content ? *content : QByteArray());
        room -= content ? content->size() : 0;
    }
    return hashes;
}

void FunctionProvider::handleContent(const QByteArray &content, const QDateTime &modified)
{
    m_mainHash = hashOf(content);
    const QByteArray hash = contentHash();
    const QString time = modified.toString(u"yyyy-MM-dd HH:mm:ss"_s);
    if (std::exchange(m_contentHash, hash) == hash) {
        updateModified(time);
        return;
    }
    m_next = {};
    m_next.number = ++m_lastNumber;
    m_next.origin = m_origin.place;
    m_next.module = m_origin.entry.module;
    m_next.function = m_origin.entry.function;
    m_next.modified = time;
    m_next.codeHash = m_mainHash;
    if (const Result<void> prepared = prepareCode(content); prepared)
        prepareLibraries();
    else
        fail({prepared.error().message});
}

/// Handles a file that was written again with the same content.
void FunctionProvider::updateModified(const QString &modified)
{
    scheduleCheck();
    const bool isVersion = m_version && m_version->codeHash == m_mainHash; // false: it was refused before
    if (isVersion && std::exchange(m_version->modified, modified) != modified)
        Q_EMIT ready(*m_version);
}

QString FunctionProvider::versionFolder(int number) const
{
    return m_folder->filePath(QString::number(number));
}

Result<void> FunctionProvider::prepareCode(const QByteArray &content)
{
    const QString folder = versionFolder(m_next.number);
    m_next.mainFile = folder + u"/main.py"_s;
    m_next.folder = folder + u"/work"_s;
    if (!QDir().mkpath(m_next.folder))
        return Error{u"The folder %1 cannot be created"_s.arg(m_next.folder)};
    return isZip(m_origin.kind) ? prepareZip(content) : prepareFile(content);
}

Result<void> FunctionProvider::prepareFile(const QByteArray &content)
{
    m_next.copy = versionFolder(m_next.number) + u"/usermodule.py"_s;
    m_next.file = m_next.copy;
    if (m_origin.kind == Kind::File) {
        m_next.file = m_origin.place;
        m_next.folder = QFileInfo(m_origin.place).path();
    }
    return writeFile(m_next.copy, content);
}

Result<void> FunctionProvider::prepareZip(const QByteArray &content)
{
    const Result<QByteArray> zip = checkedZip(content);
    if (!zip)
        return zip.error();
    ZipLimits limits;
    limits.maximumBytes = m_origin.zipMaximumBytes;
    if (const Result<void> unpacked = unpackZip(*zip, m_next.folder, limits); !unpacked)
        return Error{u"%1: %2"_s.arg(m_origin.place, unpacked.error().message)};
    return {};
}

Result<QByteArray> FunctionProvider::checkedZip(const QByteArray &content) const
{
    const QByteArray zip = decodedZip(content);
    const QByteArray sum = hashOf(zip);
    if (!m_origin.sha256.isEmpty() && sum != m_origin.sha256)
        return Error{u"%1 has the SHA-256 %2, but FUNCTION_ZIP_SHA256 is %3"_s.arg(
            m_origin.place, QString::fromLatin1(sum), QString::fromLatin1(m_origin.sha256))};
    return zip;
}

QString FunctionProvider::requirementsFile() const
{
    if (!m_origin.requirements.isEmpty())
        return m_origin.requirements;
    return isZip(m_origin.kind) ? findRequirements(QDir(m_next.folder)) : QString();
}

void FunctionProvider::prepareLibraries()
{
    const QString file = requirementsFile();
    if (file.isEmpty()) {
        finish();
        return;
    }
    const Result<QByteArray> text = readRegularFile(file, largestSource);
    QByteArray requirements = text ? *text : QByteArray();
    if (requirements.contains('/')) // it names files beside it, which may have changed with the code
        requirements += m_next.codeHash;
    if (m_libraries.isEmpty() || requirements != m_requirements) {
        install(file, requirements);
        return;
    }
    m_next.libraries = m_libraries;
    finish();
}

void FunctionProvider::install(const QString &file, const QByteArray &requirements)
{
    m_next.libraries = m_folder->filePath(u"libraries-%1"_s.arg(m_next.number));
    m_installer = std::make_unique<RequirementsInstaller>(
        RequirementsInstaller::Options{.requirementsFile = file, .targetFolder = m_next.libraries});
    connect(m_installer.get(), &RequirementsInstaller::printed, this,
            [this](const QByteArray &line) { Q_EMIT progress(QString::fromUtf8(line)); });
    connect(m_installer.get(), &RequirementsInstaller::installed, this, [this, requirements] {
        m_installer.reset();
        m_requirements = requirements;
        m_libraries = m_next.libraries;
        finish();
    });
    connect(m_installer.get(), &RequirementsInstaller::failed, this, [this](const Error &error) {
        m_installer.reset();
        fail({error.message});
    });
    Q_EMIT progress(u"Installing the packages in %1"_s.arg(file));
    m_installer->start();
}

void FunctionProvider::finish()
{
    m_lastFailure.clear();
    m_version = m_next;
    scheduleCheck();
    Q_EMIT ready(m_next);
}

void FunctionProvider::fail(const Failure &failure)
{
    scheduleCheck();
    if (std::exchange(m_lastFailure, failure.message) != failure.message)
        Q_EMIT failed(failure);
}

void FunctionProvider::forgetBefore(const FunctionVersion &version)
{
    const QDir folder(m_folder->path());
    for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const int number = name.section('-'_L1, -1).toInt();
        const bool inUse = folder.filePath(name) == version.libraries || folder.filePath(name) == m_libraries;
        if (number < version.number && !inUse)
            QDir(folder.filePath(name)).removeRecursively();
    }
}

} // namespace pulse
