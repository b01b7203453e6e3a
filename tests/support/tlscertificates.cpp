// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tlscertificates.h"
#include "common/core/literals.h"

#include <QDebug>
#include <QFile>
#include <QProcess>

namespace pulse::test {
namespace {

const QStringList newKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s};

} // namespace

TlsCertificates::TlsCertificates(const QString &name)
    : m_valid(makeAuthority() && makeServer(name))
{
}

bool TlsCertificates::makeAuthority()
{
    return openssl(QStringList{u"req"_s, u"-x509"_s, u"-subj"_s, u"/CN=Test CA"_s, u"-days"_s, u"2"_s, u"-keyout"_s,
                               file("ca.key"), u"-out"_s, caFile()} +
                   newKey);
}

bool TlsCertificates::makeServer(const QString &name)
{
    QFile extensions(file("server.ext"));
    if (!extensions.open(QIODevice::WriteOnly) || extensions.write("subjectAltName=" + name.toLatin1() + '\n') < 0)
        return false;
    extensions.close();
    return openssl(QStringList{u"req"_s, u"-new"_s, u"-subj"_s, u"/CN=server"_s, u"-keyout"_s, keyFile(), u"-out"_s,
                               file("server.csr")} +
                   newKey) &&
           openssl({u"x509"_s, u"-req"_s, u"-in"_s, file("server.csr"), u"-CA"_s, caFile(), u"-CAkey"_s, file("ca.key"),
                    u"-CAcreateserial"_s, u"-days"_s, u"2"_s, u"-extfile"_s, extensions.fileName(), u"-out"_s,
                    certificateFile()});
}

bool TlsCertificates::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (process.waitForFinished() && process.exitCode() == 0)
        return true;
    qWarning().noquote() << "openssl" << arguments.value(0) << "failed:" << process.readAll() << process.errorString();
    return false;
}

} // namespace pulse::test
