// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/teststeps.h"

#include "app/style/sizes.h"
#include "app/widgets/labels.h"
#include "common/core/literals.h"

#include <QGridLayout>

namespace pulse {
namespace {

using Step = ConnectionTest::Step;
using Outcome = ConnectionTest::Outcome;

constexpr int signWidth = 16;

QString signOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Running:
        return u"…"_s;
    case Outcome::Passed:
        return u"✓"_s;
    case Outcome::Failed:
        break;
    }
    return u"✗"_s;
}

Tone toneOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Running:
        return Tone::Dim;
    case Outcome::Passed:
        return Tone::Good;
    case Outcome::Failed:
        break;
    }
    return Tone::Bad;
}

} // namespace

TestSteps::TestSteps(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, gap, 0, 0);
    m_grid->setHorizontalSpacing(gap);
    m_grid->setVerticalSpacing(gap / 2);
    m_grid->setColumnMinimumWidth(0, signWidth);
    m_grid->setColumnStretch(2, 1);
    hide();
}

void TestSteps::begin(Connection::Kind kind)
{
    clear();
    m_kind = kind;
    show();
}

void TestSteps::clear()
{
    for (const Row &row : std::as_const(m_rows)) {
        delete row.sign;
        delete row.name;
        delete row.reason;
    }
    m_rows.clear();
    hide();
}

void TestSteps::showStep(Step step, Outcome outcome, const QString &why)
{
    if (!m_rows.contains(step))
        m_rows.insert(step, addRow(step));
    const Row &row = m_rows[step];
    const QStringList words{tr("running"), tr("passed"), tr("failed")}; // in the order of Outcome
    row.sign->setText(signOf(outcome));
    row.sign->setTone(toneOf(outcome));
    row.sign->setAccessibleName(words.at(static_cast<int>(outcome)));
    row.reason->setText(why);
    row.name->setAccessibleDescription(row.sign->accessibleName());
}

TestSteps::Row TestSteps::addRow(Step step)
{
    const int below = m_grid->rowCount();
    const Row row{plainLabel(TextSize::Normal, QFont::Bold, this), plainLabel(TextSize::Normal, QFont::Normal, this),
                  wrappedLabel(TextSize::Normal, QFont::Normal, this)};
    row.name->setText(nameOf(step));
    row.reason->setTone(Tone::Bad);
    row.reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(row.sign, below, 0, Qt::AlignTop | Qt::AlignHCenter);
    m_grid->addWidget(row.name, below, 1, Qt::AlignTop);
    m_grid->addWidget(row.reason, below, 2);
    return row;
}

QString TestSteps::nameOf(Step step) const
{
    switch (step) {
    case Step::Tunnel:
        return tr("SSH");
    case Step::Server:
        return m_kind == Connection::Kind::Gateway ? tr("Gateway") : tr("Redis");
    case Step::SignIn:
        return tr("Sign-in");
    case Step::Output:
        return m_kind == Connection::Kind::Gateway ? tr("Output") : tr("Output key");
    case Step::Result:
        break;
    }
    return tr("First result");
}

} // namespace pulse
