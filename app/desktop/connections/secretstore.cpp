// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/secretstore.h"

#include "common/core/literals.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSettings>

#include <qt6keychain/keychain.h>

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(secretsLog, "secrets")

const QString accountList = u"connections/secrets"_s;

class SecretTexts
{
    Q_DECLARE_TR_FUNCTIONS(SecretStore)
};

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return {SecretTexts::tr("The desktop's secret store was not unlocked")};
    case QKeychain::NoBackendAvailable:
        return {SecretTexts::tr("This desktop has no secret store")};
    default:
        return {SecretTexts::tr("The desktop's secret store does not answer: %1").arg(job.errorString())};
    }
}

/// The job deletes itself when it has finished.
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

void SecretStore::recall(const Connection &connection, QObject *context, Recalled recalled)
{
    const QString account = connection.account();
    auto *job = makeJob<QKeychain::ReadPasswordJob>(account);
    QObject::connect(job, &QKeychain::Job::finished, context, [this, job, account, recalled = std::move(recalled)] {
        const bool isGone = job->error() == QKeychain::EntryNotFound; // it was deleted outside of this program
        if (isGone)
            note(account, false);
        recalled(isGone || job->error() == QKeychain::NoError ? Result<QString>(job->textData()) : errorOf(*job));
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
            qCWarning(secretsLog).noquote() << "The secret of" << account << "is still kept." << errorOf(*job).message;
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
