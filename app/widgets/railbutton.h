// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"

#include <QPainterPath>

namespace pulse {

/// Icons of pages, as lines in a square of 20 px.
namespace RailIcon {

QPainterPath tiles();
QPainterPath chip();
QPainterPath pulse();
QPainterPath braces();
QPainterPath table();

} // namespace RailIcon

/// An icon above its label, with a number on the icon if something needs attention.
class RailButton : public ChoiceButton
{
    Q_OBJECT

public:
    RailButton(const QPainterPath &icon, const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    void setBadge(int number);
    int badge() const { return m_badge; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateName();
    void paintBadge(QPainter &painter, QPointF corner) const;

    QPainterPath m_icon;
    int m_badge = 0;
};

} // namespace pulse
