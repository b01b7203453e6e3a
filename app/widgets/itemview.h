// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QPersistentModelIndex>
#include <QTreeView>

namespace pulse {

/// Tables and trees as they all look here: flat, rows of 28 px, equally wide digits, the row under the mouse and the
/// chosen one tinted all along. Texts that do not fit end in an ellipsis and show in full in a tooltip. Models may say
/// what is less important with QuietRole (app/state/itemroles.h).
class ItemView : public Adaptive<QTreeView>
{
    Q_OBJECT

public:
    enum class Form { Table, Tree };
    static constexpr int rowHeight = 28;

    explicit ItemView(Form form, QWidget *parent = nullptr);

    /// The share of the width that columns take; those without one keep theirs.
    void setShares(const QList<double> &shares);

    QSize sizeHint() const override;

protected:
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
};

} // namespace pulse
