// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QEvent>
#include <QFont>
#include <QList>
#include <QPalette>
#include <QPen>

class QPainter;
class QWidget;

namespace pulse {

enum class ThemeChoice { Auto, Light, Dark };

/// The four type sizes, in pixels at 1x.
enum class TextSize { Small = 11, Normal = 13, Large = 16, Huge = 28 };

/// The meaning of a text's colour.
enum class Tone { Text, Dim, Good, Warning, Bad };

/// All colours. Lines and status colours have a contrast of at least 3:1 on every background, texts of 4.5:1.
struct Theme
{
    bool dark = false;
    QColor background;
    QColor surface;  ///< of panels, slightly raised
    QColor elevated; ///< of sheets, which cover panels
    QColor scrim;    ///< covers what is behind a sheet; translucent
    QColor text;
    QColor dim;     ///< labels, units, secondary texts
    QColor grid;    ///< lines of the grid
    QColor field;   ///< the fill of input fields
    QColor outline; ///< the border of input fields, with a contrast of 3:1 to its surroundings and to `field`
    QColor primary; ///< the fill of the main button of a dialog and of checked boxes, under white
    QColor good;
    QColor warning;
    QColor warningText; ///< the same for text, with enough contrast
    QColor bad;
    QColor accent; ///< selection and keyboard focus
    QColor link;   ///< text that can be clicked

    static Theme light();
    static Theme darkTheme();
    /// Auto follows the desktop: dark if the desktop's windows are dark.
    static Theme of(ThemeChoice choice, const QPalette &desktop);

    /// The theme of all windows; initially the light one.
    static const Theme &current();
    /// Sends a changeEvent() to every widget if the theme differs from the current one.
    static void use(const Theme &theme);
    /// Sends a changeEvent() to the widgets, whose sizes may change with it.
    static void apply(const QList<QWidget *> &widgets);
    static QEvent::Type changeEvent();

    QColor color(Tone tone) const;
    /// For Qt's own widgets.
    QPalette palette() const;
    /// Returns `color` blended into the surface; a share of 1 is the colour itself.
    QColor faded(const QColor &color, double share) const;

    bool operator==(const Theme &) const = default;
};

constexpr int lineColorCount = 8;

/// Returns one of `lineColorCount` well-spaced hues, the same on both backgrounds. `index` may be any number of 0 or
/// more.
QColor lineColor(int index);

/// Returns the pen of a line, 1.5 px. The hues repeat after `lineColorCount` lines.
QPen linePen(int index);

QFont sized(QFont font, TextSize size, QFont::Weight weight = QFont::Normal);

/// Paints the background of a panel or a tile.
void paintSurface(QPainter &painter, const QRectF &rect, const Theme &theme);

} // namespace pulse
