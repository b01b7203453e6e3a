// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/segmentedcontrol.h"

#include "app/style/sizes.h"
#include "app/style/tabulartext.h"

#include <QHBoxLayout>
#include <QStyle>

#include <cmath>

namespace pulse {
namespace {

constexpr int segmentHeight = 24;
constexpr int textPadding = 12;
constexpr int frame = 2; // px between the groove and the segments

class Segment : public ChoiceButton
{
public:
    Segment(const QString &text, QWidget *parent)
        : ChoiceButton(parent)
    {
        setText(text);
        setFont(sized(font(), TextSize::Normal, QFont::Medium));
    }

    QSize sizeHint() const override
    {
        const double text = tabularWidth(QFontMetricsF(font()), this->text());
        return {static_cast<int>(std::ceil(text)) + 2 * textPadding, segmentHeight};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
        painter.setPen(hasFocusRing() ? QPen(theme().accent, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? QBrush(theme().dark ? theme().grid : theme().surface) : QBrush(Qt::NoBrush));
        if (isChecked() || hasFocusRing())
            painter.drawRoundedRect(box, controlRadius - frame, controlRadius - frame);
        painter.setPen(isChecked() || underMouse() ? theme().text : theme().dim);
        const QFontMetricsF metrics(font());
        const double x = (width() - tabularWidth(metrics, text())) / 2;
        drawTabular(painter, {x, (height() + metrics.capHeight()) / 2}, text());
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : ChoiceBar(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(frame, frame, frame, frame);
    layout->setSpacing(frame);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &ChoiceBar::activated, this, &SegmentedControl::chosen);
}

void SegmentedControl::setSegments(const QStringList &segments)
{
    if (segments.size() == count()) {
        for (int i = 0; i < count(); ++i) {
            choice(i)->setText(segments[i]);
            choice(i)->updateGeometry();
        }
        return updateGeometry();
    }
    removeChoices();
    for (const QString &text : segments) {
        auto *segment = new Segment(text, this);
        layout()->addWidget(segment);
        addChoice(segment);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().dark ? theme().background : theme().grid);
    painter.drawRoundedRect(rect(), controlRadius, controlRadius);
}

} // namespace pulse
