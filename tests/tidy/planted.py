"""The checks must be able to fail: every rule is broken here once, and kept once."""

import textwrap
import unittest

import coroutines
import house
import layers
from source import Source

LAW = layers.read_law("""
room(core/base FOREIGN fmt::fmt)
room(core/when DEPENDS core/base) # a remark
room(core/plan DEPENDS core/base core/when
     FOREIGN x::y)
room(shell/log DEPENDS core/base)
room(shell/store DEPENDS core/base core/plan shell/log FOREIGN PkgConfig::sqlite3)
room(shell/run DEPENDS core/base shell/log shell/store)
room(shell/cli DEPENDS core/base shell/run)
""")


def included(path, *headers):
    text = "".join(f"#include {header}\n" for header in headers)
    return layers.check_source(Source(text, path), LAW)


class Text(unittest.TestCase):
    def test_comments_and_literals_are_blanked_in_place(self):
        source = Source('int a = 1\'000; // co_await\nauto s = R"(co_await {)"; /* { */ char c = \'{\';\n')
        self.assertNotIn("co_await", source.code)
        self.assertNotIn("{", source.code)
        self.assertEqual(len(source.code), len(source.text))
        self.assertEqual(source.line(source.code.index("char")), 2)

    def test_an_include_in_a_comment_is_none(self):
        self.assertEqual(list(Source('// #include "x"\n/*\n#include <y>\n*/\n').includes()), [])

    def test_lines_of_a_raw_string_are_known(self):
        self.assertEqual(Source('a = R"x(\n1\n)x";\nb\n').raw_lines, {1, 2, 3})


class Layers(unittest.TestCase):
    def test_the_law_is_read(self):
        self.assertEqual(LAW["core/plan"], ["core/base", "core/when"])
        self.assertEqual(LAW["core/base"], [])
        self.assertEqual(layers.check_law(LAW), [])

    def test_the_law_keeps_the_order_of_the_house(self):
        for room, depends in [
            ("core/when", ["core/plan"]),
            ("core/when", ["core/when"]),
            ("core/plan", ["shell/log"]),
            ("core/base", ["core/when"]),
            ("shell/store", ["shell/run"]),
            ("shell/log", ["shell/store"]),
            ("shell/run", ["shell/cli"]),
            ("core/plan", ["core/nowhere"]),
        ]:
            with self.subTest(room=room, depends=depends):
                self.assertTrue(layers.check_law({**LAW, room: depends}))

    def test_the_map_of_rooms_is_compared_with_the_law(self):
        rows = "".join(f"| `{room}` | what |\n" for room in LAW)
        self.assertEqual(layers.check_map(LAW, rows), [])
        self.assertTrue(layers.check_map(LAW, rows.replace("core/plan", "core/plot")))

    def test_paths_that_a_page_names_are_read(self):
        text = "`daemon/core/plan`, `tests/fuzz/NAME.cpp`, `config/templates/*/` and `docs/x.md`"
        self.assertEqual(layers.named_paths(text), ["daemon/core/plan", "docs/x.md"])

    def test_includes_within_the_law_pass(self):
        for path, header in [
            ("daemon/core/plan/a.cpp", '"core/plan/a.hpp"'),
            ("daemon/core/plan/a.cpp", '"core/when/b.hpp"'),
            ("daemon/core/plan/a.cpp", "<fmt/format.h>"),
            ("daemon/core/plan/a.cpp", "<vector>"),
            ("daemon/shell/store/a.cpp", "<sqlite3.h>"),
            ("daemon/shell/store/a.cpp", "<sys/stat.h>"),
            ("daemon/shell/store/a.cpp", "<thread>"),
            ("daemon/followupd.cpp", '"shell/run/run.hpp"'),
        ]:
            with self.subTest(path=path, header=header):
                self.assertEqual(included(path, header), [])

    def test_includes_against_the_law_are_found(self):
        for path, header in [
            ("daemon/core/when/a.cpp", '"core/plan/a.hpp"'),
            ("daemon/core/plan/a.cpp", '"shell/log/log.hpp"'),
            ("daemon/core/plan/a.cpp", '"a.hpp"'),
            ("daemon/core/plan/a.cpp", '"../when/a.hpp"'),
            ("daemon/core/unknown/a.cpp", "<vector>"),
            ("daemon/shell/store/a.cpp", '"shell/run/run.hpp"'),
            ("daemon/followup.cpp", '"shell/store/store.hpp"'),
            ("daemon/core/plan/a.cpp", '"core/plan/b.cpp"'),
            ("daemon/core/plan/a.cpp", "<toml++/toml.h>"),
            ("daemon/shell/store/a.cpp", "<curl/curl.h>"),
            ("daemon/shell/run/a.cpp", "<boost/beast/core.hpp>"),
            ("daemon/shell/store/a.cpp", "<boost/asio.hpp>"),
            ("daemon/core/plan/a.cpp", "<thread>"),
            ("daemon/core/plan/a.cpp", "<unistd.h>"),
            ("daemon/shell/run/a.cpp", "<unheard/of.hpp>"),
        ]:
            with self.subTest(path=path, header=header):
                self.assertEqual(len(included(path, header)), 1)

    def test_core_has_no_clock(self):
        text = "auto t = std::chrono::system_clock::now();"
        self.assertTrue(layers.check_purity(Source(text, "daemon/core/plan/a.cpp")))
        self.assertFalse(layers.check_purity(Source(text, "daemon/shell/clock/a.cpp")))

    def test_a_forgotten_file_is_found(self):
        listed = layers.read_listed("set(SOURCES a.cpp\n  b.cpp) # c.cpp")
        self.assertEqual(listed, {"a.cpp", "b.cpp"})
        self.assertEqual(len(layers.check_listed("f", listed, {"a.cpp", "c.cpp"}, "sources.cmake")), 2)
        self.assertEqual(layers.check_listed("f", listed, {"a.cpp", "b.cpp"}, "sources.cmake"), [])
        self.assertEqual(layers.read_table("fuzz_target(a core_a)\n# fuzz_target(b core_b)\n"), {"a.cpp"})


