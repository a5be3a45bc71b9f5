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

#define JSON "{\"Message\":\"a\\u0000\",\"n\":[1.5e9,null,true]}"
#define XML                                                                                        \
    "<?xml version='1.0' encoding='utf-8'?><!-- c --><?p i?><x:ErrorResponse xmlns:x='u' "         \
    "a='&lt;'>"                                                                                    \
    "<Error><Code>InternalException</Code><Message>a&#65;<![CDATA[b]]></Message></Error>"          \
    "</x:ErrorResponse>"

/*
 * What a target and its libraries set up once (libxml2's tables, arenas) must not count as coverage
 * of the input that happens to come first.
 */
static void warm_up(void) {
    static const char *const bodies[] = {
        "",
        JSON,
        XML,
        "{",
        "<a",
        "<a>&b;</a>",
        "<a xmlns='no URI' b:c=''/>",
        "<a b='' b=''/>",
        "HTTP/1.1 400\nx-amzn-errortype: InternalException\n\n" JSON "\x01",
        "HTTP/1.1 400\n\n" XML "\x01",
        "HTTP/1.1 400\n\n" XML "\x40",
        "HTTP/1.1 400\n\n" XML "\xC0",
        "HTTP/1.1 200\n\n" XML "\x1E"
        "400\n\n<a>&b;</a>\x1E"
        "400\n\n" JSON};
    for (unsigned round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
            LLVMFuzzerTestOneInput((const uint8_t *)bodies[i], strlen(bodies[i]));
        }
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
