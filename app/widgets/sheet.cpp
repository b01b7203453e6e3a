// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/sheet.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "app/widgets/scrollcolumn.h"

#include <QEvent>
#include <QGridLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr int widest = 640; // px of the rows; longer lines are hard to read
constexpr int columnGap = 32;
constexpr int rowGap = 8;
constexpr int nameGap = 2; // px between a name and the text below it
constexpr int margin = 24;
constexpr int narrowMargin = 16;
constexpr int distance = 16; // px; least distance to the window's edges
constexpr double cornerRadius = 8;

Label *makeLabel(const QString &text, TextSize size, QFont::Weight weight, Tone tone, QWidget *parent)
{
    Label *label = wrappedLabel(size, weight, parent);
    label->setText(text);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setTone(tone);
    return label;
}

int widestOf(const QList<Sheet::Row> &rows, QString Sheet::Row::*part, const QFont &font)
{
    const QFontMetrics metrics(font);
    int width = 0;
    for (const Sheet::Row &row : rows)
        width = std::max(width, metrics.horizontalAdvance(row.*part));
    return width;
}

} // namespace

Sheet::Sheet(const QString &title, const QList<Row> &rows, QWidget *window)
    : Adaptive(window)
    , m_card(new QWidget(this))
    , m_content(new QWidget)
    , m_grid(new QGridLayout(m_content))
    , m_scroll(new ScrollColumn(m_content, m_card, ScrollColumn::Bar::Beside))
{
    setAccessibleName(title);
    auto *layout = new QVBoxLayout(m_card);
    layout->setSpacing(12);
    layout->addWidget(makeLabel(title, TextSize::Large, QFont::DemiBold, Tone::Text, m_card));
    addRows(rows);
    layout->addWidget(m_scroll, 1);
    auto *close = new PushButton(tr("Close"), m_card);
    layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QObject::deleteLater);
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, &QObject::deleteLater);
    Sheet::applyTheme();
    window->installEventFilter(this);
    place();
    show();
    raise();
    close->setFocus();
}

void Sheet::open(const QString &title, const QList<Row> &rows, QWidget &window)
{
    delete window.findChild<Sheet *>();
    new Sheet(title, rows, &window);
}

void Sheet::applyTheme()
{
    setStyleSheet(controlStyle(theme(), isNarrow(*this)));
    update();
}

void Sheet::addRows(const QList<Row> &rows)
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(columnGap);
    m_grid->setColumnStretch(1, 1);
    for (const Row &row : rows)
        m_rows.append(Labels{makeLabel(row.name, TextSize::Normal, QFont::Normal, Tone::Text, m_content),
                             makeLabel(row.text, TextSize::Normal, QFont::Normal, Tone::Dim, m_content)});
    m_grid->setRowStretch(2 * static_cast<int>(rows.size()), 1);
    const QFont normal = sized(font(), TextSize::Normal);
    m_nameWidth = widestOf(rows, &Row::name, normal) + 1;
    m_textWidth = widestOf(rows, &Row::text, normal) + 1;
}

/// Arranges the rows in two columns, or with each text below its name.
void Sheet::arrange(bool isStacked)
{
    m_grid->setVerticalSpacing(isStacked ? nameGap : rowGap);
    int line = 0;
    for (const auto &[name, text] : std::as_const(m_rows)) {
        m_grid->removeWidget(name);
        m_grid->removeWidget(text);
        name->setMinimumWidth(isStacked ? 0 : std::min(m_nameWidth, widest / 3));
        text->setContentsMargins(0, 0, 0, isStacked ? rowGap : 0);
        m_grid->addWidget(name, line, 0, 1, isStacked ? 2 : 1);
        m_grid->addWidget(text, isStacked ? line + 1 : line, isStacked ? 0 : 1, 1, isStacked ? 2 : 1);
        line += 2;
    }
    const int side = isStacked ? narrowMargin : margin;
    m_card->layout()->setContentsMargins(side, 16, side, 16);
}

/// Covers the window, and sizes the list as its rows need, limited by the window.
void Sheet::place()
{
    const bool isStacked = isNarrow(*this);
    arrange(isStacked);
    setGeometry(parentWidget()->rect());
    const QSize most = size() - QSize(2 * distance, 2 * distance);
    const int beside = 2 * (isStacked ? narrowMargin : margin) + m_scroll->verticalScrollBar()->sizeHint().width();
    const int above = m_card->layout()->sizeHint().height() - m_scroll->sizeHint().height(); // and below
    const int content = isStacked ? std::max(m_nameWidth, m_textWidth) : m_nameWidth + columnGap + m_textWidth;
    const int cardWidth = std::min(std::min(content, widest) + beside, most.width());
    const int rows = m_content->layout()->heightForWidth(cardWidth - beside);
    const QSize cardSize(cardWidth, std::min(rows + above, most.height()));
    m_card->setGeometry(QRect(QPoint((width() - cardSize.width()) / 2, (height() - cardSize.height()) / 2), cardSize));
    update();
}

bool Sheet::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return Adaptive::eventFilter(object, event);
}

/// The sheet also receives clicks on the card.
void Sheet::mousePressEvent(QMouseEvent *event)
{
    if (!card().contains(event->position().toPoint()))
        deleteLater();
}

void Sheet::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().scrim);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().elevated);
    painter.drawRoundedRect(card(), cornerRadius, cornerRadius);
}

} // namespace pulse
