// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/redisurltext.h"

#include <QCoreApplication>

namespace pulse {

QString redisUrlText(const RedisUrlError &error)
{
    const QString text = QCoreApplication::translate("RedisUrl", error.pattern);
    return error.detail.isEmpty() ? text : text.arg(error.detail);
}

} // namespace pulse
