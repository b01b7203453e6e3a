// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/functionstate.h"

#include "common/core/literals.h"
#include "common/core/logging.h"
#include "runtime/worker/problemlog.h"

#include <openssl/evp.h>
#include <openssl/sha.h>

namespace pulse {
namespace {

constexpr int pauseFactor = 20; // so that saving takes at most 5 % of the time

const QString env = u"context.env"_s;

} // namespace

QByteArray inputDigest(const QByteArray &input)
{
    QByteArray digest(SHA256_DIGEST_LENGTH, Qt::Uninitialized);
    // A tenth of the time of QCryptographicHash
    EVP_Digest(input.constData(), static_cast<std::size_t>(input.size()),
               reinterpret_cast<unsigned char *>(digest.data()), nullptr, EVP_sha256(), nullptr);
    return digest.toHex();
}

FunctionState::FunctionState(PythonHost &host, const CallBoard &board, ResultStore &store, ProblemLog &problems,
                             QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_board(board)
    , m_store(store)
    , m_problems(problems)
{
    m_pending.setSingleShot(true);
    connect(&m_pending, &QTimer::timeout, this, [this] {
        putSnapshot();
        Q_EMIT savedLater();
    });
}

void FunctionState::restore(const QByteArray &snapshot)
{
    const std::optional<PythonHost::Restored> restored = m_host.restore(snapshot);
    if (!restored)
        return;
    m_restoredInput = restored->lastInput;
    if (restored->hasEnv)
        qCInfo(workerLog) << "Restored the state of the previous worker";
    else if (!restored->problem.isEmpty())
        qCWarning(workerLog).noquote() << "context.env starts empty, because its stored value cannot be restored:"
                                       << restored->problem;
}

bool FunctionState::isLastInput(const QByteArray &input) const
{
    return m_lastInput ? *m_lastInput == input : !m_restoredInput.isEmpty() && m_restoredInput == inputDigest(input);
}

void FunctionState::save()
{
    const auto passed = std::chrono::nanoseconds(m_sinceSnapshot.isValid() ? m_sinceSnapshot.nsecsElapsed() : 0);
    if (!m_sinceSnapshot.isValid() || passed >= m_pause)
        putSnapshot();
    else if (!m_pending.isActive())
        m_pending.start(std::chrono::ceil<std::chrono::milliseconds>(m_pause - passed));
}

bool FunctionState::savePending()
{
    if (!m_pending.isActive())
        return false;
    putSnapshot();
    return true;
}

void FunctionState::putSnapshot()
{
    m_pending.stop();
    m_sinceSnapshot.start();
    m_board.beginState(CallBoard::hashOf(*m_lastInput));
    const PythonHost::Snapshot snapshot = m_host.snapshot(inputDigest(*m_lastInput));
    m_board.endPass();
    m_pause = pauseFactor * std::chrono::nanoseconds(m_sinceSnapshot.nsecsElapsed());
    if (snapshot.problem.isEmpty())
        m_problems.reportRecovery(env);
    else
        m_problems.report(env, u"is kept in memory only and is lost when the worker ends: %1"_s.arg(snapshot.problem));
    m_store.putState(snapshot.text); // even if it is empty, since it replaces an older one
}

} // namespace pulse
