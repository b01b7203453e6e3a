// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

class QVBoxLayout;

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
    /// Moves a row, which becomes a child, above or below the content.
    void placeRow(QWidget *row, bool isBelow);
    void replaceContent(QWidget *content); ///< deletes the previous one as soon as its events have been handled
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ElidingLabel *m_title; // this and the following are children
    ElidingLabel *m_remark;
    QWidget *m_content;
    QVBoxLayout *m_layout;
};

} // namespace pulse
