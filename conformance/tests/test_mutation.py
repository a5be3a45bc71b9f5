#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The mutation tool: what it makes of a source, what its list may say, and that mutant-run sees each kind of end."""
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "mutation"))
sys.dont_write_bytecode = True
import build as building
from mutants import mutants_of
from report import shown_by_outcomes
from survivors import Explanations, ListError

BUILD = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None


def news(source, operator=None):
    """The changed lines of a source's mutants."""
    return [mutant.new for mutant in mutants_of("f.c", source) if operator in (None, mutant.operator)]


class Generation(unittest.TestCase):
    def check(self, source, operator, expected):
        self.assertEqual(sorted(news(source, operator)), sorted(expected))

    def test_relations_get_their_boundary_and_their_opposite(self):
        self.check("int f(int a) {\n    g(a < h);\n}\n", "relation", ["g(a <= h);", "g(a >= h);", "g(a != h);"])

    def test_each_operand_of_a_chain_is_left_out_once(self):
        self.check("int f(void) {\n    g(a && b(1, 2) && !c);\n}\n", "operand",
                   ["g( b(1, 2) && !c);", "g(a && !c);", "g(a && b(1, 2) );"])

    def test_a_condition_becomes_true_and_false_and_a_loop_never_endless(self):
        self.check("int f(void) {\n    if (a) { b(); }\n    while (c) { d(); }\n    e(g ? h : i);\n}\n", "condition",
                   ["if (true) { b(); }", "if (false) { b(); }", "while (false) { d(); }", "e(true ? h : i);",
                    "e(false ? h : i);"])

    def test_statements_are_deleted_declarations_and_unused_marks_are_not(self):
        self.check("int f(int unused) {\n    (void)unused;\n    const int a = 1;\n    char *p = q;\n    g();\n"
                   "    while (a) {\n        break;\n    }\n}\n", "delete", [";", ";"])

    def test_a_loop_is_run_once_and_left_otherwise(self):
        source = "int f(void) {\n    while (a) {\n        continue;\n    }\n}\n"
        self.check(source, "once", ["if (a) {"])
        self.check(source, "leave", ["break;"])

    def test_a_guard_is_also_ignored(self):
        self.check("enum awp_status f(void) {\n    AWP_GUARD(g(1));\n}\n", "guard", ["(void)(g(1));"])

    def test_a_return_value_is_exchanged_by_the_functions_type(self):
        self.check("static bool f(void) {\n    return g();\n}\n", "return", ["return true;", "return false;"])
        self.check("static inline bool f(void) {\n    return g();\n}\n", "return", ["return true;", "return false;"])
        self.check("const struct s *f(void) {\n    return g();\n}\n", "return", ["return NULL;"])
        self.check("enum awp_status f(void) {\n    return AWP_OK;\n}\n", "return", ["return AWP_MISFIT;"])

    def test_pointers_are_not_taken_for_products(self):
        self.assertEqual(news("void f(void) {\n    int *p = &q, r = *p;\n}\n", "arithmetic"), [])
        self.assertEqual(news("void f(void) {\n    g(a * b);\n}\n", "arithmetic"), ["g(a / b);"])

    def test_numbers_go_up_and_down_but_not_under_zero(self):
        self.check("void f(void) {\n    g(0x1Fu, 0);\n}\n", "number", ["g(0x20u, 0);", "g(0x1Eu, 0);", "g(0x1Fu, 1);"])

    def test_words_are_changed_sentences_are_not(self):
        self.check('void f(void) {\n    g("Error", "no such thing", "\\\\u");\n}\n', "string",
                   ['g("", "no such thing", "\\\\u");', 'g("?rror", "no such thing", "\\\\u");',
                    'g("Error", "no such thing", "");', 'g("Error", "no such thing", "?u");'])

    def test_fields_and_rows_of_tables_are_left_out(self):
        self.check("const struct s t[] = {\n    {1, {2}},\n    [X] = {.a = 1, .b = 2},\n};\n", "element",
                   ["", "", "{1, },", "[X] = { .b = 2},", "[X] = {.a = 1, },"])

    def test_comments_assertions_and_preprocessor_lines_are_left_alone(self):
        self.assertEqual(news("#define A 1 + 2\n/* a < b */\nvoid f(void) {\n    assert(a < 1);\n}\n"), [])

    def test_keys_are_unique_and_do_not_depend_on_the_place(self):
        body = "void f(void) {\n    g(1);\n    g(1);\n}\n"
        keys = [mutant.key for mutant in mutants_of("f.c", body)]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(keys, [mutant.key for mutant in mutants_of("f.c", "\n\n/* x */\n" + body)])
        self.assertIn("f.c:f: number: g(1); => g(2); #2", keys)

    def test_an_edit_applies_to_its_place_alone(self):
        source = "void f(void) {\n    g(1, 1);\n}\n"
        self.assertEqual({mutant.apply(source) for mutant in mutants_of("f.c", source) if mutant.text == "2"},
                         {source.replace("1, 1", "2, 1"), source.replace("1, 1", "1, 2")})

    def test_what_is_no_c_is_refused_by_its_line(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            mutants_of("f.c", "int a;\nint @;\n")
        with self.assertRaisesRegex(ValueError, "unbalanced"):
            mutants_of("f.c", "void f(void) { g(1; }\n")


class TheList(unittest.TestCase):
    MUTANT = mutants_of("decoder/src/f.c", "void g(void) {\n    h(1);\n}\n")[0]

    def test_an_entry_explains_its_mutant_and_what_explains_none_is_stale(self):
        entries = Explanations("s", f"# c\n[equivalent] why\n{self.MUTANT.key}\nf.c:g: number: a => b\n")
        self.assertEqual(entries.find(self.MUTANT), ("equivalent", "why"))
        self.assertEqual([line.split(": ")[0] for line in entries.stale()], ["s:4"])

    def test_a_function_may_be_unreachable_as_a_whole(self):
        self.assertEqual(Explanations("s", "[unreachable] why\n1 decoder/src/f.c:g\n").find(self.MUTANT)[0], "unreachable")
        self.assertEqual(Explanations("s", "[unreachable] why\n1 decoder/src/f.c:*\n").find(self.MUTANT)[0], "unreachable")
        self.assertIsNone(Explanations("s", "[unreachable] why\n1 decoder/src/f.c:other\n").find(self.MUTANT))

    def test_a_star_stands_for_any_text_and_nothing_else_is_special(self):
        entries = Explanations("s", "[equivalent] why\n2 decoder/src/f.c:*: number: h(1* => h(*);\n")
        self.assertEqual([entries.find(mutant) is not None for mutant in
                          mutants_of("decoder/src/f.c", "void g(void) {\n    h(1);\n    h(x);\n}\n")],
                         [False, True, True, False])

    def test_an_entry_says_how_many_it_explains(self):
        entries = Explanations("s", "[unreachable] why\n2 decoder/src/f.c:g\n")
        entries.find(self.MUTANT)
        self.assertEqual(entries.stale(), ["s:2: explains 1 survivors, not 2: decoder/src/f.c:g"])
        entries.find(self.MUTANT)
        self.assertEqual(entries.stale(), [])

    def test_without_a_number_a_star_is_a_star(self):
        self.assertIsNone(Explanations("s", "[equivalent] why\ndecoder/src/f.c:g: number: * => *\n").find(self.MUTANT))

    def test_headers_have_entries_too(self):
        mutant = mutants_of("decoder/src/f.h", "static inline void g(void) {\n    h(1);\n}\n")[0]
        self.assertEqual(Explanations("s", f"[equivalent] why\n{mutant.key}\n").find(mutant)[0], "equivalent")
        self.assertEqual(Explanations("s", "[memory] why\n1 decoder/src/f.h:g\n").find(mutant)[0], "memory")

    def test_what_a_unit_test_alone_shows_counts_against_the_score(self):
        self.assertEqual(shown_by_outcomes(90, collections.Counter(unit=6, unexplained=4, memory=50)), 100)

    def test_bad_lines_are_refused_by_their_number(self):
        for text, place in [("x => y\n", "s:1"), ("[nonsense] why\n", "s:1"), ("[memory]\n", "s:1"),
                            ("[speed] why\n1 f.c:g\n", "s:2"), ("[memory] why\nf.c:g\n", "s:2"), ("[memory] why\nno arrow\n", "s:2"),
                            ("[memory] why\nf.c:g: not: a => b\nf.c:g: not: a => b\n", "s:3")]:
            with self.subTest(text), self.assertRaisesRegex(ListError, place):
                Explanations("s", text)


@unittest.skipIf(BUILD is None, "no build folder was given")
class Running(unittest.TestCase):
    """mutant-run on decoders that were broken by hand."""
    FILE = "decoder/src/protocol/rest_json1.c"
    PLACE = "    struct awp_body body = {.source = response->body};\n"

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.builder = building.Builder(ROOT, BUILD, pathlib.Path(cls.folder.name))
        cls.builder.compile_unchanged()
        cls.source = (ROOT / cls.FILE).read_text()
        if cls.PLACE not in cls.source:
            raise AssertionError(f"{cls.FILE} has changed: this test looks in the wrong place")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def library(self, name, text):
        folder = pathlib.Path(self.folder.name)
        complaint = self.builder.compile(self.FILE, "#include <stdlib.h>\n#include <unistd.h>\n"
                                         + self.source.replace(self.PLACE, self.PLACE + text), folder / "m.o")
        self.assertIsNone(complaint)
        self.builder.link(folder / f"{name}.so", self.FILE, folder / "m.o")
        return str(folder / f"{name}.so")

    def run_all(self, lines, cases="conformance/cases/rest-json-status.json"):
        result = subprocess.run([str(BUILD / "conformance/mutation/mutant-run"), str(ROOT / cases)],
                                input="".join(line + "\n" for line in lines), capture_output=True, text=True,
                                timeout=120, check=False)
        return result, [json.loads(line) for line in result.stdout.splitlines()]

    def test_it_tells_a_good_decoder_from_each_kind_of_bad_one(self):
        result, (hello, *answers) = self.run_all([
            self.library("good", ""),
            self.library("crash", "    if (response->status == 503) { abort(); }\n"),
            self.library("hang", "    for (volatile int i = 0; response->status == 503; i++) { }\n"),
            self.library("quits", "    if (response->status == 503) { _exit(0); }\n"),
            self.library("status", "    if (response->status == 503) { return AWP_NO_MEMORY; }\n"),
            self.library("differs", "    struct awp_http_response other = *response;\n"
                                    "    other.status += other.status == 503;\n    response = &other;\n"),
            self.library("overread", "    if (response->body.ptr[response->body.len] == 1) { abort(); }\n"),
            "every " + self.library("good2", "")])
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertGreater(hello["cases"], 10)
        ends = [sorted({end for _, end in answer["killers"]}) for answer in answers]
        self.assertEqual(ends, [[], ["crash"], ["hang"], ["crash"], ["status"], ["differs"], ["crash"], []])
        self.assertEqual(answers[-1]["ran"], hello["cases"])

    def test_a_header_is_exchanged_in_every_file_that_it_is_part_of(self):
        folder, header = pathlib.Path(self.folder.name), "decoder/src/document/json_run.h"
        self.assertEqual(sorted(self.builder.headers[header]),
                         ["decoder/src/document/json_parts.c", "decoder/src/document/json_scan.c"])
        text, mark = (ROOT / header).read_text(), "(bytes == '\\\\')"
        self.assertEqual(text.count(mark), 1)
        for name, changed in [("unchanged", text), ("blind", text.replace(mark, "(bytes == 0)"))]:
            self.assertIsNone(self.builder.compile(header, changed, folder / f"{name}.o"))
            self.builder.link(folder / f"{name}.so", header, folder / f"{name}.o")
        self.assertEqual(building.digest_of(self.builder.compile_unchanged_header(header)),
                         building.digest_of(folder / "unchanged.o"))
        _, (_, unchanged, blind) = self.run_all([str(folder / "unchanged.so"), str(folder / "blind.so")],
                                                "conformance/cases/json-text.json")
        self.assertEqual((unchanged["kills"], blind["kills"] > 0), (0, True))

    def test_a_header_that_the_compiler_would_not_find_is_an_error(self):
        other = building.Builder(ROOT, BUILD, pathlib.Path(self.folder.name) / "other")
        (other.work / "unchanged").mkdir()
        other.headers["decoder/src/decode/json_run.h"] = ["decoder/src/document/json_scan.c"]
        with self.assertRaisesRegex(building.BuildError, "includes of it do not begin in decoder/src"):
            other.compile_unchanged_header("decoder/src/decode/json_run.h")

    def test_a_library_that_cannot_be_opened_ends_it(self):
        result, _ = self.run_all(["/nonexistent.so"])
        self.assertEqual(result.returncode, 3)
        self.assertIn("/nonexistent.so", result.stderr)

    def test_cases_that_cannot_be_loaded_end_it(self):
        result, lines = self.run_all([], "conformance/nonexistent")
        self.assertEqual((result.returncode, lines), (3, []))

    def test_object_code_tells_what_is_no_mutant(self):
        folder, digests = pathlib.Path(self.folder.name), []
        for text in [";", "; (void)operation;", "; body.source.len += 1;"]:
            # On the same line: a sanitizer writes lines into the object.
            changed = self.source.replace(self.PLACE, self.PLACE.replace(";", text))
            self.assertIsNone(self.builder.compile(self.FILE, changed, folder / "m.o"))
            digests.append(building.digest_of(folder / "m.o"))
        self.assertEqual(digests[0], digests[1])
        self.assertNotEqual(digests[0], digests[2])

    def test_what_does_not_compile_is_told(self):
        self.assertIn("error", self.builder.compile(self.FILE, "int f(void) { return nonsense; }\n",
                                                    pathlib.Path(self.folder.name) / "m.o"))


def is_instrumented():
    """Of the decoder: a testee of the zoo is built with sanitizers in any build."""
    return BUILD is not None and any(
        "-fsanitize" in entry["command"] for entry in json.loads((BUILD / "compile_commands.json").read_text())
        if "libawsproof-decoder" in entry["output"])


@unittest.skipIf(BUILD is None, "no build folder was given")
@unittest.skipIf(is_instrumented(), "the command makes a build of its own, never an instrumented one")
class Whole(unittest.TestCase):
    """The command, on one small file and few cases."""

    def mutate(self, work, survivors, *more):
        (work / "survivors.txt").write_text(survivors)
        return subprocess.run([str(HERE.parent / "mutation/mutate"), "--work", str(work), "--jobs", "2", "--cases",
                               str(HERE.parent / "cases/ec2-query-response.json"), "--survivors",
                               str(work / "survivors.txt"), *more], capture_output=True, text=True, timeout=170,
                              check=False)

    def test_it_fails_for_what_is_not_explained_and_goes_on_where_it_was(self):
        file = "decoder/src/protocol/ec2_query.c"
        with tempfile.TemporaryDirectory() as folder:
            work = pathlib.Path(folder)
            (work / "build").symlink_to(BUILD)
            first = self.mutate(work, "", "--floor", "0", file)
            self.assertEqual(first.returncode, 1, first.stderr)
            self.assertIn("a survivor that is not explained", first.stdout)
            judged = (work / "judged.jsonl").read_text()
            self.assertGreater(judged.count("\n"), 10)
            keys = [line.strip() for line in first.stdout.splitlines() if line.startswith(f"  {file}:")]
            # A line that was cut off by the end of a run is no line.
            (work / "judged.jsonl").write_text(judged[:-40])
            second = self.mutate(work, "[interface] these cases\n" + "\n".join(keys), "--floor", "0", file)
            self.assertEqual(second.returncode, 0, second.stdout + second.stderr)
            lines = (work / "judged.jsonl").read_text().splitlines()
            self.assertEqual(len(lines), judged.count("\n") + 1)
            self.assertEqual(json.loads(lines[-1])["id"], json.loads(judged.splitlines()[-1])["id"])
            third = self.mutate(work, "[unit] these cases\n" + "\n".join(keys), "--floor", "100", file)
            self.assertEqual(third.returncode, 1)
            self.assertIn("under the floor", third.stderr)
            wrong = self.mutate(work, "[unreachable] these cases\n" + f"9 {file}:*", "--floor", "0", file)
            self.assertEqual(wrong.returncode, 1)
            self.assertIn("but cases execute the line", wrong.stdout)

    def test_wrong_arguments_are_usage(self):
        with tempfile.TemporaryDirectory() as folder:
            for more in [["--floor", "101"], ["--jobs", "0"], ["decoder/src/nonexistent.c"]]:
                with self.subTest(more):
                    self.assertEqual(self.mutate(pathlib.Path(folder), "", *more).returncode, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
