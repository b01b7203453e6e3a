// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QRegion>

#include <functional>

class QMenu;
class QPainter;
class QWidget;

namespace pulse {

/// Exports what is visible, as a picture or as values, to the clipboard or a file. It adds the same entries to each
/// menu that offers this.
class Exporter : public QObject
{
    Q_OBJECT

public:
    /// Returns an SVG file of a widget.
    using MakeSvg = std::function<QByteArray(QWidget &)>;
    using MakeFile = std::function<QByteArray()>;

    /// Without `makeSvg`, menus do not offer SVG files.
    explicit Exporter(MakeSvg makeSvg);

    /// Adds the entries for a widget. `name`: its title, for names of files; empty: the whole window.
    void addActions(QMenu &menu, QWidget &widget, const QString &name, const MakeFile &makeCsv);

Q_SIGNALS:
    /// The user wants to save a file with the proposed name.
    void saveRequested(const QString &name, const QByteArray &content);

private:
    MakeSvg m_makeSvg;
};

/// Paints a widget on its background, with square corners. `part`: only this part; empty: all of it.
void paintPicture(QPainter &painter, QWidget &widget, const QRegion &part = {});

/// "pulseboard-cpu-average-over-1-min-2026-11-27-140322.svg"; `suffix`: "svg".
QString exportFileName(const QString &name, const QString &suffix);

} // namespace pulse
