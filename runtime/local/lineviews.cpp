// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/lineviews.h"

#include "common/core/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace pulse {
namespace {

bool writeLine(FILE *file, QByteArray line)
{
    line += '\n';
    const auto size = static_cast<std::size_t>(line.size());
    return std::fwrite(line.constData(), 1, size, file) == size && std::fflush(file) == 0;
}

} // namespace

JsonLinesView::JsonLinesView(std::function<void()> readerGone)
    : m_readerGone(std::move(readerGone))
{
}

void JsonLinesView::ready(const RedisUrl &redis, const QByteArray &outputKey)
{
    log("Results follow; they are also stored under the key " + outputKey + " of " + redis.display().toUtf8());
}

void JsonLinesView::show(const Record &record, bool)
{
    if (!writeLine(stdout, record.output))
        m_readerGone();
}

void JsonLinesView::log(const QByteArray &line)
{
    writeLine(stderr, line);
}

ServeView::ServeView(QByteArray inputKey)
    : m_inputKey(std::move(inputKey))
{
}

void ServeView::ready(const RedisUrl &redis, const QByteArray &outputKey)
{
    const QJsonObject where{{u"redis"_s, redis.toString()},
                            {u"input_key"_s, QString::fromUtf8(m_inputKey)},
                            {u"output_key"_s, QString::fromUtf8(outputKey)}};
    writeLine(stdout, QJsonDocument(where).toJson(QJsonDocument::Compact));
}

void ServeView::show(const Record &, bool) {}

void ServeView::log(const QByteArray &line)
{
    writeLine(stderr, line);
}

} // namespace pulse
