// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/segmentedcontrol.h"

#include "app/style/narrow.h"
#include "app/style/tabulartext.h"

#include <QGridLayout>
#include <QStyle>

#include <cmath>

namespace pulse {
namespace {

constexpr double quiet = 0.75; // of the text colour, since the ground is darker than a surface
constexpr int segmentHeight = 24;
constexpr int textPadding = 12;
constexpr int leastPadding = 4; // if there is no room for more
constexpr int frame = 2;        // px between the groove and the segments

class Segment : public ChoiceButton
{
public:
    Segment(const QString &text, QWidget *parent)
        : ChoiceButton(parent)
    {
        setText(text);
        setFont(sized(font(), TextSize::Normal, QFont::Medium));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // can be shrunk, other than usual buttons
    }

    QSize sizeHint() const override { return sizeWith(textPadding); }
    QSize minimumSizeHint() const override { return sizeWith(leastPadding); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
        painter.setPen(hasFocusRing() ? QPen(theme().accent, 1.5) : QPen(Qt::NoPen));
        const QColor chosen = theme().dark ? theme().faded(theme().dim, 0.35) : theme().surface;
        painter.setBrush(isChecked() ? QBrush(chosen) : QBrush(Qt::NoBrush));
        if (isChecked() || hasFocusRing())
            painter.drawRoundedRect(box, controlRadius - frame, controlRadius - frame);
        painter.setPen(isChecked() || underMouse() ? theme().text : theme().faded(theme().text, quiet));
        const QFontMetricsF metrics(font());
        const double x = (width() - tabularWidth(font(), text())) / 2;
        drawTabular(painter, {x, (height() + metrics.capHeight()) / 2}, text());
    }

private:
    QSize sizeWith(int beside) const
    {
        const double text = tabularWidth(font(), this->text());
        return {static_cast<int>(std::ceil(text)) + 2 * beside, controlHeight(*this, segmentHeight)};
    }
};

} // namespace

SegmentedControl::SegmentedControl(QWidget *parent)
    : ChoiceBar(parent)
    , m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(frame, frame, frame, frame);
    m_layout->setSpacing(frame);
    setFilling(false);
    connect(this, &ChoiceBar::activated, this, &SegmentedControl::chosen);
}

void SegmentedControl::setColumns(int columns)
{
    m_columns = columns;
}

void SegmentedControl::setFilling(bool isFilling)
{
    setSizePolicy(isFilling ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
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
        m_layout->addWidget(segment, count() / m_columns, count() % m_columns);
        addChoice(segment);
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().dark ? theme().field : theme().grid);
    painter.drawRoundedRect(rect(), controlRadius, controlRadius);
}

} // namespace pulse
