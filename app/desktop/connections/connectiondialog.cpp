// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectiondialog.h"

#include "app/desktop/connections/connectionform.h"
#include "app/desktop/connections/connectionlist.h"
#include "app/desktop/connections/connectiontest.h"
#include "app/desktop/connections/keyfinder.h"
#include "app/desktop/connections/teststeps.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/widgets/scrollcolumn.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>

#include <algorithm>

namespace pulse {
namespace {

constexpr int knownWidth = 240;
constexpr int knownHeight = 154; // px; three rows, above the fields
constexpr int formWidth = 600;
constexpr int margin = 24;
constexpr int narrowMargin = 16;
constexpr int leastHeight = 200;  // px of the fields, on any screen
constexpr int heightOfRest = 150; // px of the screen that the fields leave: title, margins, buttons

/// Returns the width of the fields; in a narrow window, with the margins that of the window.
int formWidthIn(const QWidget &dialog)
{
    return isNarrow(dialog) ? dialog.parentWidget()->window()->width() - 2 * narrowMargin : formWidth;
}

/// As high as its content, which scrolls only if the screen is too low for it.
class FormColumn : public ScrollColumn
{
public:
    FormColumn(int width, int rest, QWidget *content, QWidget *parent)
        : ScrollColumn(content, parent, Bar::Beside)
        , m_width(width)
        , m_rest(rest)
    {
    }

    QSize sizeHint() const override
    {
        const int whole =
            widget()->hasHeightForWidth() ? widget()->heightForWidth(m_width) : widget()->sizeHint().height();
        const int most = screen()->availableGeometry().height() - m_rest;
        return {m_width, std::min(whole, std::max(most, leastHeight))};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return ScrollColumn::eventFilter(watched, event);
    }

private:
    int m_width;
    int m_rest; // px of the screen's height for everything else
};

} // namespace

ConnectionDialog::ConnectionDialog(const Connection &initial, const QList<Connection> &known, SecretStore *secrets,
                                   QWidget *parent)
    : Adaptive(parent)
    , m_secrets(secrets)
    , m_known(new ConnectionList(known, this))
    , m_find(new QPushButton(this))
    , m_form(new ConnectionForm(m_find, secrets, this))
    , m_steps(new TestSteps(this))
    , m_testButton(new QPushButton(this))
{
    setWindowTitle(tr("Connect"));
    const bool isStacked = isNarrow(*this);
    const int side = isStacked ? narrowMargin : margin;
    auto *layout = new QBoxLayout(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this);
    layout->setContentsMargins(side, 16, side, 16);
    layout->setSpacing(side);
    layout->setSizeConstraint(QLayout::SetFixedSize); // follows the contents
    if (isStacked)
        m_known->setFixedHeight(knownHeight);
    else
        m_known->setFixedWidth(knownWidth);
    m_known->setVisible(!known.isEmpty());
    layout->addWidget(m_known);
    layout->addWidget(fields());
    connect(m_known, &ConnectionList::chosen, this, &ConnectionDialog::fill);
    connect(m_known, &ConnectionList::removed, this, &ConnectionDialog::forget);
    connect(m_known, &QListWidget::itemDoubleClicked, this, &ConnectionDialog::submit);
    connect(this, &QDialog::finished, this, &ConnectionDialog::endTask);
    ConnectionDialog::applyTheme();
    fill(initial);
    m_known->select(initial);
    m_form->focusKind();
    forgetSizes();
}

/// A layout learns that another one inside it has changed by an event, which would arrive after the dialog is shown: it
/// would open with the height of the first page and change it at once.
void ConnectionDialog::forgetSizes()
{
    for (QWidget *widget : findChildren<QWidget *>())
        widget->updateGeometry();
}

ConnectionDialog::~ConnectionDialog()
{
    endTask();
}

void ConnectionDialog::applyTheme()
{
    applyControlStyle(*this);
    m_form->applyTheme();
}

/// The dialog grows with its contents: it moves up before its buttons leave the screen.
void ConnectionDialog::resizeEvent(QResizeEvent *event)
{
    Adaptive::resizeEvent(event);
    const QRect available = screen()->availableGeometry();
    const int lowest = available.bottom() - frameGeometry().height() + 1;
    if (isVisible() && pos().y() > lowest)
        move(pos().x(), std::max(available.top(), lowest));
}

QWidget *ConnectionDialog::fields()
{
    auto *column = new QWidget(this);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    auto *content = new QWidget(column);
    QVBoxLayout *rows = formColumn(content);
    rows->addWidget(m_form);
    rows->addWidget(m_steps);
    rows->addStretch(1);
    const bool isBelowList = isNarrow(*this) && m_known->count() > 0;
    m_scroll = new FormColumn(formWidthIn(*this), heightOfRest + (isBelowList ? knownHeight : 0), content, column);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(buttons());
    m_find->setAutoDefault(false);
    m_find->setAccessibleName(tr("Find output keys on the server"));
    connect(m_find, &QPushButton::clicked, this, &ConnectionDialog::findKeys);
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::onEdited);
    connect(m_form, &ConnectionForm::serverEdited, m_form, &ConnectionForm::withdrawKeys); // they are of another server
    return column;
}

QWidget *ConnectionDialog::buttons()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, gap, 0, 0);
    layout->setSpacing(gap);
    auto *cancel = new QPushButton(tr("Cancel"), row);
    auto *open = new QPushButton(tr("Connect"), row);
    for (QPushButton *button : {m_testButton, cancel})
        button->setAutoDefault(false);
    open->setDefault(true);
    layout->addWidget(m_testButton);
    layout->addStretch(1);
    layout->addWidget(cancel);
    layout->addWidget(open);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionDialog::testConnection);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(open, &QPushButton::clicked, this, &ConnectionDialog::submit);
    return row;
}

