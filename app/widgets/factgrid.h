// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

#include <QGridLayout>

namespace pulse {

enum class FactTone { Plain, Good, Bad };

/// Something that is known, in few words.
struct Fact
{
    QString label;
    QString value;
    QString detail = {};
    FactTone tone = FactTone::Plain; ///< of the value
    int columns = 1;                 ///< how many it takes

    bool operator==(const Fact &) const = default;
};

/// Facts in rows, as many beside each other as there is room for.
class FactGrid : public Surface
{
    Q_OBJECT

public:
    explicit FactGrid(const Theme &theme, QWidget *parent = nullptr);

    /// As many as the first time.
    void show(const QList<Fact> &facts);
    const QList<Fact> &facts() const { return m_facts; }
    void setTheme(const Theme &theme) override;

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
    void colorCells();

    QList<Fact> m_facts;
    QList<Cell> m_cells; // children
    QGridLayout *m_layout;
};

} // namespace pulse
