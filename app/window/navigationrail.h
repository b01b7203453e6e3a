// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"
#include "app/widgets/railbutton.h"

class QBoxLayout;

namespace pulse {

/// Icons to choose a page: a column at the left, or a row at the bottom of a narrow window.
class NavigationRail : public ChoiceBar
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget *parent = nullptr);

    void addPage(const QPainterPath &icon, const QString &title);
    void setTitle(int page, const QString &title);
    int current() const { return currentIndex(); }
    /// Emits nothing.
    void setCurrent(int page) { setCurrentIndex(page); }
    /// A number on the page's icon; 0: none.
    void setBadge(int page, int number);
    bool isHorizontal() const;
    void setHorizontal(bool horizontal);

Q_SIGNALS:
    void chosen(int page); ///< the user chose a page

private:
    QBoxLayout *m_layout;
};

} // namespace pulse
