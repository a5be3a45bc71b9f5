# SPDX-License-Identifier: Apache-2.0
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
        mapfile -t COMPREPLY < <(compgen -W 'list copy lint run matrix diff report shrink smoke decode testee serve seeds --help --version' -- "$current")
        return
    fi
    case "$command $before" in
        'list --cases' | \
            'lint --cases' | \
            'run --cases' | \
            'matrix --findings' | \
            'matrix --out' | \
            'matrix --testees' | \
            'matrix --cases' | \
            'shrink --cases' | \
            'serve --cases' | \
            'seeds --cases')
            mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        'list --filter' | \
            'list --flag' | \
            'list --rule' | \
            'list --tag' | \
            'run --jobs' | \
            'run --limit-cpu' | \
            'run --limit-files' | \
            'run --limit-memory' | \
            'run --max-restarts' | \
            'run --repeat' | \
            'run --shuffle' | \
            'run --start-timeout' | \
            'run --timeout' | \
            'run --today' | \
            'run --seed' | \
            'run --filter' | \
            'run --flag' | \
            'run --rule' | \
            'run --tag' | \
            'matrix --jobs' | \
            'matrix --max-restarts' | \
            'matrix --only' | \
            'matrix --start-timeout' | \
            'matrix --timeout' | \
            'matrix --filter' | \
            'matrix --flag' | \
            'matrix --rule' | \
            'matrix --tag' | \
            'report --add' | \
            'report --fail-on' | \
            'report --since' | \
            'report --testee' | \
            'shrink --max-tests' | \
            'shrink --seed' | \
            'shrink --start-timeout' | \
            'shrink --timeout' | \
            'shrink --filter' | \
            'shrink --flag' | \
            'shrink --rule' | \
            'shrink --tag' | \
            'smoke --start-timeout' | \
            'smoke --timeout' | \
            'decode --code' | \
            'decode --header' | \
            'decode --operation' | \
            'decode --status' | \
            'serve --listen' | \
            'serve --port' | \
            'serve --stall' | \
            'serve --filter' | \
            'serve --flag' | \
            'serve --rule' | \
            'serve --tag' | \
            'seeds --filter' | \
            'seeds --flag' | \
            'seeds --rule' | \
            'seeds --tag')
            return ;;
        'list --level' | \
            'run --level' | \
            'matrix --level' | \
            'shrink --level' | \
            'serve --level' | \
            'seeds --level')
            mapfile -t COMPREPLY < <(compgen -W 'must should may' -- "$current"); return ;;
        'lint --traceability' | \
            'run --html' | \
            'run --jsonl' | \
            'run --junit' | \
            'run --markdown' | \
            'run --sarif' | \
            'run --shields' | \
            'run --tap' | \
            'run --testee' | \
            'run --expectations' | \
            'matrix --from' | \
            'matrix --fuzzing' | \
            'matrix --store' | \
            'matrix --testee' | \
            'report --html' | \
            'report --store' | \
            'shrink --testee' | \
            'smoke --testee' | \
            'serve --log')
            mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        'run --require')
            mapfile -t COMPREPLY < <(compgen -W 'must should' -- "$current"); return ;;
        'run --transport' | \
            'matrix --transport' | \
            'shrink --transport')
            mapfile -t COMPREPLY < <(compgen -W 'inline http' -- "$current"); return ;;
        'run --variant' | \
            'shrink --variant')
            mapfile -t COMPREPLY < <(compgen -W "$(awsproof run --variant help 2>/dev/null | awk '{ print $1 }')" -- "$current"); return ;;
        'diff --format' | \
            'report --format')
            mapfile -t COMPREPLY < <(compgen -W 'text markdown' -- "$current"); return ;;
        'decode --function')
            mapfile -t COMPREPLY < <(compgen -W 'error_of_json error_of_xml response_of_json response_of_xml' -- "$current"); return ;;
        'decode --protocol')
            mapfile -t COMPREPLY < <(compgen -W 'restJson1 restXml awsQuery ec2Query' -- "$current"); return ;;
        'serve --case')
            mapfile -t COMPREPLY < <(compgen -W "$(awsproof list 2>/dev/null | awk '{ print $2 }')" -- "$current"); return ;;
    esac
    case $command in
        list) options='--cases= --counts --filter= --flag= --json --level= --rule= --tag= --help --usage --version' ;;
        copy) options='--help --usage --version' ;;
        lint) options='--cases= --fix --traceability= --help --usage --version' ;;
        run) options='--html= --jsonl= --junit= --markdown= --quiet --require= --sarif= --shields= --tap= --testee= --transport= --verbose --check-isolation --exact --fail-fast --jobs= --limit-cpu= --limit-files= --limit-memory= --max-restarts= --no-pipelining --one-shot --repeat= --shuffle= --start-timeout= --strict --timeout= --expectations= --today= --update-expectations --seed= --variant= --variants --cases= --filter= --flag= --level= --rule= --tag= --help --usage --version' ;;
        matrix) options='--check --findings= --from= --fuzzing= --jobs= --max-restarts= --only= --out= --start-timeout= --store= --testee= --testees= --timeout= --transport= --cases= --filter= --flag= --level= --rule= --tag= --help --usage --version' ;;
        diff) options='--all --format= --help --usage --version' ;;
        report) options='--add= --all --fail-on= --format= --html= --since= --store= --testee= --help --usage --version' ;;
        shrink) options='--max-tests= --transport= --seed= --variant= --variants --start-timeout= --testee= --timeout= --cases= --filter= --flag= --level= --rule= --tag= --help --usage --version' ;;
        smoke) options='--start-timeout= --testee= --timeout= --help --usage --version' ;;
        decode) options='--code= --function= --header= --operation= --protocol= --status= --help --usage --version' ;;
        testee) options='--help --usage --version' ;;
        serve) options='--case= --expose-to-network --faults --listen= --log= --port= --stall= --cases= --filter= --flag= --level= --rule= --tag= --help --usage --version' ;;
        seeds) options='--cases= --filter= --flag= --level= --rule= --tag= --help --usage --version' ;;
        *) return ;;
    esac
    case $current in
        -*)
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
            [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
            ;;
        *)
            case $command in
                list | run | matrix | shrink | serve | seeds) mapfile -t COMPREPLY < <(compgen -W "$(awsproof list 2>/dev/null | awk '{ print $2 }')" -- "$current") ;;
                *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
            esac
            ;;
    esac
}

complete -o filenames -F _awsproof awsproof
