// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextDocument>

namespace pulse {

/// Returns a tooltip that shows `text` as it is. Qt would interpret names, keys and messages of functions and servers
/// as HTML if they look like it.
inline QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace pulse
