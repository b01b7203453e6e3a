// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/surface.h"

#include <QList>

namespace pulse {

class ScrollColumn;

/// A list of names and their explanations in the middle of a window, resized with it. Escape, or its button, closes and
/// deletes it. It is not a dialog, since browsers do not support these.
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

    /// Opens a sheet in a window and closes the current one.
    static void open(const QString &title, const QList<Row> &rows, QWidget &window);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void addRows(const QList<Row> &rows);
    void place();

    int m_contentWidth = 0; // px; width without wrapped lines
    QWidget *m_content;     // this and the following are children
    ScrollColumn *m_scroll;
};

} // namespace pulse
