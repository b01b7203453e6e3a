// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/core/result.h"

#include <QTemporaryDir>
#include <QTimer>

#include <chrono>

namespace pulse {

/// Installs the packages of a requirements file into a folder of its own, with the distribution's pip, never
/// system-wide. Paths in the file are relative to its folder. An object runs once. It can be deleted at any time, also
/// in slots of its final signals.
class RequirementsInstaller : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString requirementsFile;
        QString targetFolder; ///< created if it does not exist; files in it are not replaced
        std::chrono::milliseconds deadline{std::chrono::minutes(10)};
        QString python{}; ///< interpreter whose pip is used; empty: the distribution's
    };

    explicit RequirementsInstaller(const Options &options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void printed(const QByteArray &line); ///< by pip; slots must not delete this object
    // One of these signals is emitted, once, from the event loop.
    void installed();
    void failed(const pulse::Error &error);

private:
    void handleLine(const QByteArray &line);
    void finish(const ProcessEnd &end);
    Error describeFailure(const ProcessEnd &end) const;

    Options m_options;
    QTemporaryDir m_temporary; // for pip, so that nothing stays if pip is killed
    KeptProcess m_pip;
    QTimer m_deadline;
    QString m_lastError; // of pip
    bool m_pipIsMissing = false;
    bool m_tookTooLong = false;
};

} // namespace pulse
