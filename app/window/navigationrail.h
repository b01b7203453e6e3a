// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"

class QBoxLayout;

namespace pulse {

/// The way to the pages: a column of icons at the left, in a narrow window a row of them at the bottom.
class NavigationRail : public ChoiceBar
{
    Q_OBJECT

public:
    enum Page { Overview, Cpus, System, Function, Data };
    Q_ENUM(Page)

    explicit NavigationRail(const Theme &theme, QWidget *parent = nullptr);

    Page current() const { return static_cast<Page>(currentIndex()); }
    /// Emits nothing.
    void setCurrent(Page page) { setCurrentIndex(page); }
    QString title(Page page) const;
    /// A number on the page's icon; 0: none.
    void setBadge(Page page, int number);
    bool isHorizontal() const;
    void setHorizontal(bool horizontal);

Q_SIGNALS:
    void chosen(Page page); ///< by the user

private:
    QBoxLayout *m_layout;
};

} // namespace pulse
