// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QLabel>

class QPlainTextEdit;

namespace pulse {

/// A label in the colour of a tone.
class Label : public Adaptive<QLabel>
{
public:
    explicit Label(QWidget *parent);

    void setTone(Tone tone); ///< initially Text

protected:
    void applyTheme() override;

private:
    Tone m_tone = Tone::Text;
};

/// Returns a label whose text is never interpreted as HTML, since it may quote functions, keys and servers.
Label *plainLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// Returns a plain label that wraps long texts.
Label *wrappedLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// Returns a wrapped label for a sentence in the middle of an otherwise empty area.
Label *sentenceLabel(QWidget *parent);

/// Returns a read-only text that can be selected and copied, in a font of fixed width. Long lines are wrapped, since
/// their ends matter as well, and a phone cannot scroll sideways.
QPlainTextEdit *monospaceText(QWidget *parent);

} // namespace pulse
