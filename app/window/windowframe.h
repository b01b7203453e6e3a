// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QStackedWidget;

namespace pulse {

class NavigationRail;

/// Lays out the parts of the window: header and time controls at the top, the rail beside the pages; in a narrow
/// window, the rail is below the pages, and the time controls are below the header.
class WindowFrame : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        QWidget *header;
        QWidget *controls;
        QWidget *menu;
        NavigationRail *rail;
        QStackedWidget *pages;
        QWidget *placeholder; ///< replaces the pages if they have nothing to show
        QWidget *alarm;       ///< above the pages
        QWidget *moment;      ///< below the pages, initially hidden
    };

    /// The parts become children.
    WindowFrame(const Parts &parts, QWidget *parent);

    void setContentShown(bool shown); ///< true: the pages; false: `placeholder`

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void addPages(const Parts &parts);
    void arrange();

    NavigationRail *m_rail; // this and the following are children
    QBoxLayout *m_top;
    QBoxLayout *m_body;
    QStackedWidget *m_stack;
};

} // namespace pulse
