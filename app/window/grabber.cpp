// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/grabber.h"

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
    return Error{QStringLiteral("%1 cannot be written: %2").arg(file, writer.errorString())};
}

void usePictureFont()
{
    const QStringList known = QFontDatabase::families();
    for (const QString &family :
         {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")}) {
        if (known.contains(family)) {
            QApplication::setFont(QFont(family));
            return;
        }
    }
}

} // namespace pulse
