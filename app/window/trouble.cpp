// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/trouble.h"

#include "app/pages/emptypage.h"
#include "app/pages/functionpage.h"
#include "app/pages/statustext.h"
#include "app/state/eventtexts.h"
#include "app/widgets/alarmbar.h"

#include <QPushButton>

namespace pulse {
namespace {

/// Returns why the function returns no results, if that is known.
QString functionTrouble(const FunctionReport &report)
{
    const QString notice = FunctionPage::notice(report);
    if (!notice.isEmpty() || report.failures.isEmpty())
        return notice;
    return EventTexts::of(Event::ofFailure(report.failures.constFirst()), {});
}

} // namespace

Trouble::Trouble(QWidget *parent)
    : QObject(parent)
    , m_page(new EmptyPage(parent))
    , m_bar(new AlarmBar(parent))
{
    const auto add = [this](auto *place) {
        m_retries.append(place->addButton({}));
        m_connections.append(place->addButton({}));
    };
    add(m_page);
    m_showFunction = m_page->addButton({});
    add(m_bar);
    connect(m_showFunction, &QPushButton::clicked, this, &Trouble::functionRequested);
    for (const QPushButton *button : std::as_const(m_retries))
        connect(button, &QPushButton::clicked, this, &Trouble::retryRequested);
    for (const QPushButton *button : std::as_const(m_connections))
        connect(button, &QPushButton::clicked, this, &Trouble::connectionRequested);
}

void Trouble::offerConnections()
{
    m_hasConnections = true;
}

void Trouble::showState(const DashboardState &state)
{
    const SourceStatus status = state.status();
    const Freshness fresh = state.freshness();
    // A function that always fails is the reason why nothing arrives.
    const QString failure = status.kind == SourceStatus::Kind::Waiting ? functionTrouble(state.report()) : QString();
    const QString findings = StatusText::findings(status, state.report());
    const QString reason = findings.isEmpty() ? StatusText::reason(status) : findings;
    m_page->setText(StatusText::placeholder(status), failure.isEmpty() ? reason : failure,
                    failure.isEmpty() ? StatusText::advice(status) : QString());
    m_bar->setAlarm(StatusText::alarm(status, fresh), StatusText::alarmDetail(status, fresh),
                    StatusText::tone(status, fresh));
    showButtons(state, !failure.isEmpty());
}

void Trouble::showButtons(const DashboardState &state, bool hasFailure)
{
    const SourceStatus status = state.status();
    m_showFunction->setText(tr("Show the function"));
    m_showFunction->setVisible(hasFailure);
    // A key that may not be read, or has another type, is checked repeatedly anyway.
    for (QPushButton *button : std::as_const(m_retries)) {
        button->setText(tr("Try again"));
        button->setVisible(status.isBroken() && !status.isWatched());
    }
    for (QPushButton *button : std::as_const(m_connections)) {
        button->setText(tr("Another connection…"));
        button->setVisible(m_hasConnections && (status.isBroken() || state.store().isEmpty()));
    }
}

} // namespace pulse
