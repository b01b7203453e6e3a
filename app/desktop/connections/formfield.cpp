// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/formfield.h"

#include "app/desktop/connections/checkbox.h"
#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/labels.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QPushButton>

namespace pulse {

FormField::FormField(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_isNarrow(isNarrow(*this))
    , m_edit(new QLineEdit(this))
    , m_error(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_grid(new QGridLayout(this))
{
    Label *text = plainLabel(TextSize::Normal, QFont::Normal, this);
    text->setText(label);
    if (!m_isNarrow)
        text->setFixedWidth(labelWidth);
    m_edit->setAccessibleName(label);
    m_error->setTone(Tone::Bad);
    m_error->hide();
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(gap);
    m_grid->setVerticalSpacing(gap / 2);
    m_grid->addWidget(text, 0, 0);
    m_grid->addWidget(m_edit, m_isNarrow ? 1 : 0, m_isNarrow ? 0 : 1);
    m_grid->setColumnStretch(m_isNarrow ? 0 : 1, 1);
    addBelow(m_error);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        setError({});
        Q_EMIT edited();
    });
}

void FormField::setExample(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void FormField::addBelow(QWidget *widget)
{
    m_grid->addWidget(widget, m_grid->rowCount(), m_isNarrow ? 0 : 1, 1, 2);
}

void FormField::addBeside(QWidget *button)
{
    m_grid->addWidget(button, m_isNarrow ? 1 : 0, m_isNarrow ? 1 : 2);
    setTabOrder(m_edit, button);
}

void FormField::addBrowse()
{
    auto *browse = new QPushButton(tr("Browse…"), this);
    const QString label = m_edit->accessibleName();
    browse->setAccessibleName(tr("Browse for: %1").arg(label));
    browse->setAutoDefault(false);
    addBeside(browse);
    connect(browse, &QPushButton::clicked, this, [this, label] {
        const QString file = QFileDialog::getOpenFileName(this, label, text());
        if (file.isEmpty())
            return;
        setText(file);
        Q_EMIT edited();
    });
}

void FormField::setText(const QString &text)
{
    m_edit->setText(text);
    setError({});
}

void FormField::setError(const QString &why)
{
    m_error->setText(why.left(1).toUpper() + why.mid(1));
    m_error->setVisible(!why.isEmpty());
    m_edit->setAccessibleDescription(m_error->text());
    markWrong(*m_edit, !why.isEmpty());
}

SecretField::SecretField(const QString &label, const QString &keepText, bool canKeep, QWidget *parent)
    : FormField(label, parent)
    , m_keep(new CheckBox(keepText, this))
{
    edit()->setEchoMode(QLineEdit::Password);
    m_keep->setChecked(true);
    m_keep->setVisible(canKeep);
    addBelow(m_keep);
}

void SecretField::showState(bool isStored, bool isKnown)
{
    setText({});
    setExample(isStored ? tr("kept in the secret store") : isKnown ? tr("unchanged") : QString());
    m_keep->setChecked(isStored || !isKnown); // a secret that is known only is one that the user did not store
}

bool SecretField::isKept() const
{
    return m_keep->isChecked();
}

QVBoxLayout *formColumn(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    return column;
}

Label *formHeading(const QString &text, QWidget *parent)
{
    Label *heading = plainLabel(TextSize::Normal, QFont::DemiBold, parent);
    heading->setText(text);
    heading->setContentsMargins(0, gap, 0, 0);
    return heading;
}

Label *formRemark(const QString &text, QWidget *parent)
{
    Label *remark = wrappedLabel(TextSize::Normal, QFont::Normal, parent);
    remark->setText(text);
    remark->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    remark->setTone(Tone::Dim);
    return remark;
}

} // namespace pulse
