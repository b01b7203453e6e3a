// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/terminalview.h"

#include "common/core/literals.h"
#include "common/metrics/samplecodec.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pulse {
namespace {

using namespace std::chrono_literals;

// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
constexpr const char *enterScreen = "\x1b[?1049h\x1b[?25l"; // alternate screen, no cursor
constexpr const char *leaveScreen = "\x1b[?25h\x1b[?1049l";
constexpr const char *toTopLeft = "\x1b[H";
constexpr const char *clearLine = "\x1b[K";
constexpr const char *clearBelow = "\x1b[J";

void write(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
}

TerminalSize terminalSize()
{
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
        return {};
    return {size.ws_col, size.ws_row};
}

bool wantsColours()
{
    return qEnvironmentVariableIsEmpty("NO_COLOR"); // https://no-color.org
}

} // namespace

TerminalView::TerminalView(const QString &title)
{
    m_table.title = title;
    write(enterScreen);
    connect(&m_timer, &QTimer::timeout, this, &TerminalView::draw);
    m_timer.start(1s);
    draw();
}

TerminalView::~TerminalView()
{
    write(leaveScreen);
    QStringList lines = renderTable(m_table, terminalSize(), wantsColours());
    lines.removeLast(); // the last line says how to quit
    for (const QString &line : std::as_const(lines))
        write(line.toUtf8() + '\n');
}

bool TerminalView::isPossible()
{
    const QByteArray terminal = qgetenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && !terminal.isEmpty() && terminal != "dumb";
}

void TerminalView::ready(const RedisUrl &, const QByteArray &)
{
    draw();
}

void TerminalView::setAge(std::optional<qint64> age)
{
    m_clock.setAge(age, ClockReading::now());
}

void TerminalView::show(const Record &record, bool isLive)
{
    m_clock.add(record.time, isLive, ClockReading::now());
    if (Result<Sample> sample = decodeSample(record.time, record.output))
        m_table.sample = *std::move(sample);
    else
        m_table.lastLog = sample.error().message;
    draw();
}

void TerminalView::log(const QByteArray &line)
{
    m_table.lastLog = QString::fromUtf8(line);
    draw();
}

void TerminalView::draw()
{
    m_table.status = status();
    QByteArray text = toTopLeft;
    const QStringList lines = renderTable(m_table, terminalSize(), wantsColours());
    for (const QString &line : lines)
        text += (&line == &lines.front() ? "" : "\r\n") + line.toUtf8() + clearLine;
    write(text + clearBelow);
}

QString TerminalView::status() const
{
    if (m_table.sample.isEmpty())
        return u"starting"_s;
    const std::optional<qint64> age = m_clock.age(ClockReading::now());
    return age ? u"newest result %1 ago"_s.arg(describeAge(std::chrono::milliseconds(*age)))
               : u"age unknown until the next result"_s;
}

} // namespace pulse
