// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/tlsfiles.h"

#include "common/core/literals.h"

#include <QLoggingCategory>
#include <QSslCertificate>
#include <QSslKey>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <memory>
#include <utility>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(tlsLog, "tls")

template <auto release>
struct Release
{
    template <class T>
    void operator()(T *thing) const
    {
        release(thing);
    }
};
using Bio = std::unique_ptr<BIO, Release<BIO_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;

Bio bioOf(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), static_cast<int>(bytes.size())));
}

int noPassphrase(char *, int, int, void *)
{
    return -1; // instead of asking for it on the terminal
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{u"%1 cannot be read: %2"_s.arg(path, file.errorString())};
    return file.readAll();
}

QSslKey toQt(const QByteArray &pem, const EVP_PKEY *key)
{
    return QSslKey(pem, EVP_PKEY_base_id(key) == EVP_PKEY_EC ? QSsl::Ec : QSsl::Rsa);
}

} // namespace

TlsFiles::TlsFiles(const QString &certificate, const QString &key, std::chrono::milliseconds checkPeriod,
                   QObject *parent)
    : QObject(parent)
    , m_certificate(certificate)
    , m_key(key)
{
    m_timer.setInterval(checkPeriod);
    connect(&m_timer, &QTimer::timeout, this, &TlsFiles::check);
}

Result<QSslConfiguration> TlsFiles::read() const
{
    const Result<QByteArray> chain = contentOf(m_certificate);
    const Result<QByteArray> secret = contentOf(m_key);
    if (!chain || !secret)
        return chain ? secret.error() : chain.error();
    const Certificate certificate(PEM_read_bio_X509(bioOf(*chain).get(), nullptr, noPassphrase, nullptr));
    const PrivateKey key(PEM_read_bio_PrivateKey(bioOf(*secret).get(), nullptr, noPassphrase, nullptr));
    if (!certificate)
        return Error{u"%1 has no certificate in PEM"_s.arg(m_certificate)};
    if (!key)
        return Error{u"%1 has no key in PEM without a passphrase"_s.arg(m_key)};
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return Error{u"the key in %1 is not that of the certificate in %2"_s.arg(m_key, m_certificate)};
    const QSslKey usable = toQt(*secret, key.get());
    if (usable.isNull())
        return Error{u"%1 has a key that is neither RSA nor of an elliptic curve"_s.arg(m_key)};
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(QSslCertificate::fromData(*chain, QSsl::Pem));
    tls.setPrivateKey(usable);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

void TlsFiles::watch()
{
    m_stamps = stamps();
    m_timer.start();
}

void TlsFiles::check()
{
    const QList<FileStamp> now = stamps();
    if (now == m_stamps)
        return;
    const Result<QSslConfiguration> tls = read();
    if (!tls) {
        if (std::exchange(m_loggedProblem, tls.error().message) != tls.error().message)
            qCWarning(tlsLog).noquote() << m_loggedProblem + u"; the previous certificate stays in use"_s;
        return;
    }
    m_stamps = now;
    m_loggedProblem.clear();
    qCInfo(tlsLog).noquote() << "The certificate in" << m_certificate << "has changed and is used from now on";
    Q_EMIT changed(*tls);
}

} // namespace pulse
