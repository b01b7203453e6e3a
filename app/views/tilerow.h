// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/scene.h"
#include "app/views/statustext.h"
#include "app/views/tile.h"

class QGridLayout;

namespace pulse {

/// The newest values, one tile each; two in a row where there is not room for all.
class TileRow : public QWidget
{
    Q_OBJECT

public:
    explicit TileRow(const Theme &theme, QWidget *parent = nullptr);

    void show(const Scene &scene);
    void showAge(const Freshness &freshness);
    void setTheme(const Theme &theme);

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    void layOut(int columns);
    void showShare(Tile &tile, const Scene &scene, const QString &family, const QString &detail, int color);
    void showCpus(const Scene &scene);

    Tile *m_mean; // this and the others: children
    Tile *m_busiest;
    Tile *m_egress;
    Tile *m_cache;
    Tile *m_age;
    QGridLayout *m_layout;
    int m_columns = 0;
};

} // namespace pulse
