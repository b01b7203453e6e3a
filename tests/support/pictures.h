// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace pulse::test {

/// Returns the relative luminance of a color, 0 to 1: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
inline double luminance(const QColor &color)
{
    const auto linear = [](float part) {
        return part <= 0.04045F ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// Returns the contrast ratio of two colors, 1 to 21: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
inline double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

/// Returns the sum of the differences of red, green and blue.
inline int colorDistance(const QColor &a, const QColor &b)
{
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
}

/// Returns how many pixels are nearer to `color` than `share` of its distance from `ground`.
inline int countNear(const QImage &image, const QColor &color, const QColor &ground = Qt::white, double share = 0.3)
{
    int found = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found += colorDistance(image.pixelColor(x, y), color) < share * colorDistance(ground, color) ? 1 : 0;
    }
    return found;
}

/// Returns how many pixels of `where` have exactly that color.
inline int countExact(const QImage &image, const QColor &color, const QRect &where)
{
    int found = 0;
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x)
            found += image.rect().contains(x, y) && image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return found;
}

inline int countExact(const QImage &image, const QColor &color)
{
    return countExact(image, color, image.rect());
}

/// Returns how many pixels of a picture have a color that is further than `alike` from those of the same pixel and its
/// neighbours in another picture. Different code may draw the edges of lines differently.
inline int countUnlike(const QImage &picture, const QImage &other, int alike)
{
    const auto isUnlike = [&](int x, int y) {
        for (int i = 0; i < 9; ++i) {
            const QPoint near(x + i % 3 - 1, y + i / 3 - 1);
            if (other.rect().contains(near) && colorDistance(other.pixelColor(near), picture.pixelColor(x, y)) <= alike)
                return false;
        }
        return true;
    };
    int found = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            found += isUnlike(x, y) ? 1 : 0;
    }
    return found;
}

} // namespace pulse::test
