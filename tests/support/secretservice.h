// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real secret store, GNOME's keyring, unlocked and empty, on a separate session bus in its own folder. This process
/// uses it from `start` on, which must run before anything connects to the bus. Both end with the object.
class SecretService
{
public:
    ~SecretService();

    bool start(); ///< returns true when the store answers
    void stop();  ///< stops the store, but not the bus

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace pulse::test
