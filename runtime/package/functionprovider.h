// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/filestamp.h"
#include "common/core/result.h"
#include "common/core/temporaryfolder.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/runtimesettings.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pulse {

class HttpDownload;
struct HttpDocument;
class RequirementsInstaller;

/// Fetches the user's function and prepares it for loading: checks and unpacks it and installs its requirements. Looks
/// for a new version every `reloadInterval`. All files are stored in a temporary folder.
class FunctionProvider : public QObject
{
    Q_OBJECT

public:
    struct Failure
    {
        QString message;
        bool passing = false; ///< a later attempt may succeed, for example because a server did not answer
        bool operator==(const Failure &) const = default;
    };

    FunctionProvider(FunctionOrigin origin, std::chrono::milliseconds reloadInterval, QObject *parent = nullptr);
    ~FunctionProvider() override;

    void start();
    /// Sets the files that the function reads while it is loaded: if one changes, this makes a new version, too.
    void watch(const QStringList &files);
    bool isInstalling() const noexcept { return m_installer != nullptr; } ///< a child process is at work
    /// Deletes versions older than this one; they will not be loaded again.
    void forgetBefore(const FunctionVersion &version);

Q_SIGNALS:
    /// Emitted with a version; with an unchanged number if only the time of its modification changed.
    void ready(const pulse::FunctionVersion &version);
    /// Emitted when a new version is unusable or none can be fetched, once for each reason.
    void failed(const pulse::FunctionProvider::Failure &failure);
    void progress(const QString &text);

private:
    void check();
    void checkFiles();
    QStringList watchedFiles() const;
    void readFiles();
    void download();
    void handleDocument(const HttpDocument &document);
    void handleContent(const QByteArray &content, const QDateTime &modified);
    void updateModified(const QString &modified);
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
    void scheduleCheck();
    QString versionFolder(int number) const;

    FunctionOrigin m_origin;
    std::chrono::milliseconds m_reloadInterval;
    std::unique_ptr<TemporaryFolder> m_folder;
    QTimer m_timer;
    std::unique_ptr<HttpDownload> m_download;
    std::unique_ptr<RequirementsInstaller> m_installer;

    QStringList m_files;                              // watched in addition to the function's own file
    std::optional<QList<FileStamp>> m_stamps;         // of the content that was handled last
    std::optional<QList<FileStamp>> m_unstableStamps; // changed, and perhaps still being written
    QByteArray m_etag;
    QByteArray m_lastModified;

    QByteArray m_mainHash;                    // of the file or zip that was handled last
    QByteArray m_contentHash;                 // of that and all files that belong to it
    FunctionVersion m_next;                   // in preparation
    std::optional<FunctionVersion> m_version; // prepared last
    QByteArray m_requirements;                // those installed in m_libraries
    QString m_libraries;
    int m_lastNumber = 0;
    QString m_lastFailure;
};

} // namespace pulse
