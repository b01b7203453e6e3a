// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tlscertificates.h"

#include <QDebug>
#include <QFile>
#include <QProcess>

namespace pulse::test {
namespace {

const QStringList newKey{QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                         QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes")};

} // namespace

TlsCertificates::TlsCertificates(const QString &name)
    : m_valid(makeAuthority() && makeServer(name))
{
}

bool TlsCertificates::makeAuthority()
{
    return openssl(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-subj"),
                               QStringLiteral("/CN=Test CA"), QStringLiteral("-days"), QStringLiteral("2"),
                               QStringLiteral("-keyout"), file("ca.key"), QStringLiteral("-out"), caFile()} +
                   newKey);
}

bool TlsCertificates::makeServer(const QString &name)
{
    QFile extensions(file("server.ext"));
    if (!extensions.open(QIODevice::WriteOnly) || extensions.write("subjectAltName=" + name.toLatin1() + '\n') < 0)
        return false;
    extensions.close();
    return openssl(QStringList{QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-subj"),
                               QStringLiteral("/CN=server"), QStringLiteral("-keyout"), keyFile(),
                               QStringLiteral("-out"), file("server.csr")} +
                   newKey) &&
           openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"), file("server.csr"),
                    QStringLiteral("-CA"), caFile(), QStringLiteral("-CAkey"), file("ca.key"),
                    QStringLiteral("-CAcreateserial"), QStringLiteral("-days"), QStringLiteral("2"),
                    QStringLiteral("-extfile"), extensions.fileName(), QStringLiteral("-out"), certificateFile()});
}

bool TlsCertificates::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (process.waitForFinished() && process.exitCode() == 0)
        return true;
    qWarning().noquote() << "openssl" << arguments.value(0) << "failed:" << process.readAll() << process.errorString();
    return false;
}

} // namespace pulse::test
