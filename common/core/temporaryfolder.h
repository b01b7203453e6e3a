// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace pulse {

/// A folder BASE/NAME-XXXXXX that exists as long as this object. If the process is ended by force, the folder stays;
/// then the next one with this name and base that this user creates, in any process, removes it first. A lock on a
/// file in each folder, which the kernel releases with its process, shows which folders are in use.
class TemporaryFolder
{
public:
    /// `base`: QDir::tempPath() or another folder.
    static Result<std::unique_ptr<TemporaryFolder>> create(const QString &base, const QString &name);
    ~TemporaryFolder();
    Q_DISABLE_COPY_MOVE(TemporaryFolder)

    QString path() const { return m_folder.path(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    explicit TemporaryFolder(const QString &pattern);

    QTemporaryDir m_folder;
    int m_lock = -1;
};

} // namespace pulse
