// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"

namespace pulse {

/// A program that has to run all the time: when it ends, it is started again after a pause.
class Service : public KeptProcess
{
    Q_OBJECT

public:
    /// `name` is for people. stop() waits longer than the runtime itself waits for a call in hand.
    Service(const QString &name, const ProcessCommand &command, QObject *parent = nullptr);

Q_SIGNALS:
    void restarting(const QString &why); ///< it ended without `stop`: a whole sentence, with the last line it printed

private:
    void onEnded(const ProcessEnd &end);

    QString m_name;
    QByteArray m_lastLine; // of this run
};

} // namespace pulse
