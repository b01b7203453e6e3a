// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktopidentity.h"

#include "common/core/literals.h"

#include <QApplication>
#include <QDir>
#include <QIcon>

// Resources in a static library are linked only if they are requested, outside of any namespace.
static void initIcon()
{
    Q_INIT_RESOURCE(icon);
}

void pulse::setDesktopIdentity()
{
    initIcon();
    QGuiApplication::setDesktopFileName(QStringLiteral(PULSEBOARD_DESKTOP_ID));
    QIcon icon;
    const QDir folder(u":/icon"_s);
    for (const QString &name : folder.entryList())
        icon.addFile(folder.filePath(name));
    QApplication::setWindowIcon(icon);
}
