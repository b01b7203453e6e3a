// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/secretstore.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSettings>

#include <qt6keychain/keychain.h>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "secrets")

const QString accountList = QStringLiteral("connections/secrets");

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(SecretStore)
};

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {Texts::tr("the entry is gone")};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {Texts::tr("it was not unlocked")};
    case QKeychain::NoBackendAvailable:
        return {Texts::tr("there is none on this desktop")};
    default:
        return {job.errorString()};
    }
}

/// Deletes itself when it has ended.
template <class Job>
Job *makeJob(const QString &account)
{
    auto *job = new Job(QLatin1String(SecretStore::service));
    job->setKey(account);
    return job;
}

} // namespace

SecretStore::SecretStore(QSettings &settings)
    : m_settings(settings)
{
}

bool SecretStore::has(const Connection &connection) const
{
    const QString account = connection.account();
    return !account.isEmpty() && m_settings.value(accountList).toStringList().contains(account);
}

void SecretStore::recall(const Connection &connection, QObject *context, Recalled recalled) const
{
    auto *job = makeJob<QKeychain::ReadPasswordJob>(connection.account());
    QObject::connect(job, &QKeychain::Job::finished, context, [job, recalled = std::move(recalled)] {
        recalled(job->error() == QKeychain::NoError ? Result<QString>(job->textData()) : errorOf(*job));
    });
    job->start();
}

void SecretStore::keep(const Connection &connection, QObject *context, Done done)
{
    const QString account = connection.account();
    auto *job = makeJob<QKeychain::WritePasswordJob>(account);
    job->setTextData(connection.secret());
    QObject::connect(job, &QKeychain::Job::finished, context, [this, job, account, done = std::move(done)] {
        if (job->error() != QKeychain::NoError) {
            done(errorOf(*job));
            return;
        }
        note(account, true);
        done({});
    });
    job->start();
}

void SecretStore::forget(const Connection &connection)
{
    const QString account = connection.account();
    note(account, false);
    auto *job = makeJob<QKeychain::DeletePasswordJob>(account);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, account] {
        if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
            qCWarning(log).noquote() << "The secret of" << account << "is still kept:" << errorOf(*job).message;
    });
    job->start();
}

void SecretStore::note(const QString &account, bool has)
{
    QStringList accounts = m_settings.value(accountList).toStringList();
    accounts.removeAll(account);
    if (has)
        accounts.append(account);
    m_settings.setValue(accountList, accounts);
}

} // namespace pulse
