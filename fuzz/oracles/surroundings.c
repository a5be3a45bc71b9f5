/* SPDX-License-Identifier: Apache-2.0 */
/* A watch over the standard streams, errno, the locale and the libraries while a decoder runs. */
#include "surroundings.h"

#include <errno.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "fail.h"
#include "libraries.h"

/* What errno is before: a number that no error has, or, for half of the inputs, what an allocation
   that failed long ago has left there. */
static int errno_mark(const struct awp_run *run) { return (run->hash & 2) != 0 ? ENOMEM : 4321; }

static size_t written;

/* Counted, and passed on: an assertion's last words are not lost. */
static ssize_t count(void *cookie, const char *data, size_t size) {
    (void)cookie;
    written += size;
    return write(STDERR_FILENO, data, size) < 0 ? -1 : (ssize_t)size;
}

/* One for the process: libxml2 remembers the stream that it first saw. */
static FILE *watched_stream(void) {
    static FILE *stream;
    if (stream == NULL) {
        stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = count});
        if (stream != NULL) {
            setvbuf(stream, NULL, _IONBF, 0);
        }
    }
    return stream;
}

void awp_surroundings_begin(struct awp_surroundings *before, const struct awp_run *run) {
    FILE *stream = watched_stream();
    *before = (struct awp_surroundings){.out = stdout,
                                        .err = stderr,
                                        .errno_before = errno,
                                        .written = written,
                                        .xml_blocks = awp_xml_heap()->live_blocks};
    if (stream != NULL) {
        stdout = stream;
        stderr = stream;
    }
    errno = errno_mark(run);
}

void awp_surroundings_end(const struct awp_surroundings *before, const struct awp_run *run,
                          const struct awp_counting_heap *heap) {
    const int errno_after = errno;
    const char *locale = setlocale(LC_ALL, NULL);
    stdout = before->out;
    stderr = before->err;
    errno = before->errno_before;
    AWP_REQUIRE(run, written == before->written, OUTPUT, "%zu bytes were printed",
                written - before->written);
    const bool may_be_set = heap->failure != NULL && errno_after == ENOMEM;
    AWP_REQUIRE(run, may_be_set || errno_after == errno_mark(run), ERRNO, "errno became %d",
                errno_after);
    AWP_REQUIRE(run, strcmp(locale, "C") == 0, GLOBALS, "the locale became %s", locale);
    const char *fault = awp_libraries_fault(heap);
    AWP_REQUIRE(run, fault == NULL, GLOBALS, "%s", fault);
    AWP_REQUIRE(run, awp_xml_heap()->live_blocks == before->xml_blocks, LIVE_BLOCKS,
                "libxml2 holds %zu blocks, and held %zu", awp_xml_heap()->live_blocks,
                before->xml_blocks);
}
