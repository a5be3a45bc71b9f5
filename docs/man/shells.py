# SPDX-License-Identifier: Apache-2.0
"""Commands as completions for bash, zsh and fish."""
import re

# What an option takes, beside files: words that its help names too, or what the program lists.
CHOICES = {
    "level": "must should may",
    "require": "must should",
    "transport": "inline http",
    "format": "text markdown",
    "protocol": "restJson1 restXml awsQuery ec2Query",
    "function": "error_of_json error_of_xml response_of_json response_of_xml",
}
CASES = "awsproof list 2>/dev/null | awk '{ print $2 }'"
KINDS = "awsproof run --variant help 2>/dev/null | awk '{ print $1 }'"
LISTED = {"case": CASES, "variant": KINDS}
FILES = {"F", "FILE", "CMD", "NAME=CMD"}


def kind_of(option):
    """"flag", "choice", "listed", "folder", "file" or "text": what stands behind the option."""
    if option.argument is None:
        return "flag"
    if option.name in CHOICES:
        missing = [word for word in CHOICES[option.name].split() if word not in option.doc]
        if missing:
            raise ValueError("--%s: its help does not name %s" % (option.name, missing))
        return "choice"
    if option.name in LISTED:
        return "listed"
    if option.argument == "DIR":
        return "folder"
    return "file" if option.argument in FILES and option.name not in ("function",) else "text"


def takes_cases(command):
    """Whether the arguments are cases' ids; else they are files."""
    return bool(re.search(r"\b(PATTERN|ID)\b", command.arguments))


def words(command):
    return " ".join("--%s%s" % (option.name, "=" if option.argument and not option.is_optional else "")
                    for option in command.options)


BASH = """# SPDX-License-Identifier: Apache-2.0
# Made by docs/man/manual. Completion of awsproof for bash.

_awsproof() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    local options
    COMPREPLY=()
    # "=" is a word of its own.
    if [ "$current" = = ]; then
        current=
    elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W '@COMMANDS@ --help --version' -- "$current")
        return
    fi
    case "$command $before" in
@VALUES@
    esac
    case $command in
@OPTIONS@
        *) return ;;
    esac
    case $current in
        -*)
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
            [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
            ;;
        *)
            case $command in
                @CASES@) mapfile -t COMPREPLY < <(compgen -W "$(@LIST@)" -- "$current") ;;
                *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
            esac
            ;;
    esac
}

complete -o filenames -F _awsproof awsproof
"""


def bash_values(commands):
    """A case for each option with an argument: "run --level", and others that take the same."""
    actions = {}
    for command in commands:
        for option in command.options:
            kind = kind_of(option)
            if kind == "flag" or option.is_optional:
                continue
            action = {"choice": "compgen -W '%s'" % CHOICES.get(option.name), "folder": "compgen -d",
                      "listed": "compgen -W \"$(%s)\"" % LISTED.get(option.name), "file": "compgen -f",
                      "text": None}[kind]
            actions.setdefault(action, []).append("'%s --%s'" % (command.name, option.name))
    out = []
    for action, names in actions.items():
        answer = "return" if action is None else "mapfile -t COMPREPLY < <(%s -- \"$current\"); return" % action
        out.append("        %s)\n            %s ;;" % (" | \\\n            ".join(names), answer))
    return "\n".join(out)


def bash(commands):
    options = "\n".join("        %s) options='%s' ;;" % (command.name, words(command)) for command in commands)
    return (BASH.replace("@COMMANDS@", " ".join(command.name for command in commands))
            .replace("@VALUES@", bash_values(commands)).replace("@OPTIONS@", options)
            .replace("@CASES@", " | ".join(command.name for command in commands if takes_cases(command)))
            .replace("@LIST@", CASES))


def quoted(text):
    """In single quotes, for any of the shells."""
    return "'%s'" % text.replace("'", "'\\''")


def fish_quoted(text):
    return "'%s'" % text.replace("\\", "\\\\").replace("'", "\\'")


def zsh_action(option):
    kind = kind_of(option)
    return {"choice": "(%s)" % CHOICES.get(option.name), "folder": "_files -/", "file": "_files",
            "listed": "_awsproof_%s" % {"case": "cases", "variant": "kinds"}.get(option.name), "text": " "}[kind]


def zsh_option(option):
    doc = re.sub(r"([\[\]:\\])", r"\\\1", option.doc)
    if option.argument is None:
        return quoted("--%s[%s]" % (option.name, doc))
    message = re.sub(r"([:\\])", r"\\\1", option.argument)
    if option.is_optional:
        return quoted("--%s=-[%s]::%s: " % (option.name, doc, message))
    several = "*" if "Several" in doc or "again" in doc else ""
    return quoted("%s--%s=[%s]:%s:%s" % (several, option.name, doc, message, zsh_action(option)))


def zsh(commands):
    out = ["#compdef awsproof", "# SPDX-License-Identifier: Apache-2.0",
           "# Made by docs/man/manual. Completion of awsproof for zsh.", "",
           "_awsproof_cases() { compadd -- ${(f)\"$(%s)\"} }" % CASES,
           "_awsproof_kinds() { compadd -- ${(f)\"$(%s)\"} }" % KINDS, "",
           "_awsproof() {", "    local -a commands", "    commands=("]
    out += ["        %s" % quoted("%s:%s" % (command.name, command.summary)) for command in commands]
    out += ["    )", "    if (( CURRENT == 2 )); then", "        _describe command commands",
            "        compadd -- --help --version", "        return", "    fi", "    local command=$words[2]",
            "    shift words", "    (( CURRENT-- ))", "    case $command in"]
    for command in commands:
        out.append("        %s)" % command.name)
        rest = "_awsproof_cases" if takes_cases(command) else "_files"
        out += ["            _arguments \\"]
        out += ["                %s \\" % zsh_option(option) for option in command.options]
        out += ["                %s ;;" % quoted("*:argument:%s" % rest)]
    return "\n".join(out + ["    esac", "}", "", "if [ \"$funcstack[1]\" = _awsproof ]; then",
                            "    _awsproof \"$@\"", "else", "    compdef _awsproof awsproof", "fi"]) + "\n"


def fish_option(command, option):
    kind = kind_of(option)
    short = " -s %s" % fish_quoted(option.short) if option.short else ""
    takes = {"flag": "", "choice": " -x -a %s" % fish_quoted(CHOICES.get(option.name, "")), "file": " -r -F",
             "folder": " -x -a '(__fish_complete_directories)'", "text": " -x",
             "listed": " -x -a %s" % fish_quoted("(%s)" % LISTED.get(option.name))}[kind]
    if option.is_optional:
        takes = ""
    return "complete -c awsproof -n '__fish_seen_subcommand_from %s'%s -l %s%s -d %s" % (
        command.name, short, option.name, takes, fish_quoted(option.doc))


def fish(commands):
    out = ["# SPDX-License-Identifier: Apache-2.0", "# Made by docs/man/manual. Completion of awsproof for fish.", "",
           "complete -c awsproof -f -n __fish_use_subcommand -l help -d 'Show the commands'",
           "complete -c awsproof -f -n __fish_use_subcommand -l version -d 'Show the version'"]
    for command in commands:
        out.append("complete -c awsproof -f -n __fish_use_subcommand -a %s -d %s"
                   % (command.name, fish_quoted(command.summary)))
    for command in commands:
        out += ["", *(fish_option(command, option) for option in command.options)]
        if takes_cases(command):
            out.append("complete -c awsproof -f -n '__fish_seen_subcommand_from %s' -a %s"
                       % (command.name, fish_quoted("(%s)" % CASES)))
    return "\n".join(out) + "\n"
