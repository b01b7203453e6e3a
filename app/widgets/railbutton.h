// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"

namespace pulse {

enum class RailIcon { Tiles, Chip, Pulse, Braces, Table };

/// A drawn icon above its label, with a number on the icon if something needs attention.
class RailButton : public ChoiceButton
{
    Q_OBJECT

public:
    RailButton(RailIcon icon, const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setBadge(int number);
    int badge() const { return m_badge; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBadge(QPainter &painter, QPointF corner) const;

    RailIcon m_icon;
    int m_badge = 0;
};

} // namespace pulse
