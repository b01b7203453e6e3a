// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real secret store, GNOME's keyring, unlocked and empty, on a session bus of its own in a folder of its own. It is
/// this process's from `start` on, which has to come before anything that uses the bus. Both end with the object.
class SecretService
{
public:
    ~SecretService();

    bool start(); ///< true when the store answers
    void stop();  ///< the store; the bus stays

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace pulse::test
