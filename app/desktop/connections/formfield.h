// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

class QGridLayout;
class QVBoxLayout;

namespace pulse {

class CheckBox;
class Label;

/// A text field with its label at the left, or above it in a narrow window, optionally a button at the right, and below
/// it what is wrong with its text.
class FormField : public QWidget
{
    Q_OBJECT

public:
    static constexpr int labelWidth = 180; // in all forms, so that their fields are aligned

    FormField(const QString &label, QWidget *parent);

    void setExample(const QString &text); ///< shown while the field is empty
    void addBeside(QWidget *button);      ///< it becomes a child
    void addBrowse();                     ///< adds a button that asks for a file

    QLineEdit *edit() const { return m_edit; }
    QString text() const { return m_edit->text(); }
    void setText(const QString &text); ///< also removes the error

    /// Marks the field and shows the reason below it, until the user changes the text; empty: no error.
    void setError(const QString &why);

Q_SIGNALS:
    void edited(); ///< by the user

protected:
    void addBelow(QWidget *widget); ///< it becomes a child

private:
    bool m_isNarrow;
    QLineEdit *m_edit;
    Label *m_error;
    QGridLayout *m_grid;
};

/// A password or token, and whether to keep it. It never shows one that is stored or known, since the server in the
/// fields may be another one when the secret is used.
class SecretField : public FormField
{
    Q_OBJECT

public:
    /// `canKeep`: offer to store the secret.
    SecretField(const QString &label, const QString &keepText, bool canKeep, QWidget *parent);

    /// Empties the field. `isStored`: in the secret store; `isKnown`: given earlier.
    void showState(bool isStored, bool isKnown);
    bool isKept() const;

private:
    CheckBox *m_keep;
};

/// What is wrong with a field: one sentence without a full stop.
struct FieldError
{
    QString message;
    FormField *field;
};

/// Returns a layout for fields below each other.
QVBoxLayout *formColumn(QWidget *page);
Label *formHeading(const QString &text, QWidget *parent);
Label *formRemark(const QString &text, QWidget *parent);

} // namespace pulse
