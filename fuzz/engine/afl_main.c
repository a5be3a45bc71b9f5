/* SPDX-License-Identifier: Apache-2.0 */
/* AFL++'s main: runs a target on test cases from shared memory, thousands in one process. */
#include "target.h"

#include <string.h>
#include <unistd.h>

/* What AFL++'s macros expand to is not ours to mend. */
#pragma clang diagnostic ignored "-Wpedantic"
#pragma clang diagnostic ignored "-Wconversion"
#pragma clang diagnostic ignored "-Wsign-conversion"

__AFL_FUZZ_INIT();

/* What a target sets up once (libxml2's tables, its arena) must not count as coverage. */
static void warm_up(void) {
    static const char *const bodies[] = {"", "{\"Message\":\"a\"}", "<E><Message>a</Message></E>"};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        LLVMFuzzerTestOneInput((const uint8_t *)bodies[i], strlen(bodies[i]));
    }
}

/* Not optimised: the first turn of a rotated loop takes another edge than the rest: unstable. */
__attribute__((optnone)) int main(void) {
    warm_up();
    __AFL_INIT();
    /* The order is AFL++'s: the buffer after the fork server's start and before the loop. */
    const unsigned char *test_case = __AFL_FUZZ_TESTCASE_BUF;
    while (__AFL_LOOP(10000)) {
        const unsigned len = __AFL_FUZZ_TESTCASE_LEN;
        LLVMFuzzerTestOneInput(test_case, len);
    }
    return 0;
}
