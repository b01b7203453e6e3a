// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/failuredetail.h"

#include "app/state/calltext.h"
#include "app/state/clocktime.h"
#include "app/state/outcometext.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "common/core/literals.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr qsizetype digestLength = 8; // enough to distinguish measurements
constexpr qsizetype longestMessage = 1000;
constexpr int fewestTraceLines = 5;
constexpr int mostTraceLines = 40; // more can be reached by scrolling

QString errorOf(const Failure &failure)
{
    const QString message = failure.errorMessage.left(longestMessage);
    return failure.errorType.isEmpty() ? message : u"%1: %2"_s.arg(failure.errorType, message);
}

} // namespace

FailureDetail::FailureDetail(QWidget *parent)
    : Adaptive(parent)
    , m_error(wrappedLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_facts(wrappedLabel(TextSize::Small, QFont::Normal, this))
    , m_trace(monospaceText(this))
    , m_moment(new PushButton(this))
    , m_copy(new PushButton(this))
{
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a very long word does not widen the page
    m_trace->document()->setDocumentMargin(0);
    // Also when the text gets its width later than this widget does. Queued, since measuring changes the range.
    connect(m_trace->verticalScrollBar(), &QScrollBar::rangeChanged, this, &FailureDetail::fitTrace,
            Qt::QueuedConnection);
    connect(m_moment, &QPushButton::clicked, this, [this] { Q_EMIT momentRequested(m_failure.time); });
    connect(m_copy, &QPushButton::clicked, this, &FailureDetail::copy);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_moment);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(m_error);
    layout->addWidget(m_facts);
    layout->addLayout(buttons);
    layout->addWidget(m_trace, 1);
    m_facts->setTone(Tone::Dim);
    FailureDetail::retranslate();
}

void FailureDetail::retranslate()
{
    m_trace->setPlaceholderText(tr("There is no traceback"));
    m_trace->setAccessibleName(tr("Traceback"));
    m_moment->setText(tr("Show this moment"));
    m_copy->setText(tr("Copy"));
    if (m_failure != Failure())
        showFacts();
}

void FailureDetail::showFailure(const Failure &failure)
{
    if (failure == m_failure)
        return;
    m_failure = failure;
    m_error->setText(errorOf(failure));
    m_trace->setPlainText(failure.stackTrace);
    fitTrace();
    showFacts();
}

/// Gives the traceback the height of its wrapped lines.
void FailureDetail::fitTrace()
{
    if (m_isCompact)
        return;
    const QAbstractTextDocumentLayout &layout = *m_trace->document()->documentLayout();
    const int line = m_trace->fontMetrics().lineSpacing();
    double height = 0;
    for (QTextBlock block = m_trace->document()->begin(); block.isValid() && height < mostTraceLines * line;
         block = block.next())
        height += layout.blockBoundingRect(block).height();
    m_trace->setMinimumHeight(
        std::clamp(static_cast<int>(std::ceil(height)), fewestTraceLines * line, mostTraceLines * line) + 2);
}

void FailureDetail::resizeEvent(QResizeEvent *event)
{
    Adaptive::resizeEvent(event);
    fitTrace();
}

void FailureDetail::showFacts()
{
    QString facts =
        tr("%1 · %2 · took %3")
            .arg(clockTime(m_failure.time), OutcomeText::of(m_failure.outcome), CallText::duration(m_failure.duration));
    if (!m_failure.inputDigest.isEmpty())
        facts += tr(" · measurement %1").arg(m_failure.inputDigest.left(digestLength));
    m_facts->setText(facts);
}

void FailureDetail::copy()
{
    const QString text = errorOf(m_failure) + '\n'_L1 + m_facts->text();
    QGuiApplication::clipboard()->setText(m_failure.stackTrace.isEmpty() ? text
                                                                         : text + '\n'_L1 + m_failure.stackTrace);
}

void FailureDetail::setCompact()
{
    m_isCompact = true;
    m_moment->hide();
    m_trace->setMinimumHeight(0);
}

} // namespace pulse
