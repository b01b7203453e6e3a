// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/header.h"

#include "app/pages/statustext.h"
#include "app/style/sizes.h"
#include "app/window/statuschip.h"
#include "app/window/titlebutton.h"

#include <QHBoxLayout>

namespace pulse {

Header::Header(QWidget *parent)
    : QWidget(parent)
    , m_title(new TitleButton(this))
    , m_chip(new StatusChip(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(gap / 2, 0, gap / 2, 0);
    layout->setSpacing(gap);
    layout->addWidget(m_title);
    layout->addWidget(m_chip);
    layout->addStretch(1);
}

void Header::showState(const DashboardState &state)
{
    const SourceStatus status = state.status();
    m_title->setLabel(StatusText::name(status, state.report()));
    m_title->setOutputs(state.outputs(), status.key);
    m_chip->showState(state);
}

} // namespace pulse
