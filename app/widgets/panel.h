// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

namespace pulse {

/// Content and its title on a slightly raised surface; at the right of the title an optional remark. The window's
/// context menu exports its picture and values; it opens by the mouse or, if the panel has the focus, by the keyboard.
class Panel : public Surface
{
    Q_OBJECT

public:
    /// `content` becomes a child; the title is its accessible name.
    Panel(const QString &title, QWidget *content, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title->text(); }
    void setRemark(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ElidingLabel *m_title; // this and the following are children
    ElidingLabel *m_remark;
    QWidget *m_content;
};

} // namespace pulse
