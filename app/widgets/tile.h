// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/sparkline.h"
#include "app/style/valueformat.h"
#include "app/widgets/surface.h"

#include <optional>

namespace pulse {

/// One large number under its label, and a detail and a sparkline below it. In a narrow window it is lower, and the
/// sparkline is beside the number.
class Tile : public Surface
{
    Q_OBJECT

public:
    static constexpr int padding = 12; // px, as the following
    static constexpr int labelBaseline = padding + 11;
    static constexpr int numberBaseline = labelBaseline + 34;
    static constexpr int height = numberBaseline + 54;
    static constexpr int narrowHeight = numberBaseline + 28;
    /// Returns the height of a tile in the window of `widget`.
    static int heightIn(const QWidget &widget);

    explicit Tile(const QString &label, QWidget *parent = nullptr);

    void setLabel(const QString &label);
    /// Sets the number; nothing: a dash. `tone`: the number's colour.
    void setValue(const std::optional<ValueText> &value, const QString &detail, Tone tone = Tone::Text);
    void setHistory(const QList<TimedValue> &values, const SparkScale &scale, int color);
    void setDimmed(bool dimmed);

    QString label() const { return m_label; }
    QString number() const { return m_value ? m_value->number : QString(); }
    QString detail() const { return m_detail; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< fits 100.0, and the label and the detail unless they are very long

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateName();
    double labelWidth() const;
    double valueWidth(const ValueText &value) const;
    QColor numberColor() const;
    QRectF historyArea() const;
    void paintTexts(QPainter &painter) const;
    void paintValue(QPainter &painter) const;

    QString m_label;
    std::optional<ValueText> m_value;
    QString m_detail;
    Tone m_tone = Tone::Text;
    QList<TimedValue> m_history;
    SparkScale m_scale;
    int m_color = 0;
    bool m_dimmed = false;
};

} // namespace pulse
