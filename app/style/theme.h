// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QEvent>
#include <QFont>
#include <QPalette>
#include <QPen>

class QPainter;

namespace pulse {

enum class ThemeChoice { Auto, Light, Dark };

/// The four type sizes, in pixels at 1x.
enum class TextSize { Small = 11, Normal = 13, Large = 16, Huge = 28 };

/// What a text's colour stands for.
enum class Tone { Text, Dim, Good, Warning, Bad };

/// The colours of everything. Lines and status colours keep a contrast of at least 3:1 on every background, text 4.5:1.
struct Theme
{
    bool dark = false;
    QColor background;
    QColor surface; ///< of panels, slightly raised
    QColor text;
    QColor dim;  ///< labels, units, what matters less
    QColor grid; ///< lines of the grid
    QColor good;
    QColor warning;
    QColor bad;
    QColor accent; ///< what is chosen, what has the keyboard

    static Theme light();
    static Theme darkTheme();
    /// Auto follows the desktop: dark if its windows are.
    static Theme of(ThemeChoice choice, const QPalette &desktop);

    /// The theme of all windows; the light one at first.
    static const Theme &current();
    /// Sends a changeEvent() to every widget if the theme is another one than before.
    static void use(const Theme &theme);
    static QEvent::Type changeEvent();

    QColor color(Tone tone) const;
    /// For Qt's own widgets.
    QPalette palette() const;
    /// `color` blended into the surface; 1 leaves it as it is.
    QColor faded(const QColor &color, double share) const;

    bool operator==(const Theme &) const = default;
};

/// One of twelve well-spaced hues; the same ones on both backgrounds. `index` may be any number from 0 on.
QColor lineColor(int index);

/// The pen of a line, 1.5 px. The hues come round again after twelve lines, then in another of four dash patterns.
QPen linePen(int index);

QFont sized(QFont font, TextSize size, QFont::Weight weight = QFont::Normal);

/// The background of a panel or a tile.
void paintSurface(QPainter &painter, const QRectF &rect, const Theme &theme);

} // namespace pulse
