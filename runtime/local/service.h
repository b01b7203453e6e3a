// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"

namespace pulse {

/// A program that runs all the time: when it ends, it is started again after a pause.
class Service : public KeptProcess
{
    Q_OBJECT

public:
    /// `name`: for people. stop() waits longer than the runtime waits for the current call.
    Service(const QString &name, const ProcessCommand &command, QObject *parent = nullptr);

Q_SIGNALS:
    void
    restarting(const QString &why); ///< it ended without `stop`; `why`: a sentence with the last line that it printed

private:
    void onEnded(const ProcessEnd &end);

    QString m_name;
    QByteArray m_lastLine; // of this run
};

} // namespace pulse
