// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshprompt.h"

#include "app/style/adaptive.h"
#include "app/style/controlstyle.h"
#include "app/widgets/labels.h"
#include "common/core/literals.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

using Kind = SshQuestion::Kind;

constexpr int textWidth = 440;

QDialogButtonBox::StandardButtons buttonsFor(Kind kind)
{
    switch (kind) {
    case Kind::Secret:
        return QDialogButtonBox::Ok | QDialogButtonBox::Cancel;
    case Kind::YesNo:
        return QDialogButtonBox::Yes | QDialogButtonBox::No;
    case Kind::Notice:
        break;
    }
    return QDialogButtonBox::Cancel;
}

/// Wraps a fingerprint, which is one word, so that all of it can be read.
int longestWord(const QString &text, const QFont &font)
{
    int longest = 0;
    for (const QString &word : text.split(QRegularExpression(u"\\s"_s)))
        longest = std::max(longest, QFontMetrics(font).horizontalAdvance(word));
    return longest;
}

/// Returns what ssh asks, without the possible answers if they are buttons. A fingerprint begins a line, since it would
/// be wrapped in its middle.
QString textOf(const SshQuestion &question)
{
    static const QRegularExpression answers(u"\\s*\\(yes/no[^)]*\\)"_s);
    QString text = question.text.trimmed().replace(" SHA256:"_L1, "\nSHA256:"_L1);
    return question.kind == Kind::YesNo ? text.remove(answers) : text;
}

/// Returns what the user has to do, since ssh's own text is in English only; empty: answer the question.
QString instructionFor(const SshQuestion &question)
{
    const bool needsTouch = question.kind == Kind::Notice && question.text.startsWith("Confirm user presence"_L1);
    return needsTouch ? SshPrompt::tr("Touch the security key.") : QString();
}

class QuestionDialog : public Adaptive<QDialog>
{
public:
    QuestionDialog(const SshQuestion &question, QWidget *parent)
        : Adaptive(parent)
        , m_secret(question.kind == Kind::Secret ? new QLineEdit(this) : nullptr)
    {
        setWindowTitle(SshPrompt::tr("Request from SSH"));
        QuestionDialog::applyTheme();
        Label *text = wrappedLabel(TextSize::Normal, QFont::Normal, this);
        text->setText(textOf(question));
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setMinimumWidth(std::max(textWidth, longestWord(text->text(), text->font()) + 1));
        auto *buttons = new QDialogButtonBox(buttonsFor(question.kind), this);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(24, 16, 24, 16);
        layout->setSpacing(16);
        const QString instruction = instructionFor(question);
        if (!instruction.isEmpty()) {
            Label *label = wrappedLabel(TextSize::Large, QFont::Normal, this);
            label->setText(instruction);
            layout->addWidget(label);
        }
        layout->addWidget(text);
        if (question.isRepeated) {
            Label *label = wrappedLabel(TextSize::Normal, QFont::Normal, this);
            label->setText(SshPrompt::tr("The previous answer was not accepted."));
            label->setTone(Tone::Bad);
            layout->addWidget(label);
        }
        if (m_secret) {
            m_secret->setEchoMode(QLineEdit::Password);
            m_secret->setAccessibleName(text->text());
            layout->addWidget(m_secret);
        }
        layout->addWidget(buttons);
        setAccessibleDescription(instruction.isEmpty() ? text->text() : instruction + ' '_L1 + text->text());
        if (auto *no = buttons->button(QDialogButtonBox::No)) { // a key pressed by mistake must not trust a host
            no->setDefault(true);
            no->setFocus();
        }
        connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
        connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    }

    QString answer() const { return m_secret ? m_secret->text() : u"yes"_s; }

protected:
    void applyTheme() override { applyControlStyle(*this); }

private:
    QLineEdit *m_secret; // a child; null: not needed
};

} // namespace

SshPrompt::SshPrompt(SshTunnel &tunnel, QWidget &window)
    : m_tunnel(tunnel)
    , m_window(window)
{
    connect(&tunnel, &SshTunnel::asked, this, &SshPrompt::ask);
    connect(&tunnel, &SshTunnel::withdrawn, this, &SshPrompt::withdraw);
}

SshPrompt::~SshPrompt()
{
    withdraw();
}

void SshPrompt::ask(const SshQuestion &question)
{
    withdraw();
    auto *dialog = new QuestionDialog(question, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_tunnel.answer(dialog->answer()); });
    connect(dialog, &QDialog::rejected, this, [this] { m_tunnel.decline(); });
    dialog->open();
}

/// Closes the dialog without an answer, which is not needed any more.
void SshPrompt::withdraw()
{
    if (!m_dialog)
        return;
    m_dialog->disconnect(this);
    m_dialog->close();
}

} // namespace pulse
