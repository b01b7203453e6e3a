// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/timecontrols.h"

#include "app/state/clocktime.h"
#include "app/style/narrow.h"
#include "app/style/tabulartext.h"
#include "app/widgets/iconbutton.h"
#include "app/widgets/segmentedcontrol.h"
#include "common/core/literals.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace pulse {
namespace {

QString lengthText(TimeWindow::Duration length)
{
    using namespace std::chrono;
    return length < 1h ? TimeControls::tr("%1m").arg(duration_cast<minutes>(length).count())
                       : TimeControls::tr("%1h").arg(duration_cast<hours>(length).count());
}

} // namespace

/// Two bars while live, a triangle while paused.
class PauseButton : public IconButton
{
public:
    using IconButton::IconButton;

    void setPaused(bool paused)
    {
        if (m_paused == paused) // called for each step of a live range
            return;
        m_paused = paused;
        retranslate();
        update();
    }

protected:
    void retranslate() override
    {
        const bool paused = m_paused == true;
        setToolTip(paused ? TimeControls::tr("Back to live (Space)") : TimeControls::tr("Pause (Space)"));
        setAccessibleName(paused ? TimeControls::tr("Back to live") : TimeControls::tr("Pause"));
    }

    bool isHighlighted() const override { return m_paused == true; }

    void paintIcon(QPainter &painter) const override
    {
        if (m_paused == true) {
            painter.drawPolygon(QPolygonF({{10, 8}, {20, 14}, {10, 20}}));
        } else {
            painter.drawRoundedRect(QRectF(9, 8, 3.5, 12), 1, 1);
            painter.drawRoundedRect(QRectF(15.5, 8, 3.5, 12), 1, 1);
        }
    }

private:
    std::optional<bool> m_paused; ///< nothing: not set yet
};

/// "paused at 14:03:22 · back to live"; if there is no room for it, "14:03:22 · back to live" or "back to live".
class BackToLive : public Adaptive<QAbstractButton>
{
public:
    explicit BackToLive(QWidget *parent)
        : Adaptive(parent)
    {
        setFont(sized(font(), TextSize::Normal));
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        BackToLive::retranslate();
    }

    void setTime(const QString &time)
    {
        if (m_time == time)
            return;
        m_time = time;
        retranslate();
    }

    /// In a narrow window, the lengths of the time range get most of the width.
    QSize sizeHint() const override { return isNarrow(*this) ? minimumSizeHint() : sizeFor(longest() + text()); }
    QSize minimumSizeHint() const override { return sizeFor(text()); }

protected:
    void retranslate() override
    {
        setText(TimeControls::tr("back to live"));
        setAccessibleName(longest() + text());
        setToolTip(accessibleName());
        updateGeometry();
        update();
    }

    void paintEvent(QPaintEvent *) override
    {
        const QFontMetricsF metrics(font());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QString state = longestThatFits();
        const double end = width() - padding; // px: the right end of the text
        const double action = end - tabularWidth(font(), text());
        const double baseline = (height() + metrics.capHeight()) / 2;
        painter.setPen(theme().dim);
        drawTabular(painter, {action, baseline}, state, Qt::AlignRight);
        painter.setPen(theme().text);
        drawTabular(painter, {action, baseline}, text());
        if (underMouse())
            painter.drawLine(QPointF(action, baseline + 2.5), QPointF(end, baseline + 2.5));
        if (hasFocus())
            IconButton::paintFocus(painter, rect(), theme());
    }

private:
    static constexpr int padding = 6;

    QString longest() const { return TimeControls::tr("paused at %1 · ").arg(m_time); }

    QString longestThatFits() const
    {
        for (const QString &state : {longest(), m_time + u" · "_s}) {
            if (sizeFor(state + text()).width() <= width())
                return state;
        }
        return {};
    }

    QSize sizeFor(const QString &shown) const
    {
        return {static_cast<int>(std::ceil(tabularWidth(font(), shown))) + 2 * padding,
                controlHeight(*this, IconButton::side)};
    }

    QString m_time;
};

TimeControls::TimeControls(TimeWindow &window, QWidget *parent)
    : Adaptive(parent)
    , m_window(window)
    , m_back(new BackToLive(this))
    , m_lengths(new SegmentedControl(this))
    , m_pause(new PauseButton(this))
    , m_layout(new QHBoxLayout(this))
{
    TimeControls::retranslate();

    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(gap);
    m_layout->addStretch();
    m_layout->addWidget(m_back);
    m_layout->addWidget(m_lengths);
    m_layout->addWidget(m_pause);
    TimeControls::applyTheme();

    connect(m_lengths, &SegmentedControl::chosen, this,
            [this](int index) { m_window.setLength(TimeWindow::lengths().at(index)); });
    connect(m_pause, &QAbstractButton::clicked, this,
            [this] { m_window.isLive() ? m_window.pause() : m_window.resume(); });
    connect(m_back, &QAbstractButton::clicked, &m_window, &TimeWindow::resume);
    connect(&m_window, &TimeWindow::changed, this, &TimeControls::showWindow);
    showWindow();
}

/// In a wide window, appearing controls do not move the others.
void TimeControls::applyTheme()
{
    const bool narrow = isNarrow(*this);
    m_lengths->setFilling(narrow);
    m_layout->setStretch(0, narrow ? 0 : 1);
    m_layout->setStretchFactor(m_back, narrow ? 1 : 0);
    m_layout->setStretchFactor(m_lengths, narrow ? 2 : 0);
    m_back->updateGeometry();
    update();
}

void TimeControls::retranslate()
{
    QStringList texts;
    for (const TimeWindow::Duration length : TimeWindow::lengths())
        texts.append(lengthText(length));
    m_lengths->setSegments(texts);
    if (!m_window.isLive())
        m_back->setTime(clockTime(m_window.range().to));
}

void TimeControls::showWindow()
{
    const bool paused = !m_window.isLive();
    m_lengths->setCurrent(static_cast<int>(TimeWindow::lengths().indexOf(m_window.length())));
    m_pause->setPaused(paused);
    m_back->setVisible(paused);
    if (paused)
        m_back->setTime(clockTime(m_window.range().to));
}

} // namespace pulse
