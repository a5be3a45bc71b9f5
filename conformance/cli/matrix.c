/* SPDX-License-Identifier: Apache-2.0 */
/* `awsproof matrix`: the cases put to many testees, one after another, and one table of it. */
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "compose.h"
#include "driving.h"
#include "expectations.h"
#include "fuzzing_file.h"
#include "keep.h"
#include "matrix_file.h"
#include "matrix_options.h"
#include "output.h"
#include "place.h"
#include "text.h"

/* Beyond this GitHub shows a page of Markdown as plain text. */
#define MARKDOWN_BYTES (500 * 1000)

/* All that a matrix is made of, while it is being made. */
struct work {
    struct awp_cli_matrix *arguments;
    struct awp_arena *arena;
    struct awp_cases cases;
    const char *folder; /* where it goes, absolute */
    const struct awp_matrix_entry *entries;
    size_t entry_count;
    struct awp_cli_expectations *lists; /* by entry */
    struct awp_matrix_rows rows;
    struct awp_matrix_column *columns; /* by entry */
    struct awp_fuzzing_file fuzzing;
    bool was_stopped;
    bool has_trouble; /* a testee that could not be asked */
    size_t flaky;
};

/* The run of one testee; its list of known failures is not to be changed by a second one. */
static struct awp_run_options run_of(struct work *work, size_t at, bool knows_failures) {
    struct awp_run_options run = work->arguments->run;
    run.testee.command = work->entries[at].command;
    if (knows_failures && work->entries[at].expectations != NULL) {
        run.expectations = &work->lists[at].list;
    }
    return run;
}

static bool open_lists(struct work *work) {
    work->lists = awp_need_array(work->arena, work->entry_count, sizeof(*work->lists));
    for (size_t i = 0; i < work->entry_count; i++) {
        struct awp_run_options run = run_of(work, i, false);
        work->lists[i].path = work->entries[i].expectations;
        if (!awp_cli_expectations_open(&work->lists[i], &work->cases, &run, work->arena)) {
            return false;
        }
    }
    return true;
}

static int run_column(struct work *work, size_t at, bool knows_failures,
                      struct awp_matrix_column *column) {
    const bool is_terminal = isatty(STDERR_FILENO) == 1;
    const struct awp_run_report progress = {.writer = awp_report_writer_find("progress"),
                                            .out = stderr,
                                            .name = "progress",
                                            .style = {.is_terminal = is_terminal},
                                            .skip_without_testee = true};
    struct awp_run_options run = run_of(work, at, knows_failures);
    run.reports = &progress;
    run.report_count = is_terminal ? 1 : 0;
    awp_matrix_column_init(column, work->entries[at].key, run.testee.command,
                           "the run was stopped before", &work->rows, work->arena);
    const int status = awp_matrix_column_run(column, &run, &work->rows, work->arena);
    work->was_stopped = work->was_stopped || status == AWP_EXIT_STOPPED;
    if (status == AWP_EXIT_INFRASTRUCTURE && column->testee.trouble.len > 0) {
        fprintf(stderr, "awsproof: %.*s was not judged: %.*s\n",
                AWP_TEXT_ARGS(work->entries[at].key), AWP_TEXT_ARGS(column->testee.trouble));
        work->has_trouble = true;
    }
    return status;
}

static void run_again(struct work *work, size_t at) {
    struct awp_matrix_column again;
    fprintf(stderr, "awsproof: %.*s, once more\n", AWP_TEXT_ARGS(work->entries[at].key));
    const int status = run_column(work, at, false, &again);
    if (status == AWP_EXIT_STOPPED || status == AWP_EXIT_INFRASTRUCTURE) {
        return;
    }
    const struct awp_expectations *known =
        work->entries[at].expectations == NULL ? NULL : &work->lists[at].list;
    work->flaky += awp_matrix_column_check(&work->columns[at], &again, &work->rows, known,
                                           work->arena, stderr);
}

