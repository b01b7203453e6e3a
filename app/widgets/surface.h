// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

namespace pulse {

/// A slightly raised, rounded background for a group of widgets.
class Surface : public Adaptive<>
{
    Q_OBJECT

public:
    using Adaptive::Adaptive;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
