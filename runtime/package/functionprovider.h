// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "common/core/result.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/runtimesettings.h"

#include <QDateTime>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>
#include <optional>

namespace pulse {

class HttpDownload;
struct HttpDocument;
class RequirementsInstaller;

/// Gets the user's function from where it comes from and makes it ready to be loaded: fetches, checks, unpacks,
/// installs what it requires. Looks again every `reloadInterval` and does the same with each new version. All of it is
/// kept in a temporary folder of its own.
class FunctionProvider : public QObject
{
    Q_OBJECT

public:
    struct Failure
    {
        QString message;
        bool passing = false; ///< nothing is known to be wrong with the function: a server does not answer
        bool operator==(const Failure &) const = default;
    };

    FunctionProvider(FunctionOrigin origin, std::chrono::milliseconds reloadInterval, QObject *parent = nullptr);
    ~FunctionProvider() override;

    void start();
    /// Files that the function reads while it is loaded: a change of one makes a new version, too.
    void watch(const QStringList &files);
    bool isInstalling() const noexcept { return m_installer != nullptr; } ///< a child process is at work
    /// Older versions than this one will not be loaded again.
    void forgetBefore(const FunctionVersion &version);

Q_SIGNALS:
    /// A version; with the number of the last one where only the time of its modification is another.
    void ready(const pulse::FunctionVersion &version);
    /// There is something new that is no good, or nothing can be had. Said once for each reason.
    void failed(const pulse::FunctionProvider::Failure &failure);
    void progress(const QString &text);

private:
    void look();
    void lookAtFiles();
    QStringList places() const;
    void takeFiles();
    void download();
    void takeDocument(const HttpDocument &document);
    void take(const QByteArray &content, const QDateTime &modified);
    void takeTime(const QString &modified);
    QByteArray contentHash() const;
    Result<QByteArray> checkedZip(const QByteArray &content) const;
    Result<void> prepareCode(const QByteArray &content);
    Result<void> prepareFile(const QByteArray &content);
    Result<void> prepareZip(const QByteArray &content);
    QString requirementsFile() const;
    void prepareLibraries();
    void install(const QString &requirementsFile, const QByteArray &requirements);
    void finish();
    void fail(const Failure &failure);
    void lookLater();
    QString versionFolder(int number) const;

    FunctionOrigin m_origin;
    std::chrono::milliseconds m_reloadInterval;
    std::unique_ptr<QTemporaryDir> m_folder;
    QTimer m_timer;
    std::unique_ptr<HttpDownload> m_download;
    std::unique_ptr<RequirementsInstaller> m_installer;

    QStringList m_files;                         // watched besides the function's own place
    std::optional<QList<FileStamp>> m_stamps;    // of what was taken last
    std::optional<QList<FileStamp>> m_unsettled; // seen to differ, and perhaps still being written
    QByteArray m_etag;
    QByteArray m_lastModified;

    QByteArray m_mainHash;                    // of the file or zip that was taken last
    QByteArray m_contentHash;                 // and of all that belongs to it
    FunctionVersion m_next;                   // being made
    std::optional<FunctionVersion> m_version; // made last
    QByteArray m_requirements;                // installed in m_libraries
    QString m_libraries;
    int m_lastNumber = 0;
    QString m_lastFailure;
};

} // namespace pulse