void ConnectionDialog::fill(const Connection &connection)
{
    m_form->fill(connection);
    m_form->withdrawKeys();
    showSecrets();
    onEdited();
}

void ConnectionDialog::showSecrets()
{
    m_form->showSecrets(m_secrets && m_secrets->has(m_form->shown()));
}

/// The fields keep their contents, so that the connection can be stored again.
void ConnectionDialog::forget(const Connection &connection)
{
    Q_EMIT forgotten(connection);
    showSecrets();
}

/// What a search or a test found out is about other fields.
void ConnectionDialog::onEdited()
{
    endTask();
    m_steps->clear();
    const Connection::Kind kind = m_form->kind();
    m_testButton->setVisible(kind == Connection::Kind::Redis || kind == Connection::Kind::Gateway);
}

void ConnectionDialog::findKeys()
{
    onEdited();
    m_form->withdrawKeys();
    m_form->clearErrors();
    const Result<Connection, FieldError> server = m_form->server();
    if (!server) {
        m_form->showError(server.error());
        return;
    }
    m_find->setText(tr("Searching…"));
    m_find->setEnabled(false);
    withSecret(*server, [this](const Connection &connection) { startFinder(connection); });
}

void ConnectionDialog::startFinder(const Connection &connection)
{
    m_finder = std::make_unique<KeyFinder>(connection);
    answerQuestionsOf(m_finder->tunnel());
    // Queued, since the finder is deleted and must have returned before.
    connect(m_finder.get(), &KeyFinder::found, this, &ConnectionDialog::offerKeys, Qt::QueuedConnection);
    connect(
        m_finder.get(), &KeyFinder::failed, this,
        [this](const QString &why) {
            endTask();
            m_form->showKeyError(tr("No keys could be found: %1").arg(why));
        },
        Qt::QueuedConnection);
    m_finder->start();
}

void ConnectionDialog::offerKeys(const QByteArrayList &keys)
{
    endTask();
    if (keys.isEmpty()) {
        m_form->showKeyError(tr("No key on the server looks like an output key"));
        return;
    }
    QStringList texts;
    for (const QByteArray &key : keys)
        texts.append(QString::fromUtf8(key));
    m_form->offerKeys(texts);
}

/// Starts a test, or cancels the one that is under way.
void ConnectionDialog::testConnection()
{
    const bool isUnderWay = m_test != nullptr;
    onEdited();
    if (isUnderWay)
        return;
    m_form->clearErrors();
    const Result<Connection, FieldError> whole = connection();
    if (!whole) {
        m_form->showError(whole.error());
        return;
    }
    withSecret(*whole, [this](const Connection &connection) { startTest(connection); });
}

void ConnectionDialog::startTest(const Connection &connection)
{
    m_test = std::make_unique<ConnectionTest>(connection);
    answerQuestionsOf(m_test->tunnel());
    m_steps->begin(connection.kind);
    m_testButton->setText(tr("Cancel the test"));
    connect(m_test.get(), &ConnectionTest::stepChanged, m_steps, &TestSteps::showStep);
    connect(
        m_test.get(), &ConnectionTest::stepChanged, m_scroll, // queued, since it needs the new layout
        [this] { m_scroll->ensureWidgetVisible(m_steps); }, Qt::QueuedConnection);
    connect(m_test.get(), &ConnectionTest::finished, this, [this] { m_prompt.reset(); }); // before its tunnel
    connect(m_test.get(), &ConnectionTest::finished, this, &ConnectionDialog::endTask, Qt::QueuedConnection);
    m_test->start();
}

/// Ends a search or a test, and its ssh.
void ConnectionDialog::endTask()
{
    if (m_recall)
        m_recall.release()->deleteLater(); // it may be the caller
    m_prompt.reset();
    m_finder.reset();
    m_test.reset();
    m_find->setText(tr("Find…"));
    m_find->setEnabled(true);
    m_testButton->setText(tr("Test connection"));
}

/// Calls back with the connection and its secret, which may have to be read from the store.
void ConnectionDialog::withSecret(const Connection &connection, std::function<void(const Connection &)> proceed)
{
    if (!m_secrets || !connection.secret().isEmpty() || !m_secrets->has(connection)) {
        proceed(connection);
        return;
    }
    m_recall = std::make_unique<QObject>();
    m_secrets->recall(connection, m_recall.get(),
                      [this, whole = connection, proceed = std::move(proceed)](const Result<QString> &secret) mutable {
                          if (!secret) {
                              endTask();
                              showSecretProblem(secret.error().message);
                              return;
                          }
                          whole.setSecret(*secret);
                          proceed(whole);
                      });
}

void ConnectionDialog::answerQuestionsOf(SshTunnel *tunnel)
{
    if (tunnel)
        m_prompt = std::make_unique<SshPrompt>(*tunnel, *this);
}

void ConnectionDialog::showSecretProblem(const QString &sentence)
{
    m_form->showSecretError(sentence);
}

Result<Connection, FieldError> ConnectionDialog::connection() const
{
    return m_form->connection();
}

void ConnectionDialog::submit()
{
    m_form->clearErrors();
    const Result<Connection, FieldError> whole = connection();
    if (!whole) {
        m_form->showError(whole.error());
        return;
    }
    accept();
    Q_EMIT chosen(*whole, m_form->keepsSecret());
}

} // namespace pulse
