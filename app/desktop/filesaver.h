// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace pulse {

/// Asks where to save `content`, proposing `name`, and writes the file, completely or not at all. A message box shows
/// errors.
void saveFile(QWidget &window, const QString &name, const QByteArray &content);

} // namespace pulse