static void run_all(struct work *work) {
    work->columns = awp_need_array(work->arena, work->entry_count, sizeof(*work->columns));
    for (size_t i = 0; i < work->entry_count; i++) {
        if (work->was_stopped) {
            awp_matrix_column_init(&work->columns[i], work->entries[i].key,
                                   work->entries[i].command, "the run was stopped before",
                                   &work->rows, work->arena);
            continue;
        }
        fprintf(stderr, "awsproof: %.*s (%zu of %zu)\n", AWP_TEXT_ARGS(work->entries[i].key), i + 1,
                work->entry_count);
        const int status = run_column(work, i, true, &work->columns[i]);
        if (work->arguments->is_checked && status != AWP_EXIT_STOPPED &&
            status != AWP_EXIT_INFRASTRUCTURE) {
            run_again(work, i);
        }
    }
}

static struct awp_matrix compose(struct work *work) {
    struct awp_matrix_column *columns = work->columns;
    for (size_t i = 0; i < work->entry_count; i++) {
        columns[i].testee.findings = awp_matrix_findings(
            work->arguments->findings, work->folder, work->entries, work->entry_count, i,
            work->arena, &columns[i].testee.finding_count);
    }
    struct awp_matrix matrix = awp_matrix_compose(&work->arguments->run, &work->rows, columns,
                                                  work->entry_count, work->arena);
    matrix.is_partial = work->was_stopped;
    matrix.is_checked = work->arguments->is_checked;
    return matrix;
}

/* What shapes the verdicts, as options. */
static struct awp_bytes shown_options(const struct awp_run_options *run, struct awp_arena *arena) {
    struct awp_bytes text = run->replay_options;
    if (run->transport != AWP_TRANSPORT_BEST) {
        text = awp_text_format(arena, "%.*s%s--transport %s", AWP_TEXT_ARGS(text),
                               text.len > 0 ? " " : "", awp_transport_name(run->transport));
    }
    if (run->jobs > 1) {
        text = awp_text_format(arena, "%.*s%s--jobs %zu", AWP_TEXT_ARGS(text),
                               text.len > 0 ? " " : "", run->jobs);
    }
    return text;
}

static bool read_fuzzing(struct work *work) {
    const struct awp_texts *files = &work->arguments->fuzzing;
    awp_fuzzing_file_begin(&work->fuzzing, work->arena, stderr);
    for (size_t i = 0; i < files->count; i++) {
        if (!awp_fuzzing_file_read(&work->fuzzing,
                                   awp_text_cstring(work->arena, files->items[i]))) {
            return false;
        }
    }
    return true;
}

static void prepare(struct work *work) {
    struct awp_run_options *run = &work->arguments->run;
    awp_cli_driving_finish(run, work->arena);
    run->program = program_invocation_name;
    run->cases_path = work->arguments->selection.path;
    run->cases_sha256 = run->testee.cases_sha256 = work->cases.sha256;
    run->filter = awp_filter_text(&work->arguments->selection.filter, work->arena);
    run->shown_options = shown_options(run, work->arena);
    run->started_at = awp_cli_started_at(work->arena);
    run->testee.stop = awp_cli_open_stop();
    awp_matrix_rows_make(run->cases, run->case_count, work->folder, work->arena, &work->rows);
}

/* A page that is too long is shown by nobody: say so. */
static void warn_of_size(const struct work *work, const struct awp_matrix *matrix) {
    const char *path = awp_matrix_output_path(matrix, work->folder, "md", work->arena);
    FILE *in = fopen(path, "rbe");
    if (in != NULL && fseek(in, 0, SEEK_END) == 0 && ftell(in) > MARKDOWN_BYTES) {
        fprintf(stderr, "awsproof: %s has %ld bytes: GitHub shows none over 512000\n", path,
                ftell(in));
    }
    if (in != NULL) {
        fclose(in);
    }
}

