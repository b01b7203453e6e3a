// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/jsonview.h"
#include "common/results/record.h"

class QSplitter;

namespace pulse {

/// A result and its measurement as trees: side by side, or one above the other if that is too narrow.
class RecordView : public Adaptive<>
{
    Q_OBJECT

public:
    explicit RecordView(QWidget *parent = nullptr);

    void showRecord(const Record &record);
    void setSearchText(const QString &text);
    /// Returns the JSON of the selected row, preferably in the tree with the focus.
    std::optional<QByteArray> selection() const;
    JsonView &output() const { return *m_output; }
    JsonView &input() const { return *m_input; }

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QSplitter *m_splitter; // this and the following are children
    JsonView *m_output;
    JsonView *m_input;
};

} // namespace pulse
