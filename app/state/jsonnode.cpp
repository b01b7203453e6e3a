// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/jsonnode.h"

#include "common/core/literals.h"
#include "common/metrics/jsonrepair.h"

#include <nlohmann/json.hpp>

namespace pulse {
namespace {

using Json = nlohmann::json;
using Kind = JsonNode::Kind;

JsonNode makeNode(Kind kind, const QString &text = {})
{
    JsonNode node;
    node.kind = kind;
    node.text = text;
    return node;
}

QString textOf(const std::string &text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Builds the nodes while the text is parsed. The library's own values either sort keys, or keep their order and search
/// them one by one, which takes minutes for a large object.
class NodeBuilder : public nlohmann::json_sax<Json>
{
public:
    explicit NodeBuilder(const JsonLimits &limits)
        : m_limits(limits)
    {
    }

    JsonNode take() && { return std::move(m_root); }
    bool isFull() const { return m_full; }

    bool null() override { return add(makeNode(Kind::Null, u"null"_s)); }
    bool boolean(bool value) override { return add(makeNode(Kind::Flag, value ? u"true"_s : u"false"_s)); }
    bool number_integer(std::int64_t value) override { return addNumber(QString::number(value)); }
    bool number_unsigned(std::uint64_t value) override { return addNumber(QString::number(value)); }
    bool number_float(double, const std::string &written) override { return addNumber(textOf(written)); }
    bool string(std::string &value) override { return add(makeNode(Kind::Text, textOf(value))); }
    bool binary(Json::binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(Kind::Object); }
    bool start_array(std::size_t) override { return open(Kind::List); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string &name) override
    {
        m_key = textOf(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override { return false; }

private:
    bool addNumber(const QString &text) { return add(makeNode(Kind::Number, text)); }

    bool add(JsonNode node)
    {
        if (m_count == m_limits.values)
            return giveUp();
        ++m_count;
        if (m_open.empty()) {
            m_root = std::move(node);
            return true;
        }
        JsonNode &parent = *m_open.back();
        node.name = parent.kind == Kind::Object ? m_key : QString::number(parent.members.size());
        parent.members.push_back(std::move(node));
        return true;
    }

    bool open(Kind kind)
    {
        if (m_open.size() == m_limits.depth)
            return giveUp();
        if (!add(makeNode(kind)))
            return false;
        // Keeps its address, since its siblings are added after it is closed.
        m_open.push_back(m_open.empty() ? &m_root : &m_open.back()->members.back());
        return true;
    }

    bool close()
    {
        m_open.pop_back();
        return true;
    }

    bool giveUp()
    {
        m_full = true;
        for (auto node = m_open.rbegin(); node != m_open.rend(); ++node) // an append moves the members
            (*node)->members.push_back(makeNode(Kind::Rest));
        return false;
    }

    JsonLimits m_limits;
    JsonNode m_root;
    std::vector<JsonNode *> m_open;
    QString m_key;
    std::size_t m_count = 0;
    bool m_full = false;
};

QByteArray quoted(const QString &text)
{
    return QByteArray::fromStdString(Json(text.toStdString()).dump(-1, ' ', false, Json::error_handler_t::replace));
}

void write(const JsonNode &node, int level, QByteArray &out)
{
    if (!node.isContainer()) {
        out += node.kind == Kind::Text ? quoted(node.text) : node.text.toUtf8();
        return;
    }
    const bool isObject = node.kind == Kind::Object;
    bool isEmpty = true;
    out += isObject ? '{' : '[';
    for (const JsonNode &member : node.members) {
        if (member.kind == Kind::Rest)
            break;
        out += (std::exchange(isEmpty, false) ? "\n" : ",\n") + QByteArray(4 * (level + 1), ' ');
        if (isObject)
            out += quoted(member.name) + ": ";
        write(member, level + 1, out);
    }
    if (!isEmpty)
        out += '\n' + QByteArray(4 * level, ' ');
    out += isObject ? '}' : ']';
}

} // namespace

Result<JsonNode> parseJson(QByteArrayView json, const JsonLimits &limits)
{
    NodeBuilder builder(limits);
    const auto parse = [&builder, &limits](QByteArrayView text) {
        builder = NodeBuilder(limits);
        return Json::sax_parse(text.begin(), text.end(), &builder) || builder.isFull();
    };
    if (!parseLeniently(json, parse))
        return Error{u"This is not JSON"_s};
    return std::move(builder).take();
}

QByteArray toJson(const JsonNode &node)
{
    QByteArray out;
    write(node, 0, out);
    return out;
}

JsonNode membersWith(const JsonNode &node, const QString &text)
{
    const auto has = [&text](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    JsonNode result;
    result.kind = node.kind;
    result.name = node.name;
    for (const JsonNode &member : node.members) {
        if (has(member.name) || has(member.text)) {
            result.members.push_back(member);
        } else if (member.isContainer()) {
            JsonNode inside = membersWith(member, text);
            if (!inside.members.empty())
                result.members.push_back(std::move(inside));
        }
    }
    return result;
}

QString oneLine(const QString &text)
{
    constexpr qsizetype longest = 500; // characters; windows are narrower, and measuring a long text is slow
    QString line = text.left(longest);
    for (const char16_t space : {u'\n', u'\r', u'\t'})
        line.replace(QChar(space), ' '_L1);
    return text.size() > longest ? line + u"…"_s : line;
}

} // namespace pulse
