// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QStringList>
#include <QTemporaryDir>

namespace pulse::test {

/// A certificate authority and a server certificate signed by it, created by the `openssl` program in their own folder.
class TlsCertificates
{
public:
    /// `name` is the certificate's subject alternative name, as in "IP:127.0.0.1" or "DNS:redis.example".
    explicit TlsCertificates(const QString &name = u"IP:127.0.0.1"_s);

    bool isValid() const noexcept { return m_valid; } ///< false: a warning with the reason was logged
    QString caFile() const { return file("ca.crt"); }
    QString certificateFile() const { return file("server.crt"); }
    QString keyFile() const { return file("server.key"); }

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    bool makeAuthority();
    bool makeServer(const QString &name);
    bool openssl(const QStringList &arguments);

    QTemporaryDir m_folder;
    bool m_valid = false;
};

} // namespace pulse::test
