// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "tests/support/browser.h"
#include "tests/support/gatewayfixture.h"

#include <QTest>
#include <QUrl>

#include <memory>

namespace pulse::test {

/// A real browser for the pages of gateways, and a real redis-server.
class GatewayPageFixture
{
protected:
    void startBrowser()
    {
        m_browser = std::make_unique<Browser>();
        QVERIFY(m_browser->isValid());
    }
    void startServer()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY(m_server->start());
    }
    /// Leaves the page, which would otherwise report its lost connection while the next test opens its own.
    void leavePage() { m_browser->open(QUrl(u"about:blank"_s)); }

    static QUrl pageOf(const RunningGateway &gateway) { return QUrl(gateway.origin() + '/'_L1); }
    /// Returns the word for the state of the newest result.
    QString state() { return m_browser->evaluate(u"document.body.dataset.state"_s).toString(); }
    /// Returns the shown value of a name in the result.
    QString value(const QString &name) { return m_browser->text(u"[data-name=\"%1\"]"_s.arg(name)); }

    std::unique_ptr<Browser> m_browser;
    std::unique_ptr<RedisServer> m_server;
};

} // namespace pulse::test
