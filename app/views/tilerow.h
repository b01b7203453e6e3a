// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/samplestore.h"
#include "app/views/tile.h"

namespace pulse {

/// The newest values, one tile each.
class TileRow : public QWidget
{
    Q_OBJECT

public:
    explicit TileRow(const Theme &theme, QWidget *parent = nullptr);

    void show(const SampleStore &store);
    void setDimmed(bool dimmed);
    void setTheme(const Theme &theme);

private:
    Tile *m_mean; // this and the others: children
    Tile *m_busiest;
    Tile *m_egress;
    Tile *m_cache;
    Tile *m_count;
};

} // namespace pulse
