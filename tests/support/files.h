// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAnyStringView>
#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace pulse::test {

/// Returns the bytes of a file; empty if it cannot be read.
QByteArray contentOf(const QString &path);

/// Replaces a file by a new one, so that no reader sees half of the content. Ends the program if this fails.
void writeFile(const QString &path, const QByteArray &content);

/// Returns a real measurement or result: tests/data/payloads/`name`.json.
QByteArray payload(QAnyStringView name);

/// Returns an object from JSON text; empty if the text is no JSON object.
QJsonObject jsonObject(const QByteArray &json);

/// Returns the words of a text that spaces separate, for a command line.
QStringList words(const QString &text);

} // namespace pulse::test
