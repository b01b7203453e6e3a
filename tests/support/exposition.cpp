// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/exposition.h"

#include "common/core/literals.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pulse::test {

Exposition::Exposition(const QByteArray &text)
{
    if (!text.endsWith('\n'))
        fail(u"the last line has no end"_s);
    const QStringList lines = QString::fromUtf8(text).chopped(1).split('\n'_L1);
    for (qsizetype i = 0; i < lines.size() && m_error.isEmpty(); ++i) {
        if (lines[i].startsWith("# HELP "_L1))
            readHelp(lines[i]);
        else if (lines[i].startsWith("# TYPE "_L1))
            readType(lines[i]);
        else
            readSample(lines[i]);
    }
    for (auto it = m_metrics.cbegin(); it != m_metrics.cend(); ++it)
        checkConventions(it.key(), *it);
}

double Exposition::value(const char *metric, const Labels &labels, const char *suffix) const
{
    for (const Sample &sample : samples(metric)) {
        if (sample.labels == labels && sample.name == QLatin1String(metric) + QLatin1String(suffix))
            return sample.value;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

void Exposition::fail(const QString &why)
{
    if (m_error.isEmpty())
        m_error = why;
}

void Exposition::readHelp(const QString &line)
{
    static const QRegularExpression form(u"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) [A-Z].*\\.$"_s);
    const QRegularExpressionMatch match = form.match(line);
    m_name = match.captured(1);
    if (!match.hasMatch() || m_metrics.contains(m_name))
        fail(line);
    m_metrics[m_name];
}

void Exposition::readType(const QString &line)
{
    static const QRegularExpression form(u"^# TYPE (\\S+) (counter|gauge|histogram|summary|untyped)$"_s);
    const QRegularExpressionMatch match = form.match(line);
    Metric &metric = m_metrics[m_name];
    if (!match.hasMatch() || match.captured(1) != m_name || !metric.type.isEmpty() || !metric.samples.isEmpty())
        fail(line);
    metric.type = match.captured(2);
}

void Exposition::readSample(const QString &line)
{
    static const QRegularExpression form(
        u"^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? ([-+]?(?:[0-9.]+(?:e[-+]?[0-9]+)?|Inf)|NaN)$"_s);
    const QRegularExpressionMatch match = form.match(line);
    Metric &metric = m_metrics[m_name];
    if (!match.hasMatch() || metric.type.isEmpty() || !belongs(match.captured(1), metric.type)) {
        fail(line);
        return;
    }
    const Sample sample{match.captured(1), readLabels(match.captured(2)), match.captured(3).toDouble()};
    const auto isSame = [&sample](const Sample &other) {
        return other.name == sample.name && other.labels == sample.labels;
    };
    if (std::ranges::any_of(metric.samples, isSame))
        fail(u"twice: "_s + line);
    metric.samples << sample;
}

bool Exposition::belongs(const QString &sample, const QString &type) const
{
    if (type != "histogram"_L1)
        return sample == m_name;
    return QStringList{u"_bucket"_s, u"_sum"_s, u"_count"_s}.contains(sample.mid(m_name.size())) &&
           sample.startsWith(m_name);
}

Exposition::Labels Exposition::readLabels(QString text)
{
    static const QRegularExpression form(u"^([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)"_s);
    Labels labels;
    while (!text.isEmpty()) {
        const QRegularExpressionMatch match = form.match(text);
        if (!match.hasMatch() || labels.contains(match.captured(1))) {
            fail(u"labels: "_s + text);
            return labels;
        }
        labels.insert(match.captured(1), unescaped(match.captured(2)));
        text = text.mid(match.capturedLength());
    }
    return labels;
}

QString Exposition::unescaped(const QString &text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape = text[i] == '\\'_L1;
        i += isEscape ? 1 : 0;
        result += isEscape && text[i] == 'n'_L1 ? '\n'_L1 : text[i];
    }
    return result;
}

void Exposition::checkConventions(const QString &name, const Metric &metric)
{
    if (!name.startsWith("pulseboard_"_L1))
        fail(name + u" has no prefix"_s);
    if (metric.type.isEmpty())
        fail(name + u" has no type"_s);
    if ((metric.type == "counter"_L1) != name.endsWith("_total"_L1))
        fail(name + u": counters and only they end in _total"_s);
    for (const Sample &sample : metric.samples) {
        if (metric.type == "counter"_L1 && !(sample.value >= 0))
            fail(name + u" is negative"_s);
    }
    if (metric.type == "histogram"_L1)
        checkHistogram(name, metric.samples);
}

void Exposition::checkHistogram(const QString &name, const QList<Sample> &samples)
{
    double limit = -std::numeric_limits<double>::infinity();
    double count = 0;
    for (const Sample &sample : samples) {
        if (!sample.name.endsWith("_bucket"_L1))
            continue;
        const QString text = sample.labels.value(u"le"_s);
        const double le = text == "+Inf"_L1 ? HUGE_VAL : text.toDouble();
        if (le <= limit || sample.value < count)
            fail(name + u": buckets are cumulative and in order; le="_s + text);
        limit = le;
        count = sample.value;
    }
    const auto isCount = [&name](const Sample &sample) { return sample.name == name + u"_count"_s; };
    const auto total = std::ranges::find_if(samples, isCount);
    if (limit != HUGE_VAL || total == samples.end() || total->value != count)
        fail(name + u": le=\"+Inf\" has to be _count"_s);
}

} // namespace pulse::test
