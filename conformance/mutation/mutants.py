# SPDX-License-Identifier: Apache-2.0
"""Mutants of a C source: one small edit each, found in its tokens and statements."""
import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*|\#(?:\\\n|[^\n])*)
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])+')
  | (?P<number>(?:0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*)
  | (?P<name>[A-Za-z_]\w*)
  | (?P<mark>\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[][(){};,.?:=<>!~&|^*/%+-])
""", re.VERBOSE | re.DOTALL)

PAIRS = {"(": ")", "[": "]", "{": "}"}

# What a binary operator is exchanged for. Each is a mistake that people make, or the opposite.
EXCHANGES = {
    "<": ("relation", ["<=", ">=", "!="]),
    "<=": ("relation", ["<", ">", "=="]),
    ">": ("relation", [">=", "<=", "!="]),
    ">=": ("relation", [">", "<", "=="]),
    "==": ("relation", ["!=", "<=", ">="]),
    "!=": ("relation", ["==", "<", ">"]),
    "&&": ("logic", ["||"]),
    "||": ("logic", ["&&"]),
    "+": ("arithmetic", ["-"]),
    "-": ("arithmetic", ["+"]),
    "*": ("arithmetic", ["/"]),
    "/": ("arithmetic", ["*"]),
    "%": ("arithmetic", ["/"]),
    "&": ("bits", ["|"]),
    "|": ("bits", ["&"]),
    "<<": ("bits", [">>"]),
    ">>": ("bits", ["<<"]),
    "+=": ("assignment", ["-=", "="]),
    "-=": ("assignment", ["+=", "="]),
    "*=": ("assignment", ["="]),
    ">>=": ("assignment", ["<<=", "="]),
    "<<=": ("assignment", [">>=", "="]),
    "++": ("step", ["--"]),
    "--": ("step", ["++"]),
}

# Names of one kind, each exchanged for the next.
KINDS = [
    ["AWP_JSON_NULL", "AWP_JSON_FALSE", "AWP_JSON_TRUE", "AWP_JSON_NUMBER", "AWP_JSON_STRING",
     "AWP_JSON_ARRAY", "AWP_JSON_OBJECT"],
    ["AWP_SHAPE_STRUCTURE", "AWP_SHAPE_LIST", "AWP_SHAPE_STRING"],
    ["AWP_OUTCOME_RESULT", "AWP_OUTCOME_MODELED", "AWP_OUTCOME_UNKNOWN"],
    ["AWP_OK", "AWP_MISFIT"],
    ["true", "false"],
]
NEXT_KIND = {name: kind[(i + 1) % len(kind)] for kind in KINDS for i, name in enumerate(kind)}

# Named numbers: bounds, of which one more and one less are mutants.
BOUND = re.compile(r"AWP_MAX_\w+|AWP_ARENA_MIN_BYTES|(?:FIRST|MAX)_BLOCK_BYTES|SIZE_MAX")

TYPE_WORDS = {"const", "static", "struct", "enum", "unsigned", "int", "size_t", "bool", "char", "void", "extern",
              "typedef", "uint8_t", "uint32_t", "uint64_t", "cJSON"}
ASSERTIONS = {"assert", "_Static_assert"}
OPERAND_ENDS = {"&&", "||", "?", ":", ",", ";", "=", "return", "{", "}"}


@dataclass(frozen=True)
class Mutant:
    """An edit: the bytes [start, end) of the file become `text`."""
    file: str
    function: str
    operator: str
    start: int
    end: int
    text: str
    line: int
    old: str  # the lines that the edit touches, white space collapsed
    new: str
    key: str  # stable while those lines are: what the list of survivors says

    def apply(self, source):
        return source[:self.start] + self.text + source[self.end:]


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


def tokens_of(source):
    tokens, at = [], 0
    while at < len(source):
        match = TOKEN.match(source, at)
        if match is None:
            raise ValueError(f"line {source.count(chr(10), 0, at) + 1}: no token of C: {source[at:at + 20]!r}")
        if match.lastgroup != "skip":
            tokens.append(Token(match.lastgroup, match.group(), at, match.end()))
        at = match.end()
    return tokens


def mates_of(tokens):
    """Each bracket's partner, by index."""
    mates, open_at = {}, []
    for i, token in enumerate(tokens):
        if token.text in PAIRS and token.kind == "mark":
            open_at.append(i)
        elif token.text in PAIRS.values() and token.kind == "mark":
            if not open_at or PAIRS[tokens[open_at[-1]].text] != token.text:
                raise ValueError(f"unbalanced {token.text} at byte {token.start}")
            mates[i] = open_at.pop()
            mates[mates[i]] = i
    if open_at:
        raise ValueError(f"unbalanced {tokens[open_at[-1]].text} at byte {tokens[open_at[-1]].start}")
    return mates


class Generator:
    """Walks one file and collects its edits as (operator, start, end, text)."""

    def __init__(self, file, source):
        self.file, self.source = file, source
        self.tokens = tokens_of(source)
        self.mates = mates_of(self.tokens)
        self.edits = []
        self.functions = []  # (first token, last token, name, return type)
        self.protected = self.spans_of_assertions()

    # -- the ground

    def text(self, i):
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def add(self, operator, first, last, text):
        """Tokens first..last become `text`."""
        if not any(start <= first <= end for start, end in self.protected):
            self.edits.append((operator, self.tokens[first].start, self.tokens[last].end, text))

    def spelled(self, first, last):
        return self.source[self.tokens[first].start:self.tokens[last].end]

    def spans_of_assertions(self):
        """Assertions are about programmers' mistakes: no mutants in them."""
        return [(i, self.mates[i + 1]) for i, token in enumerate(self.tokens)
                if token.text in ASSERTIONS and self.text(i + 1) == "("]

    def end_of_statement(self, i):
        while self.text(i) != ";":
            i = self.mates[i] + 1 if i in self.mates and self.text(i) in PAIRS else i + 1
        return i

    # -- top level

    def run(self):
        i, start = 0, 0
        while i < len(self.tokens):
            text = self.text(i)
            if text == "{" and self.text(i - 1) == ")":
                self.function(start, i)
                i = start = self.mates[i] + 1
            elif text == "{" and self.text(i - 1) == "=":
                self.table(i)
                i = self.mates[i] + 1
            elif text == "{" and self.text(start) == "enum":
                self.expressions(i + 1, self.mates[i] - 1)
                i = self.mates[i] + 1
            elif text in PAIRS:
                i = self.mates[i] + 1
            else:
                i += 1
                start = i if text == ";" else start
        return self.edits

    def function(self, start, body):
        name_at = self.mates[body - 1] - 1
        words = [self.text(i) for i in range(start, name_at) if self.text(i) not in ("static", "inline", "const")]
        self.returns = " ".join(words)
        self.functions.append((self.tokens[start].start, self.tokens[self.mates[body]].end, self.text(name_at)))
        self.block(body)
        self.expressions(body + 1, self.mates[body] - 1)

    # -- statements

    def block(self, at):
        i = at + 1
        while i < self.mates[at]:
            i = self.statement(i)

    def statement(self, i):
        """Mutants of the statement at token i; returns the token behind it."""
        text = self.text(i)
        if text == "{":
            self.block(i)
            return self.mates[i] + 1
        if text in ("if", "while", "for", "switch"):
            return self.compound(i, text)
        if text == "do":
            i = self.statement(i + 1)
            self.condition(i + 2, self.mates[i + 1] - 1, ["false"])
            return self.mates[i + 1] + 2
        if text in ("case", "default"):
            end = i
            while self.text(end) != ":":
                end += 1
            if text == "case":
                self.add("case", i, end, "")
            return end + 1
        end = self.end_of_statement(i)
        if text == "return":
            self.return_value(i, end)
        elif text in ("break", "continue"):
            self.add("delete", i, end, ";")
            self.add("leave", i, i, "break" if text == "continue" else "continue")
        else:
            self.simple(i, end)
        return end + 1

    def compound(self, i, text):
        close = self.mates[i + 1]
        if text == "for":
            first = self.end_of_statement(i + 2)
            second = self.end_of_statement(first + 1)
            if second > first + 1:
                self.condition(first + 1, second - 1, ["false"])
        elif text != "switch":
            self.condition(i + 2, close - 1, ["true", "false"] if text == "if" else ["false"])
        if text == "while":
            self.add("once", i, i, "if")
        after = self.statement(close + 1)
        if text == "if" and self.text(after) == "else":
            after = self.statement(after + 1)
        return after

    def condition(self, first, last, values):
        for value in values:
            self.add("condition", first, last, value)

    def simple(self, first, end):
        """A declaration, or an expression that is done for its effect."""
        text, next_text = self.text(first), self.text(first + 1)
        is_pointer = next_text == "*" and self.source[self.tokens[first + 1].end] not in " \n"
        if text in TYPE_WORDS or self.tokens[first + 1].kind == "name" or is_pointer:
            return
        calls = any(self.tokens[i].kind == "name" and self.text(i + 1) == "(" for i in range(first, end))
        if text == "(" and next_text == "void" and not calls:
            return  # says only that a parameter is not used
        if text == "AWP_GUARD":
            self.add("guard", first, end, f"(void){self.spelled(first + 1, end)}")
        self.add("delete", first, end, ";")

    def return_value(self, first, end):
        if end == first + 1:
            self.add("delete", first, end, ";")
            return
        value, returns = self.spelled(first + 1, end - 1), self.returns
        others = []
        if returns == "bool":
            others = ["true", "false"]
        elif returns == "enum awp_status":
            others = ["AWP_OK", "AWP_MISFIT"]
        elif returns.endswith("*"):
            others = ["NULL"]
        elif returns in ("size_t", "int", "uint8_t"):
            others = ["0", f"({returns})(({value}) + 1)"]
        elif returns.startswith("struct"):
            others = [f"({returns}){{0}}"]
        for other in others:
            if other != value:
                self.add("return", first + 1, end - 1, other)

    # -- expressions

    def expressions(self, first, last):
        for i in range(first, last + 1):
            token = self.tokens[i]
            if token.kind == "mark":
                self.mark(i)
            elif token.kind == "number":
                self.number(i)
            elif token.kind == "char":
                self.add("character", i, i, f"({token.text} + 1)")
            elif token.kind == "string":
                self.string(i)
            elif token.text in NEXT_KIND and self.text(i - 1) not in ("return", "case"):
                self.add("kind", i, i, NEXT_KIND[token.text])
            elif BOUND.fullmatch(token.text) and self.text(i + 1) != "(":
                self.add("bound", i, i, f"({token.text} + 1)")
                self.add("bound", i, i, f"({token.text} - 1)")

    def is_binary(self, i):
        """Telling a * b from *b, and a & b from &b, by how clang-format sets them."""
        return self.source[self.tokens[i].end] in " \n" and self.source[self.tokens[i].start - 1] in " \n"

    def mark(self, i):
        text = self.text(i)
        if text in ("*", "&", "-", "+") and not self.is_binary(i):
            return
        if text in EXCHANGES:
            operator, others = EXCHANGES[text]
            for other in others:
                self.add(operator, i, i, other)
        if text in ("&&", "||"):
            self.operands(i)
        elif text == "!":
            self.add("not", i, i, "")
        elif text == "?":
            start = self.operand_start(i, OPERAND_ENDS - {"&&", "||"})
            self.condition(start, i - 1, ["true", "false"])
        elif text == "{" and self.text(i - 1) in ("=", ")", "{", ","):
            self.elements(i)

    def operand_start(self, i, ends):
        i -= 1
        while self.text(i) not in ends and self.text(i) not in PAIRS:
            i = self.mates[i] if i in self.mates else i
            i -= 1
        return i + 1

    def operands(self, i):
        """Each operand of a chain left out: the one on the right, and of the first also the left."""
        start, end = self.operand_start(i, OPERAND_ENDS), i + 1
        while self.text(end) not in OPERAND_ENDS and self.text(end) not in PAIRS.values():
            end = self.mates[end] + 1 if end in self.mates else end + 1
        self.add("operand", i, end - 1, "")
        if self.text(start - 1) not in ("&&", "||"):
            self.add("operand", start, i, "")

    def number(self, i):
        digits = re.match(r"0[xX][0-9a-fA-F]+|[0-9]+", self.text(i)).group()
        suffix = self.text(i)[len(digits):]
        value = int(digits, 0) if digits[:2] in ("0x", "0X") or digits == "0" else int(digits)
        for other in (value + 1, value - 1):
            if other >= 0:
                self.add("number", i, i, (f"0x{other:X}" if "x" in digits.lower() else str(other)) + suffix)

    def string(self, i):
        """The empty one, and another first character; sentences for people are left alone."""
        inside = self.text(i)[1:-1]
        if " " in inside or inside == "":
            return
        first = re.match(r"\\x[0-9A-Fa-f]{2}|\\.|.", inside).group()
        self.add("string", i, i, '""')
        self.add("string", i, i, '"' + ("?" if first != "?" else "!") + inside[len(first):] + '"')

    # -- tables

    def table(self, at):
        self.expressions(at, self.mates[at] - 1)

    def elements(self, at):
        """What stands between the commas of an initialiser: a field, a row, or a pointer left out."""
        if self.text(at - 1) == ")" and self.text(self.mates[at - 1] - 1) in ("if", "while", "for", "switch"):
            return  # a block
        i, first = at + 1, at + 1
        close = self.mates[at]
        while i <= close:
            if i == close or self.text(i) == ",":
                if i > first and self.text(first) in (".", "[", "{", "&"):
                    self.add("element", first, i if i < close else i - 1, "")
                first = i + 1
            i = self.mates[i] + 1 if i < close and i in self.mates and self.text(i) in PAIRS else i + 1


def collapse(text):
    return " ".join(text.split())


def mutants_of(file, source):
    """All mutants of a file, in the order of their places; keys are unique."""
    generator = Generator(file, source)
    edits = sorted(set(generator.run()), key=lambda edit: (edit[1], edit[2], edit[0], edit[3]))
    counts, mutants, seen = {}, [], set()
    for operator, start, end, text in edits:
        if source[start:end] == text or (start, end, text) in seen:
            continue
        seen.add((start, end, text))
        from_line = source.rfind("\n", 0, start) + 1
        to_line = source.find("\n", end)
        old = collapse(source[from_line:to_line])
        new = collapse(source[from_line:start] + text + source[end:to_line])
        function = next((name for first, last, name in generator.functions if first <= start < last), "-")
        key = f"{file}:{function}: {operator}: {old} => {new}"
        counts[key] = counts.get(key, 0) + 1
        if counts[key] > 1:
            key = f"{key} #{counts[key]}"
        mutants.append(Mutant(file, function, operator, start, end, text, source.count("\n", 0, start) + 1, old, new,
                              key))
    return mutants
