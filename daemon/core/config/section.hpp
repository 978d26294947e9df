#pragma once

#include "core/config/findings.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace followup::config {

/// One table of the file while it is read: every key that is asked for becomes known, the others are problems
/// at the end. A getter leaves its target alone when the key is absent or its value is a problem.
class Section {
  public:
    /// `node` is empty when the table is not in the file; `at` is where problems of the whole table are
    /// placed.
    Section(Findings& findings, std::string path, const Node* node, At at)
        : x_findings(&findings), x_path(std::move(path)), x_node(node), x_at(at) {}

    /// A line of text without controls and direction marks, trimmed.
    void text(const std::string& key, std::string& into);
    /// The same, and a problem when it is absent or empty.
    void required(const std::string& key, std::string& into);
    void texts(const std::string& key, std::vector<std::string>& into);
    /// "15 min" or whole seconds, between the two, both included.
    void duration(const std::string& key, base::seconds& into, base::seconds least, base::seconds most);
    void durations(const std::string& key, std::vector<base::seconds>& into, base::seconds least,
                   base::seconds most);
    /// 08:30:00 or "08:30"; "24:00" only when `midnight` is let in as an end.
    void clock(const std::string& key, base::seconds& into, bool midnight = false);
    void count(const std::string& key, int& into, int least, int most);
    [[nodiscard]] std::optional<base::Date> date(const std::string& key);
    /// One of the words; its place in the list.
    [[nodiscard]] std::optional<std::size_t> word(const std::string& key, std::span<const std::string> words);

    [[nodiscard]] Section table(const std::string& key);
    /// The tables of an array of tables (a single table counts as one).
    [[nodiscard]] std::vector<Section> tables(const std::string& key);
    /// The values of an array.
    [[nodiscard]] std::span<const Node> array(const std::string& key);

    /// Makes a problem of every key that was not asked for.
    void finish();

    /// Where the key's value stands; of an absent key, where its table does.
    [[nodiscard]] At at(const std::string& key) const;
    [[nodiscard]] At at() const { return x_at; }
    [[nodiscard]] bool has(const std::string& key) const { return find(key) != nullptr; }
    void wrong(const std::string& key, std::string what, std::string mend = {}) {
        x_findings->wrong(at(key), std::move(what), std::move(mend));
    }
    [[nodiscard]] Findings& findings() { return *x_findings; }

  private:
    const Node* find(std::string_view key) const;
    const Node* asked(const std::string& key);
    const Node* asked(const std::string& key, Node::Kind kind, std::string_view mend);
    std::optional<std::string> line(const std::string& key, const Node& node);
    std::optional<base::seconds> span(const std::string& key, const Node& node, base::seconds least,
                                      base::seconds most);

    Findings* x_findings;
    std::string x_path; ///< "" of the root, "mail.relays"
    const Node* x_node;
    At x_at;
    std::set<std::string> x_known;
};

} // namespace followup::config
