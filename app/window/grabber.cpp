// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/grabber.h"

#include "common/core/literals.h"

#include <QApplication>
#include <QFontDatabase>
#include <QImageWriter>
#include <QPixmap>
#include <QWidget>

namespace pulse {

Result<void> grabWindow(QWidget &window, const QString &file)
{
    QImageWriter writer(file, "png");
    if (writer.write(window.grab().toImage()))
        return {};
    return Error{u"%1 cannot be written: %2"_s.arg(file, writer.errorString())};
}

void usePictureFont()
{
    const QStringList known = QFontDatabase::families();
    for (const QString &family : {u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s}) {
        if (known.contains(family)) {
            QApplication::setFont(QFont(family));
            return;
        }
    }
}

} // namespace pulse
