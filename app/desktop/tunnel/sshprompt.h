// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"

#include <QPointer>

class QDialog;

namespace pulse {

/// Has the person at a window answer what ssh asks: a passphrase, a password, whether a host key is trusted.
class SshPrompt : public QObject
{
    Q_OBJECT

public:
    /// Both have to outlive it.
    SshPrompt(SshTunnel &tunnel, QWidget &window);
    ~SshPrompt() override;

private:
    void ask(const SshQuestion &question);
    void withdraw();

    SshTunnel &m_tunnel;
    QWidget &m_window;
    QPointer<QDialog> m_dialog; // while something is asked
};

} // namespace pulse
