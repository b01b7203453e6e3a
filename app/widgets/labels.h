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

    void setTone(Tone tone); ///< Text at first

protected:
    void applyTheme() override;

private:
    Tone m_tone = Tone::Text;
};

/// A label whose text is never taken for HTML, since it may quote functions, keys and servers.
Label *plainLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// A plain label whose text is wrapped where it is long.
Label *wrappedLabel(TextSize size, QFont::Weight weight, QWidget *parent);

/// A sentence in the middle of an area with nothing else in it, wrapped where it is long.
Label *sentenceLabel(QWidget *parent);

/// A text to be read, selected and copied, in a font in which columns line up.
QPlainTextEdit *monospaceText(QWidget *parent);

} // namespace pulse
