// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

namespace pulse {

/// One line of text with digits of equal width. If it does not fit, it has an ellipsis, and the tooltip shows all of
/// it.
class ElidingLabel : public Adaptive<>
{
    Q_OBJECT

public:
    ElidingLabel(TextSize size, QFont::Weight weight, QWidget *parent = nullptr);

    void setText(const QString &text);
    QString text() const { return m_text; }
    void setTone(Tone tone);                   ///< of the colour; initially Text
    void setElideMode(Qt::TextElideMode mode); ///< initially Qt::ElideRight; or Qt::ElideMiddle
    bool isElided() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    double textWidth() const;
    void updateToolTip();

    QString m_text;
    Tone m_tone = Tone::Text;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

} // namespace pulse
