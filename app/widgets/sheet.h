// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QList>

class QGridLayout;

namespace pulse {

class Label;
class ScrollColumn;

/// A list of names and their explanations in the middle of a window, whose other contents are covered by a scrim. In a
/// narrow window, an explanation is below its name. Escape, its button, or a click beside it closes and deletes it. It
/// is not a dialog, since browsers do not support these.
class Sheet : public Adaptive<>
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

    QRect card() const { return m_card->geometry(); } ///< the place of the list; the rest is the scrim

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    struct Labels
    {
        Label *name;
        Label *text;
    };

    void addRows(const QList<Row> &rows);
    void arrange(bool isStacked);
    void place();

    int m_nameWidth = 0; // px; without wrapped lines, as the following
    int m_textWidth = 0;
    QList<Labels> m_rows;
    QWidget *m_card;    // this and the following are children
    QWidget *m_content; // within m_scroll
    QGridLayout *m_grid;
    ScrollColumn *m_scroll;
};

} // namespace pulse
