// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/local/resultview.h"

#include <functional>

namespace pulse {

/// Prints each result as one line of JSON on stdout; logs go to stderr.
class JsonLinesView : public ResultView
{
public:
    /// `readerGone` is called when writing to stdout fails.
    explicit JsonLinesView(std::function<void()> readerGone);

    void ready(const RedisUrl &redis, const QByteArray &outputKey) override;
    void show(const Record &record, bool isLive) override;
    void log(const QByteArray &line) override;

private:
    std::function<void()> m_readerGone;
};

/// Prints one line of JSON on stdout, for a program that reads the results from Redis itself: `{"redis": URL,
/// "input_key": KEY, "output_key": KEY}`, once all services run; logs go to stderr.
class ServeView : public ResultView
{
public:
    explicit ServeView(QByteArray inputKey);

    void ready(const RedisUrl &redis, const QByteArray &outputKey) override;
    void show(const Record &record, bool isLive) override;
    void log(const QByteArray &line) override;

private:
    QByteArray m_inputKey;
};

} // namespace pulse
