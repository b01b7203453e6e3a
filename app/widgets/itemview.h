// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QPersistentModelIndex>
#include <QTreeView>

namespace pulse {

/// The common look of tables and trees: flat, rows of 28 px, or of 40 px in a narrow window, digits of equal width, the
/// row under the mouse and the selected row tinted over their whole width. Texts that do not fit are elided as
/// textElideMode() says and have a tooltip; that of a model (Qt::ToolTipRole) is shown in any case. Models mark less
/// important texts with QuietRole (app/state/itemroles.h).
class ItemView : public Adaptive<QTreeView>
{
    Q_OBJECT

public:
    enum class Form { Table, Tree };
    static constexpr int rowHeight = 28;

    explicit ItemView(Form form, QWidget *parent = nullptr);

    /// Sets the shares of the width of columns; columns without a share keep their width.
    void setShares(const QList<double> &shares);

    /// The size hint has room for that number of rows and the header; initially for 6 rows.
    void setHintedRows(int rows);

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void applyTheme() override;
    void retranslate() override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setHovered(const QModelIndex &index);

    QPersistentModelIndex m_hovered;
    QList<double> m_shares;
    int m_hintedRows = 0; // 0: not set
};

} // namespace pulse
