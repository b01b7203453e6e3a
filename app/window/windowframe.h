// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QBoxLayout;
class QGridLayout;
class QStackedWidget;

namespace pulse {

class NavigationRail;

/// Lays out the parts of the window: header and time controls at the top, the rail beside the pages. In a narrow
/// window, the rail is below the pages, the time controls have a row of their own, and a moment replaces the page.
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
        QWidget *moment;      ///< below the pages, or instead of them; initially hidden
    };

    /// The parts become children.
    WindowFrame(const Parts &parts, QWidget *parent);

    void setContentShown(bool shown); ///< true: the pages; false: `placeholder`

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPages();
    void arrange();
    void arrangeTop(bool isSingleRow);
    void showMomentOrPages();

    Parts m_parts; // children, as the following
    QGridLayout *m_top;
    QBoxLayout *m_body;
    QStackedWidget *m_stack;
    std::optional<bool> m_isSingleRow; // header and controls
    bool m_isNarrow = false;
};

} // namespace pulse