def awaited(body, signature="asio::awaitable<void> f(int n)"):
    return coroutines.check_source(Source(f"namespace x {{\n{signature} {{\n{body}\n}}\n}}\n"))


class Coroutines(unittest.TestCase):
    def test_allowed_shapes_pass(self):
        for body in [
            "co_await g();",
            "co_return co_await g(n, std::move(v));",
            "const auto x = co_await g();",
            "std::vector<std::pair<int, long>> x = co_await g();",
            "const Reply& x = co_await g();",
            "auto [error, n] = co_await s.async_read_some(buffer, as_tuple(use_awaitable));",
            "if (n > 1) co_await g();",
            "if (n > 1) { int k = 2; co_await g(k); } else co_await h();",
            "for (;;) { co_await g(); }",
            "while (n(x)) {\n// co_await if (x)\nco_await g(); }",
            "switch (n) { case 1: co_await g(); break; default: co_return; }",
            "try { co_await g(); } catch (const E&) { }",
            "co_await (a() || b());",
            "auto x = co_await g<Row<int>>(n).take();",
            "co_await g(rows[2], name.at(3));",
            "co_await http::async_read(stream, buffer, parser, use_awaitable);",
            "(void)co_await g();",
            "co_await g(a + b, std::string(\"?{[\"));",
        ]:
            with self.subTest(body=body):
                self.assertEqual(awaited(body), [])

    def test_forbidden_shapes_are_found(self):
        for body in [
            "if (co_await g()) h();",
            "while (co_await g()) h();",
            "switch (co_await g()) { }",
            "for (auto x : co_await g()) h();",
            "if (auto x = co_await g(); x) h();",
            "x = co_await g();",
            "x.y = co_await g();",
            "h(co_await g());",
            "auto x = h(co_await g());",
            "auto x = (co_await g()).value();",
            "auto x = co_await g() + 1;",
            "const bool x = co_await g() == 1;",
            "auto x = co_await g() < 3;",
            "co_await a() || co_await b();",
            "bool ok = co_await a() && n;",
            "auto x = n ? co_await a() : co_await b();",
            "co_await (n ? a() : b());",
            "auto x = !co_await g();",
            "Reply x{co_await g()};",
            "Reply x(co_await g());",
            "co_return Reply{co_await g()};",
            "co_return co_await g() + 1;",
            "co_await g(Agg{1, 2});",
            "co_await g({1, 2});",
            "co_await g({.a = 1});",
            "co_await g([n] { return n; });",
            "co_await g([] { return 1; });",
            "co_await co_spawn(ex, [n]() -> asio::awaitable<void> { co_return; }, use_awaitable);",
            "auto f = [n]() -> asio::awaitable<void> { co_await g(); };",
            "co_spawn(ex, g(), asio::detached);",
            "int a = 1, b = co_await g();",
        ]:
            with self.subTest(body=body):
                self.assertTrue(awaited(body))

    def test_a_coroutine_owns_what_it_is_given(self):
        for signature, fine in [
            ("asio::awaitable<std::vector<int>> f(std::string name, Ledger& ledger)", True),
            ("awaitable<void> Session::run()", True),
            ("awaitable<void> f(std::string_view name)", False),
            ("awaitable<std::expected<int, Problem>> f(std::span<const char> bytes)", False),
            ("asio::awaitable<void> Session::run(std::string&& name)", False),
        ]:
            with self.subTest(signature=signature):
                self.assertEqual(awaited("co_return;", signature) == [], fine)


