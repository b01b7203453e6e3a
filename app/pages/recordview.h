// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/jsonview.h"
#include "common/results/record.h"

class QSplitter;

namespace pulse {

/// A result and the measurement it came from as trees: side by side, or one above the other where that is too narrow.
class RecordView : public Adaptive<>
{
    Q_OBJECT

public:
    explicit RecordView(QWidget *parent = nullptr);

    void showRecord(const Record &record);
    void setWanted(const QString &text);
    /// The JSON of the chosen row; that of the tree with the keyboard first.
    std::optional<QByteArray> selection() const;
    JsonView &output() const { return *m_output; }
    JsonView &input() const { return *m_input; }

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QSplitter *m_splitter; // this and the others: children
    JsonView *m_output;
    JsonView *m_input;
};

} // namespace pulse
