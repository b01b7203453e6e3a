// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"

#include <QPointer>

class QDialog;

namespace pulse {

/// Shows questions of ssh to the user: for a passphrase or password, or whether a host key is trusted.
class SshPrompt : public QObject
{
    Q_OBJECT

public:
    /// Both have to outlive the prompt.
    SshPrompt(SshTunnel &tunnel, QWidget &window);
    ~SshPrompt() override;

private:
    void ask(const SshQuestion &question);
    void withdraw();

    SshTunnel &m_tunnel;
    QWidget &m_window;
    QPointer<QDialog> m_dialog; // exists while ssh waits for an answer
};

} // namespace pulse
