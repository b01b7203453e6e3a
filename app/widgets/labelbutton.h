// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/iconbutton.h"

namespace pulse {

/// A flat button with a line of text and a drawing beside it. A text that does not fit is elided; the tooltip then
/// shows all of it.
class LabelButton : public IconButton
{
    Q_OBJECT

public:
    struct Look
    {
        TextSize size = TextSize::Normal;
        QFont::Weight weight = QFont::Normal;
        int left = 0;          ///< px between the edge and the text, with room for the drawing
        int right = 0;         ///< the same at the other side
        int least = 0;         ///< px; a wider button can be shrunk to this width
        bool isRaised = false; ///< on a surface of its own
    };

    LabelButton(const Look &look, QWidget *parent);

    void setLabel(const QString &text); ///< is also the accessible name
    QString label() const { return m_label->text(); }
    bool isElided() const { return m_label->isElided(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    /// Draws beside the text, in the coordinates of the button and in the colour of pen and brush.
    void paintIcon(QPainter &painter) const override = 0;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    int usualHeight() const;
    void updateToolTip();

    Look m_look;
    ElidingLabel *m_label; // a child
};

} // namespace pulse
