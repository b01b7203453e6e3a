// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

class QLabel;
class QPlainTextEdit;
class QWidget;

namespace pulse {

/// A label whose text is never taken for HTML, since it may quote functions, keys and servers.
QLabel *plainLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// A plain label whose text is wrapped where it is long.
QLabel *wrappedLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// A sentence in the middle of an area with nothing else in it, wrapped where it is long.
QLabel *sentenceLabel(QWidget *parent);

/// A text to be read, selected and copied, in a font in which columns line up.
QPlainTextEdit *monospaceText(QWidget *parent);

void setTextColor(QLabel &label, const QColor &color);

} // namespace pulse
