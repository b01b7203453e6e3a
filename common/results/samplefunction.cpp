// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/samplefunction.h"

#include "common/core/literals.h"
#include "common/results/functionstatus.h"

#include <QCryptographicHash>
#include <QFile>

// Resources in a static library are linked only if they are initialized, outside of any namespace.
static void initSampleFunction()
{
    Q_INIT_RESOURCE(handlers);
}

namespace pulse {

QByteArray sampleFunction()
{
    initSampleFunction();
    QFile file(u":/handlers/metrics.py"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isSampleFunction(const FunctionStatus &status)
{
    static const QString hash =
        QString::fromLatin1(QCryptographicHash::hash(sampleFunction(), QCryptographicHash::Sha256).toHex());
    return status.codeHash == hash;
}

} // namespace pulse
