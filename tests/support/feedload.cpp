// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/feedload.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>

namespace pulse::test {
namespace {

constexpr std::string_view columns = "\"columns\":[[";
constexpr std::string_view follow = R"({"type":"follow","feed":1})";

constexpr char textFrame = '\x81';
constexpr char pingFrame = '\x89';
constexpr char pongFrame = '\x8a';

/// Returns a frame from a client, with a mask of zeros (RFC 6455, section 5.2).
std::string maskedFrame(char type, std::string_view text)
{
    return std::string(1, type) + static_cast<char>(0x80 | text.size()) + std::string(4, '\0') + std::string(text);
}

} // namespace

struct FeedLoad::Client
{
    int socket = -1;
    bool follows = false;
    std::string received{};
};

FeedLoad::FeedLoad(const Options &options)
    : m_options(options)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_clients(static_cast<std::size_t>(options.clients))
    , m_thread([this] { run(); })
{
}

FeedLoad::~FeedLoad()
{
    m_stop = true;
    m_thread.join();
    for (const Client &client : m_clients) {
        if (client.socket >= 0)
            ::close(client.socket);
    }
    ::close(m_epoll);
}

qint64 FeedLoad::now()
{
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::vector<double> FeedLoad::takeDelays()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_delays, {});
}

void FeedLoad::run()
{
    std::array<epoll_event, 256> events{};
    std::size_t next = 0; // the next client whose connection is checked: a few at a time
    while (!m_stop) {
        for (int i = 0; i < 20; ++i, next = (next + 1) % m_clients.size()) {
            if (m_clients[next].socket < 0)
                connectOne(m_clients[next]);
        }
        const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 5);
        for (int i = 0; i < count; ++i)
            handle(*static_cast<Client *>(events[static_cast<std::size_t>(i)].data.ptr),
                   events[static_cast<std::size_t>(i)].events);
    }
}

void FeedLoad::connectOne(Client &client)
{
    client = {::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!m_options.reads) {
        const int smallest = 1; // so that the kernel buffers very little for it
        ::setsockopt(client.socket, SOL_SOCKET, SO_RCVBUF, &smallest, sizeof smallest);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_options.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int result = ::connect(client.socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    if (client.socket < 0 || (result != 0 && errno != EINPROGRESS)) {
        drop(client);
        return;
    }
    epoll_event event{};
    event.events = EPOLLOUT;
    event.data.ptr = &client;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, client.socket, &event);
}

void FeedLoad::handle(Client &client, unsigned events)
{
    if (events & (EPOLLERR | EPOLLHUP)) {
        drop(client);
        return;
    }
    if (events & EPOLLOUT) {
        const std::string host = "127.0.0.1:" + std::to_string(m_options.port);
        const std::string request = "GET /feed HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host +
                                    "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        ::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL);
        epoll_event event{};
        event.events = EPOLLIN | EPOLLRDHUP;
        event.data.ptr = &client;
        ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, client.socket, &event);
    }
    if (events & EPOLLIN)
        receive(client);
    else if (events & EPOLLRDHUP)
        drop(client);
}

void FeedLoad::receive(Client &client)
{
    std::array<char, 65536> buffer;
    const ssize_t size = ::recv(client.socket, buffer.data(), buffer.size(), 0);
    if (size == 0 || (size < 0 && errno != EAGAIN)) {
        drop(client);
        return;
    }
    client.received.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (client.follows) {
        takeFrames(client);
        return;
    }
    const std::size_t end = client.received.find("\r\n\r\n");
    if (end == std::string::npos)
        return;
    if (client.received.rfind("HTTP/1.1 101", 0) != 0) {
        drop(client);
        return;
    }
    client.received.erase(0, end + 4);
    client.follows = true;
    ++m_following;
    const std::string frame = maskedFrame(textFrame, follow);
    ::send(client.socket, frame.data(), frame.size(), MSG_NOSIGNAL);
    if (m_options.reads) {
        takeFrames(client);
        return;
    }
    epoll_event event{}; // only errors and the end, which are always reported
    event.data.ptr = &client;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, client.socket, &event);
}

/// Reads frames of a server, which are not masked.
void FeedLoad::takeFrames(Client &client)
{
    std::string_view rest = client.received;
    while (rest.size() >= 2) {
        std::size_t length = static_cast<unsigned char>(rest[1]) & 0x7f;
        std::size_t head = 2;
        if (length >= 126) {
            const std::size_t bytes = length == 126 ? 2 : 8;
            if (rest.size() < head + bytes)
                break;
            length = 0;
            for (std::size_t i = 0; i < bytes; ++i)
                length = length << 8 | static_cast<unsigned char>(rest[head + i]);
            head += bytes;
        }
        if (rest.size() < head + length)
            break;
        const std::string_view text = rest.substr(head, length);
        if (rest[0] == pingFrame) {
            const std::string pong = maskedFrame(pongFrame, text);
            ::send(client.socket, pong.data(), pong.size(), MSG_NOSIGNAL);
        }
        const std::size_t value = text.find(columns);
        const qint64 sent =
            value == std::string_view::npos ? 0 : std::strtoll(text.data() + value + columns.size(), nullptr, 10);
        if (sent >= m_started) {
            ++m_messages;
            const std::lock_guard lock(m_mutex);
            m_delays.push_back(static_cast<double>(now() - sent) / 1000);
        }
        rest.remove_prefix(head + length);
    }
    client.received.erase(0, client.received.size() - rest.size());
}

void FeedLoad::drop(Client &client)
{
    if (client.socket >= 0)
        ::close(client.socket);
    if (client.follows)
        --m_following;
    ++m_dropped;
    client = {};
}

} // namespace pulse::test
