// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace pulse::test {

/// Parses the text format of Prometheus as strictly as Prometheus, and also checks its conventions.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
class Exposition
{
public:
    using Labels = QMap<QString, QString>;

    struct Sample
    {
        QString name;
        Labels labels;
        double value = 0;
    };

    struct Metric
    {
        QString type;
        QList<Sample> samples;
    };

    explicit Exposition(const QByteArray &text);

    QString error() const { return m_error; } ///< the first one
    const QMap<QString, Metric> &metrics() const { return m_metrics; }
    QList<Sample> samples(const char *name) const { return m_metrics.value(QString::fromLatin1(name)).samples; }
    /// Returns the value of a sample; NaN if there is none.
    double value(const char *metric, const Labels &labels = {}, const char *suffix = "") const;

private:
    void fail(const QString &why);
    void readHelp(const QString &line);
    void readType(const QString &line);
    void readSample(const QString &line);
    bool belongs(const QString &sample, const QString &type) const;
    Labels readLabels(QString text);
    static QString unescaped(const QString &text);
    void checkConventions(const QString &name, const Metric &metric);
    void checkHistogram(const QString &name, const QList<Sample> &samples);

    QString m_error;
    QString m_name; ///< of the current metric
    QMap<QString, Metric> m_metrics;
};

} // namespace pulse::test
