// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/desktop/localmachine.h"
#include "app/sources/desktop/relayedsource.h"

namespace pulse {

/// Results of this machine: the whole chain runs as a child process.
class LocalSource : public RelayedSource
{
    Q_OBJECT

public:
    explicit LocalSource(LocalMachine::Options options, QObject *parent = nullptr);

    void open() override;
    bool canChooseFunction() const override { return true; }

protected:
    QString where() const final;

private:
    void takeEndpoint(const LocalEndpoint &endpoint);
    void takeEnd(const QString &why, std::chrono::milliseconds pause);

    LocalMachine m_machine;
};

} // namespace pulse
