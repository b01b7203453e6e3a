// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/sheet.h"

#include "app/style/controlstyle.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "app/widgets/scrollcolumn.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr int widest = 640; // px of the rows; longer lines are hard to read
constexpr int columnGap = 32;
constexpr int rowGap = 8;
constexpr int margin = 24;
constexpr int distance = 16; // px; least distance to the window's edges

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
    : Surface(window)
    , m_content(new QWidget)
    , m_scroll(new ScrollColumn(m_content, this))
{
    setAccessibleName(title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, 16, margin, 16);
    layout->setSpacing(12);
    layout->addWidget(makeLabel(title, TextSize::Large, QFont::DemiBold, Tone::Text, this));
    addRows(rows);
    layout->addWidget(m_scroll, 1);
    auto *close = new PushButton(tr("Close"), this);
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
    setStyleSheet(controlStyle(theme()));
    update();
}

void Sheet::addRows(const QList<Row> &rows)
{
    const QFont normal = sized(font(), TextSize::Normal);
    auto *grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(columnGap);
    grid->setVerticalSpacing(rowGap);
    grid->setColumnStretch(1, 1);
    const int names = widestOf(rows, &Row::name, normal) + 1;
    for (const Row &row : rows) {
        const int line = grid->rowCount();
        auto *name = makeLabel(row.name, TextSize::Normal, QFont::Normal, Tone::Text, m_content);
        name->setMinimumWidth(std::min(names, widest / 3));
        grid->addWidget(name, line, 0);
        grid->addWidget(makeLabel(row.text, TextSize::Normal, QFont::Normal, Tone::Dim, m_content), line, 1);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    m_contentWidth = std::min(names + columnGap + widestOf(rows, &Row::text, normal) + 1, widest);
}

/// Sizes the sheet as its rows need, limited by the window.
void Sheet::place()
{
    const QSize most = parentWidget()->size() - QSize(2 * distance, 2 * distance);
    const int beside = 2 * margin + m_scroll->verticalScrollBar()->sizeHint().width();
    const int above = layout()->sizeHint().height() - m_scroll->sizeHint().height(); // and below
    const int width = std::min(m_contentWidth + beside, most.width());
    const int rows = m_content->layout()->heightForWidth(width - beside);
    resize(width, std::min(rows + above, most.height()));
    move((parentWidget()->width() - this->width()) / 2, (parentWidget()->height() - height()) / 2);
}

bool Sheet::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return Surface::eventFilter(object, event);
}

/// Paints a border, since the sheet covers other surfaces.
void Sheet::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme().grid);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace pulse
