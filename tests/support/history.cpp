// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/history.h"

#include "common/core/literals.h"
#include "common/results/outputkeys.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

namespace pulse::test {

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

void addResult(const RedisServer &server, const QByteArray &key, qint64 time, const QByteArray &output,
               const QByteArray &input)
{
    RedisCommand command{"XADD", historyKey(key), "*", "t", QByteArray::number(time), "d", output};
    if (!input.isEmpty())
        command << "i" << input;
    QVERIFY(server.call(command));
    QVERIFY(server.call({"SET", key, output}));
}

QByteArray resultOf(const QList<double> &cpus, double egress, double cache, const QJsonObject &others)
{
    QJsonObject object = others;
    for (qsizetype i = 0; i < cpus.size(); ++i)
        object.insert(u"moving_average_cpu_percent-%1"_s.arg(i), cpus[i]);
    object.insert(u"percentage_outgoing_bytes"_s, egress);
    object.insert(u"percentage_memory_caching"_s, cache);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace pulse::test
