// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/filesaver.h"

#include "common/core/literals.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QSaveFile>

namespace pulse {
namespace {

class FileSaver
{
    Q_DECLARE_TR_FUNCTIONS(FileSaver)

public:
    static void write(QWidget &window, const QString &path, const QByteArray &content)
    {
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
            return;
        QMessageBox message(QMessageBox::Warning, tr("Not saved"),
                            tr("%1 cannot be written: %2").arg(path, file.errorString()), QMessageBox::Ok, &window);
        message.setTextFormat(Qt::PlainText); // a folder's name may look like HTML
        message.exec();
    }

    static QString filter(const QString &name)
    {
        const QString ending = QFileInfo(name).suffix();
        return tr("%1 files").arg(ending.toUpper()) + u" (*.%1)"_s.arg(ending);
    }
};

} // namespace

void saveFile(QWidget &window, const QString &name, const QByteArray &content)
{
    static QString folder = QDir::homePath(); // of the last file
    const QString path =
        QFileDialog::getSaveFileName(&window, {}, QDir(folder).filePath(name), FileSaver::filter(name));
    if (path.isEmpty())
        return;
    folder = QFileInfo(path).absolutePath();
    FileSaver::write(window, path, content);
}

} // namespace pulse
