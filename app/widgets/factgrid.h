// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

#include <QGridLayout>

namespace pulse {

/// A labelled value.
struct Fact
{
    QString label;
    QString value;
    QString detail = {};
    Tone tone = Tone::Text; ///< of the value
    int columns = 1;        ///< the number of columns that it spans

    bool operator==(const Fact &) const = default;
};

/// Facts in rows, as many side by side as fit.
class FactGrid : public Surface
{
    Q_OBJECT

public:
    explicit FactGrid(QWidget *parent = nullptr);

    /// The number of facts must be the same in all calls.
    void show(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Cell
    {
        QWidget *widget;
        ElidingLabel *label;
        ElidingLabel *value;
        ElidingLabel *detail;
    };

    Cell makeCell();
    int columns() const;
    void arrange();

    QList<Fact> m_facts;
    QList<Cell> m_cells; // children
    QGridLayout *m_layout;
};

} // namespace pulse