/* Writes the files, the page with its trends where the matrix is kept: both, or neither. */
static bool write_files(struct work *work, struct awp_matrix *matrix) {
    struct awp_keeping keeping;
    const char *path = work->arguments->store;
    if (path == NULL || matrix->is_partial) {
        return awp_matrix_output_write(matrix, work->folder, work->arena, stderr);
    }
    bool good = awp_keep_begin(&keeping, path, matrix, work->arena, stderr);
    if (good) {
        matrix->history = &keeping.history;
        good = awp_matrix_output_write(matrix, work->folder, work->arena, stderr);
        matrix->history = NULL;
    }
    return awp_keep_end(&keeping, good, stderr);
}

static bool write_matrix(struct work *work, struct awp_matrix *matrix) {
    const bool has_fuzzing = work->arguments->fuzzing.count > 0;
    matrix->fuzzing = has_fuzzing ? awp_fuzzing_file_end(&work->fuzzing, work->folder) : NULL;
    if (!write_files(work, matrix)) {
        return false;
    }
    warn_of_size(work, matrix);
    awp_matrix_write_summary(stdout, matrix);
    printf("written: %s, .md, .html\n",
           awp_matrix_output_path(matrix, work->folder, "jsonl", work->arena));
    return true;
}

/* Writes a matrix that is there. */
static int write_anew(struct work *work) {
    struct awp_matrix matrix;
    if (!awp_matrix_file_read(work->arguments->from, work->folder, work->arena, stderr, &matrix)) {
        return AWP_EXIT_USAGE;
    }
    return write_matrix(work, &matrix) ? AWP_EXIT_PASS : AWP_EXIT_INFRASTRUCTURE;
}

static int finish(struct work *work) {
    struct awp_matrix matrix = compose(work);
    if (!write_matrix(work, &matrix)) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    if (work->was_stopped) {
        return AWP_EXIT_STOPPED;
    }
    if (work->has_trouble) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    if (work->flaky > 0) {
        fprintf(stderr, "awsproof: %zu cells did not come out the same twice\n", work->flaky);
        return AWP_EXIT_FAILURE;
    }
    return AWP_EXIT_PASS;
}

/* Whom to ask, and what. */
static bool find_work(struct work *work) {
    struct awp_cli_matrix *arguments = work->arguments;
    return awp_cli_select(&arguments->selection, &work->cases, &arguments->run.cases,
                          &arguments->run.case_count) &&
           awp_matrix_entries_find(&arguments->wish, work->arena, stderr, &work->entries,
                                   &work->entry_count) &&
           open_lists(work);
}

static int make(struct work *work) {
    const bool is_anew = work->arguments->from != NULL;
    if (!read_fuzzing(work) || (!is_anew && !find_work(work))) {
        return AWP_EXIT_USAGE;
    }
    work->folder = awp_matrix_output_folder(work->arguments->out, work->arena, stderr);
    if (work->folder == NULL) {
        return AWP_EXIT_INFRASTRUCTURE;
    }
    const char *store = work->arguments->store;
    const int kept = store == NULL ? AWP_EXIT_PASS : awp_keep_check(store, stderr);
    if (kept != AWP_EXIT_PASS) {
        return kept;
    }
    if (is_anew) {
        return write_anew(work);
    }
    prepare(work);
    run_all(work);
    return finish(work);
}

int awp_cli_matrix(int argc, char **argv) {
    struct awp_arena *arena = awp_need_block(awp_arena_create(NULL, 0));
    struct awp_cli_matrix arguments;
    struct work work = {.arguments = &arguments, .arena = arena};
    awp_cli_matrix_defaults(&arguments, arena);
    awp_cli_parse(&awp_cli_matrix_argp, argc, argv, &arguments);
    const int status = make(&work);
    awp_arena_destroy(arena);
    return awp_cli_finish_output(status);
}
