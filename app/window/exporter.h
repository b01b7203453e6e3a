// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRegion>

#include <functional>

class QMenu;
class QPainter;
class QWidget;

namespace pulse {

/// Takes along what is in sight, as a picture or as values, into the clipboard or as a file: the same entries in each
/// menu that offers it.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// Makes an SVG file of a widget.
    using MakeSvg = std::function<QByteArray(QWidget &)>;
    using MakeFile = std::function<QByteArray()>;

    /// Without `makeSvg` no menu offers one.
    explicit Exporter(MakeSvg makeSvg);

    /// For what a widget shows. `name`: the title of that, for names of files; empty for all of a window.
    void addActions(QMenu &menu, QWidget &widget, const QString &name, const MakeFile &makeCsv);

Q_SIGNALS:
    /// What the user wants to have as a file, and what it may be called.
    void saveWanted(const QString &name, const QByteArray &content);

private:
    MakeSvg m_makeSvg;
};

/// Paints a widget on its background, with square corners. `part`: of the widget alone; empty for all of it.
void paintPicture(QPainter &painter, QWidget &widget, const QRegion &part = {});

/// "pulseboard-cpu-average-over-1-min-2026-11-27-140322.svg"; `suffix`: "svg".
QString exportFileName(const QString &name, const QString &suffix);

} // namespace pulse
