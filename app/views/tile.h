// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/theme.h"

#include <QWidget>

#include <optional>

namespace pulse {

/// One number, large, under its label; below it what it is of.
class Tile : public QWidget
{
    Q_OBJECT

public:
    Tile(const QString &label, const QString &unit, const Theme &theme, QWidget *parent = nullptr);

    /// `number` as it is to be shown; nothing: a dash.
    void setNumber(const std::optional<QString> &number, const QString &detail);
    QString label() const { return m_label; }
    QString number() const { return m_number.value_or(QString()); }
    QString detail() const { return m_detail; }
    void setDimmed(bool dimmed);
    void setTheme(const Theme &theme);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< shows 100.0, the label and the detail in full

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double numberWidth(const QString &number) const;

    QString m_label;
    QString m_unit;
    std::optional<QString> m_number;
    QString m_detail;
    bool m_dimmed = false;
    Theme m_theme;
};

} // namespace pulse
