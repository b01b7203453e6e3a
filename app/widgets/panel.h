// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"
#include "common/metrics/serieskey.h"

namespace pulse {

/// Something with its title on a slightly raised surface; on the right of the title a remark, where there is one. A
/// context menu of the window has its picture and values, by the mouse or, where it has the focus, by the keyboard.
class Panel : public Surface
{
    Q_OBJECT

public:
    /// `content` becomes a child and gets the title as its accessible name.
    Panel(const QString &title, QWidget *content, const Theme &theme, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const { return m_title->text(); }
    void setRemark(const QString &text);
    /// What it shows, and of when.
    void setSeries(const QList<SeriesKey> &series, TimeRange range);
    const QList<SeriesKey> &series() const { return m_series; }
    TimeRange range() const { return m_range; }
    void setTheme(const Theme &theme) override;

    /// The one that a widget is or lies in; nullptr where there is none.
    static Panel *around(QWidget *widget);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    ElidingLabel *m_title; // this and the others: children
    ElidingLabel *m_remark;
    QWidget *m_content;
    QList<SeriesKey> m_series;
    TimeRange m_range;
};

} // namespace pulse