def houses(text, path="daemon/core/plan/rules.hpp"):
    return house.check_source(Source(text, path))


FINE = "#pragma once\n\nnamespace followup::plan {\n\n/// One.\nstruct Rule {\n    int n;\n};\n\n} // namespace\n"


class House(unittest.TestCase):
    def test_an_orderly_header_passes(self):
        self.assertEqual(houses(FINE), [])

    def test_disorder_is_found(self):
        long_function = "int f() {\n" + "    g();\n" * 69 + "}\n"
        for what, text in {
            "no pragma": FINE.replace("#pragma once", "#include <vector>"),
            "pragma in a comment": FINE.replace("#pragma once", "// #pragma once"),
            "no documentation": FINE.replace("/// One.\nstruct Rule {\n    int n;\n}", "int f()"),
            "a bare type": FINE.replace("struct", "struct Other {};\n\nstruct"),
            "a long line": FINE.replace("int n;", "int n;" + " " * 110 + "int m;"),
            "a long file": FINE + "\n" * 300,
            "a long function": FINE.replace("} // namespace", long_function + "}"),
            "an open end": FINE.replace("One.", "One. TODO: two"),
            "a forbidden type": FINE.replace("Rule", "RuleManager"),
            "a forbidden namespace": FINE.replace("{\n\n///", "{\nnamespace util {}\n\n///"),
            "a forbidden function": FINE.replace("int n;", "int process_rule(int n);"),
            "a wrong namespace": FINE.replace("plan", "when"),
        }.items():
            with self.subTest(what):
                self.assertEqual(len(houses(text)), 1, houses(text))

    def test_forbidden_file_names_are_found(self):
        self.assertTrue(houses(FINE, "daemon/core/plan/rule_helper.hpp"))
        self.assertTrue(houses("int a;\n", "tests/core/common/a.cpp"))

    def test_words_of_others_are_none_of_ours(self):
        body = "    int size() const { return view.data() + process(x); }\n    void database();\n"
        self.assertEqual(houses(FINE.replace("    int n;\n", body)), [])

    def test_a_program_is_short(self):
        self.assertTrue(houses("int a;\n" * 81, "daemon/followupd.cpp"))
        self.assertEqual(houses("int a;\n" * 80, "daemon/followupd.cpp"), [])

    def test_functions_are_measured_not_types_or_tables(self):
        body = "    int a;\n" * 75
        for head, count in [
            ("struct S {\n", 0),
            ("constexpr std::array table{\n", 0),
            ("enum class E {\n", 0),
            ("namespace a {\n", 0),
            ("int f(int n) {\n", 1),
            ("TEST(A, B) {\n", 1),
            ("S::S(int n) : x_n(n) {\n", 1),
            ("auto f(int n) const -> std::vector<int> {\n", 1),
            ("const auto f = [](int n) {\n", 1),
            ("struct S {\nint f() const {\n", 1),
        ]:
            text = textwrap.dedent(head) + body + "}\n" * head.count("{")
            with self.subTest(head):
                found = house.check_sizes(Source(text, "tests/a.cpp"))
                self.assertEqual(len([f for f in found if "function" in f]), count, found)

    def test_a_raw_string_may_be_wide(self):
        self.assertEqual(houses('auto s = R"(' + "x" * 200 + '\n)";\n', "tests/a.cpp"), [])


if __name__ == "__main__":
    unittest.main()
