// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/statustext.h"
#include "app/widgets/elidinglabel.h"

namespace pulse {

class StatusDot;

/// The line at the top: the program's name, a dot for the state, the source of the results, the state as text.
class Header : public QWidget
{
    Q_OBJECT

public:
    explicit Header(QWidget *parent = nullptr);

    void setStatus(const SourceStatus &status, const Freshness &freshness);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    ElidingLabel *m_name; // this and the following are children
    QWidget *m_space;     // after the name
    StatusDot *m_dot;
    ElidingLabel *m_where;
    ElidingLabel *m_state;
};

} // namespace pulse
