// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/core/result.h"

#include <QTemporaryDir>
#include <QTimer>

#include <chrono>

namespace pulse {

/// Installs what a requirements file names into a folder of its own, with the distribution's pip, and never
/// system-wide. Paths in the file are relative to its folder. One run. May be deleted at any time, also when told its
/// end.
class RequirementsInstaller : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString requirementsFile;
        QString targetFolder; ///< made where there is none; what it holds already is not replaced
        std::chrono::milliseconds deadline{std::chrono::minutes(10)};
        QString python{}; ///< whose pip; empty: the distribution's
    };

    explicit RequirementsInstaller(const Options &options, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void printed(const QByteArray &line); ///< by pip; in its slots this object must not be deleted
    // One of these, once, from the event loop.
    void installed();
    void failed(const pulse::Error &error);

private:
    void takeLine(const QByteArray &line);
    void finish(const ProcessEnd &end);
    Error describeFailure(const ProcessEnd &end) const;

    Options m_options;
    QTemporaryDir m_temporary; // for pip, so that nothing stays if pip is killed
    KeptProcess m_pip;
    QTimer m_deadline;
    QString m_lastError; // what pip said
    bool m_pipIsMissing = false;
    bool m_tookTooLong = false;
};

} // namespace pulse
