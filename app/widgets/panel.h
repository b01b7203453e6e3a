// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

namespace pulse {

/// Something with its title on a slightly raised surface; on the right of the title a remark, where there is one. A
/// context menu of the window has its picture and values, by the mouse or, where it has the focus, by the keyboard.
class Panel : public Surface
{
    Q_OBJECT

public:
    /// `content` becomes a child and gets the title as its accessible name.
    Panel(const QString &title, QWidget *content, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title->text(); }
    void setRemark(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ElidingLabel *m_title; // this and the others: children
    ElidingLabel *m_remark;
    QWidget *m_content;
};

} // namespace pulse
