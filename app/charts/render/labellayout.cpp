// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/labellayout.h"

#include <algorithm>

namespace pulse {
namespace {

/// Adjacent labels; `sum` is the sum of their wanted positions, each reduced by its distance to the first one.
struct Block
{
    double sum = 0;
    qsizetype count = 0;

    double mean() const { return sum / static_cast<double>(count); }
};

} // namespace

QList<double> spreadLabels(const QList<double> &wanted, double height, double top, double bottom)
{
    // Reduced by the height of the labels before it, each wanted position is a value of a sequence that must not
    // decrease: isotonic regression by pooling adjacent violators.
    const auto room = [height](qsizetype before) { return height * static_cast<double>(before); };
    QList<Block> blocks;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        Block block{wanted[i] - room(i), 1};
        while (!blocks.isEmpty() && blocks.constLast().mean() > block.mean()) {
            const Block before = blocks.takeLast();
            block = {block.sum + before.sum, block.count + before.count};
        }
        blocks.append(block);
    }

    const double lowest = top + height / 2;
    const double highest = std::max(lowest, bottom - height / 2 - room(wanted.size() - 1));
    QList<double> result;
    for (const Block &block : std::as_const(blocks)) {
        for (qsizetype i = 0; i < block.count; ++i)
            result.append(std::clamp(block.mean(), lowest, highest) + room(result.size()));
    }
    return result;
}

} // namespace pulse
