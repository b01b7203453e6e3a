// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

class QWidget;

namespace pulse {

/// Asks where `content` shall lie as a file, with `name` as the proposal, and writes it there. What goes wrong is told
/// in a message box. The file appears whole or not at all.
void saveFile(QWidget &window, const QString &name, const QByteArray &content);

} // namespace pulse
