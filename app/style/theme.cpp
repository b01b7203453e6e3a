// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/theme.h"

#include <QApplication>
#include <QPainter>
#include <QPointer>
#include <QWidget>

#include <array>

namespace pulse {
namespace {

constexpr double surfaceRadius = 8;
constexpr double lineWidth = 1.5;

// OKLCH hues with a relative luminance of 0.17 to 0.25, for a contrast of 3:1 on both the white and the dark
// background. Neighbours differ clearly, since most machines use only the first four or eight. Red, orange and amber
// are missing, because they mean a status.
constexpr std::array<QRgb, lineColorCount> hues = {
    0xff1d78f1, // blue
    0xff0a9b48, // green
    0xffb945b8, // magenta
    0xff09989e, // teal
    0xff8556e0, // violet
    0xff719500, // olive
    0xffe54c95, // pink
    0xff0194c3, // cyan
};

Theme &currentTheme()
{
    static Theme theme = Theme::light();
    return theme;
}

} // namespace

Theme Theme::light()
{
    return {.dark = false,
            .background = QColor(0xf6f7f9),
            .surface = QColor(0xffffff),
            .elevated = QColor(0xffffff),
            .scrim = QColor(28, 35, 48, 110),
            .text = QColor(0x1c2330),
            .dim = QColor(0x667085),
            .grid = QColor(0xe4e7ec),
            .field = QColor(0xffffff),
            .outline = QColor(0x858fa1),
            .primary = QColor(0x2563eb),
            .good = QColor(0x0a9b48),
            .warning = QColor(0xaa8405),
            .warningText = QColor(0x8a6a00),
            .bad = QColor(0xcf2b20),
            .accent = QColor(0x3b82f6),
            .link = QColor(0x2563eb)};
}

Theme Theme::darkTheme()
{
    return {.dark = true,
            .background = QColor(0x12161d),
            .surface = QColor(0x1a2029),
            .elevated = QColor(0x252d39),
            .scrim = QColor(0, 0, 0, 150),
            .text = QColor(0xe6eaf0),
            .dim = QColor(0x8b95a5),
            .grid = QColor(0x2a323e),
            .field = QColor(0x222a35),
            .outline = QColor(0x6b7689),
            .primary = QColor(0x2563eb),
            .good = QColor(0x22a06b),
            .warning = QColor(0xe2b203),
            .warningText = QColor(0xe2b203),
            .bad = QColor(0xef5b50),
            .accent = QColor(0x3b82f6),
            .link = QColor(0x60a5fa)};
}

Theme Theme::of(ThemeChoice choice, const QPalette &desktop)
{
    const bool desktopIsDark = desktop.color(QPalette::Window).lightness() < 128;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::Auto && desktopIsDark);
    return dark ? darkTheme() : light();
}

const Theme &Theme::current()
{
    return currentTheme();
}

void Theme::use(const Theme &theme)
{
    if (theme == currentTheme())
        return;
    currentTheme() = theme;
    if (qApp)
        apply(QApplication::allWidgets());
}

void Theme::apply(const QList<QWidget *> &widgets)
{
    const QList<QPointer<QWidget>> all(widgets.begin(), widgets.end()); // an event may delete widgets
    for (const QPointer<QWidget> &widget : all) {
        QEvent change(changeEvent());
        if (widget)
            QCoreApplication::sendEvent(widget, &change);
        if (widget)
            widget->updateGeometry();
    }
}

QEvent::Type Theme::changeEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

QColor Theme::color(Tone tone) const
{
    switch (tone) {
    case Tone::Dim:
        return dim;
    case Tone::Good:
        return good;
    case Tone::Warning:
        return warningText;
    case Tone::Bad:
        return bad;
    case Tone::Text:
        break;
    }
    return text;
}

QPalette Theme::palette() const
{
    QPalette result;
    result.setColor(QPalette::Window, background);
    result.setColor(QPalette::Base, surface);
    result.setColor(QPalette::WindowText, text);
    result.setColor(QPalette::Text, text);
    result.setColor(QPalette::ToolTipBase, surface);
    result.setColor(QPalette::ToolTipText, text);
    result.setColor(QPalette::PlaceholderText, dim);
    result.setColor(QPalette::Highlight, accent);
    result.setColor(QPalette::HighlightedText, Qt::white);
    return result;
}

QColor Theme::faded(const QColor &color, double share) const
{
    const auto blend = [share](float from, float to) { return static_cast<float>(from + (to - from) * share); };
    return QColor::fromRgbF(blend(surface.redF(), color.redF()), blend(surface.greenF(), color.greenF()),
                            blend(surface.blueF(), color.blueF()));
}

QColor lineColor(int index)
{
    return hues[static_cast<std::size_t>(index) % hues.size()];
}

QPen linePen(int index)
{
    return {lineColor(index), lineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QFont sized(QFont font, TextSize size, QFont::Weight weight)
{
    font.setPixelSize(static_cast<int>(size));
    font.setWeight(weight);
    return font;
}

void paintSurface(QPainter &painter, const QRectF &rect, const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(rect, surfaceRadius, surfaceRadius);
}

} // namespace pulse
