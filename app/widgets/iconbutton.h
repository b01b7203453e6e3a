// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QAbstractButton>

namespace pulse {

/// A small flat button with a drawing on it.
class IconButton : public Adaptive<QAbstractButton>
{
    Q_OBJECT

public:
    static constexpr int side = 28;

    explicit IconButton(QWidget *parent);

    /// Paints the ring that marks the keyboard focus.
    static void paintFocus(QPainter &painter, const QRectF &rect, const Theme &theme);

    QSize sizeHint() const override; ///< larger in a narrow window
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    /// Draws the icon within a square of `side` (px), in the colour of pen and brush.
    virtual void paintIcon(QPainter &painter) const = 0;
    virtual bool isHighlighted() const { return isDown(); } ///< drawn as if the mouse were over it
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
