// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextDocument>

namespace pulse {

/// What to set as a tooltip so that it reads as `text` does. Names, keys and messages come from functions and servers;
/// Qt shows those that look like HTML as HTML.
inline QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace pulse
