// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/exporter.h"

#include "app/widgets/surface.h"
#include "common/core/literals.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double minimumRatio = 2; // pixels per px, so that an enlarged picture is sharp
constexpr qsizetype longestName = 60;

/// Removes the focus from a widget's children as long as this object exists.
class WithoutFocus
{
public:
    explicit WithoutFocus(const QWidget &widget)
        : m_focus(QApplication::focusWidget())
    {
        if (m_focus && m_focus != &widget && !widget.isAncestorOf(m_focus))
            m_focus = nullptr;
        if (m_focus)
            m_focus->clearFocus();
    }
    ~WithoutFocus()
    {
        if (m_focus)
            m_focus->setFocus();
    }
    WithoutFocus(const WithoutFocus &) = delete;
    WithoutFocus &operator=(const WithoutFocus &) = delete;

private:
    QWidget *m_focus;
};

QPixmap pixmapOf(QWidget &widget)
{
    const double ratio = std::max(minimumRatio, std::ceil(widget.devicePixelRatioF()));
    const WithoutFocus withoutFocus(widget);
    QPixmap pixmap(widget.size() * ratio);
    pixmap.setDevicePixelRatio(ratio);
    QPainter painter(&pixmap);
    paintPicture(painter, widget);
    return pixmap;
}

QByteArray pngOf(QWidget &widget)
{
    QByteArray png;
    QBuffer buffer(&png);
    pixmapOf(widget).save(&buffer, "PNG");
    return png;
}

/// Converts "CPU average over 1 min" to "cpu-average-over-1-min".
QString nameForFile(const QString &title)
{
    static const QRegularExpression others(u"[^\\p{L}\\p{N}]+"_s);
    return title.toLower().replace(others, u" "_s).left(longestName).trimmed().replace(u' ', u'-');
}

} // namespace

Exporter::Exporter(MakeSvg makeSvg)
    : m_makeSvg(std::move(makeSvg))
{
}

void Exporter::addActions(QMenu &menu, QWidget &widget, const QString &name, const MakeFile &makeCsv)
{
    // The widget, and with it the menu's actions, may be deleted while the menu is open.
    const auto save = [this, &menu, &widget, name](const QString &text, const char *suffix, const MakeFile &make) {
        menu.addAction(text, &widget, [this, name, suffix, make] {
            Q_EMIT saveRequested(exportFileName(name, QString::fromLatin1(suffix)), make());
        });
    };
    menu.addAction(tr("Copy picture"), &widget,
                   [&widget] { QGuiApplication::clipboard()->setPixmap(pixmapOf(widget)); });
    save(tr("Save picture (PNG)"), "png", [&widget] { return pngOf(widget); });
    if (m_makeSvg)
        save(tr("Save picture (SVG)"), "svg", [this, &widget] {
            const WithoutFocus withoutFocus(widget);
            return m_makeSvg(widget);
        });
    save(tr("Save visible values (CSV)"), "csv", makeCsv);
}

void paintPicture(QPainter &painter, QWidget &widget, const QRegion &part)
{
    const bool isSurface = qobject_cast<const Surface *>(&widget) != nullptr;
    painter.fillRect(widget.rect(), isSurface ? Surface::theme().surface : widget.palette().color(QPalette::Window));
    widget.render(&painter, part.boundingRect().topLeft(), part, QWidget::DrawChildren);
}

QString exportFileName(const QString &name, const QString &suffix)
{
    const QString time = QDateTime::currentDateTime().toString(u"yyyy-MM-dd-HHmmss"_s);
    QStringList parts{u"pulseboard"_s, nameForFile(name), time};
    parts.removeAll(QString());
    return parts.join(u'-') + u'.' + suffix;
}

} // namespace pulse
