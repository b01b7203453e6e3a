// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/surface.h"

#include <QList>

namespace pulse {

class ScrollColumn;

/// Names and what is to be said of each, in the middle of a window, which it follows in size. Escape, or its button,
/// ends and deletes it. No dialog: in a browser there are none.
class Sheet : public Surface
{
    Q_OBJECT

public:
    struct Row
    {
        QString name;
        QString text;
    };

    Sheet(const QString &title, const QList<Row> &rows, QWidget *window);

    /// In a window, instead of one that is open there.
    static void open(const QString &title, const QList<Row> &rows, QWidget &window);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void addRows(const QList<Row> &rows);
    void place();

    int m_contentWidth = 0; // where no line is broken
    QWidget *m_content;     // this and the other: children
    ScrollColumn *m_scroll;
};

} // namespace pulse
