/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of fuzz/mutators/trim.c: every step is smaller, and together they lead to the smallest. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "mutators/mutate.h"

static void expect_step(enum awp_mutate_format format, const char *text, size_t step,
                        const char *wanted) {
    uint8_t out[256];
    const size_t len = awp_mutate_trim(format, awp_bytes_of_string(text), step, out);
    cr_expect(len == strlen(wanted) && memcmp(out, wanted, len) == 0, "step %zu of %s gives %.*s",
              step, text, (int)len, (const char *)out);
}

Test(trim, members_go_with_their_commas) {
    const char *text = "{\"a\": [1, 2],\"b\":3}";
    expect_step(AWP_MUTATE_JSON, text, 0, "{\"b\":3}");
    expect_step(AWP_MUTATE_JSON, text, 1, "{\"a\": [2],\"b\":3}");
    expect_step(AWP_MUTATE_JSON, text, 2, "{\"a\": [1],\"b\":3}");
    expect_step(AWP_MUTATE_JSON, text, 3, "{\"a\": [1, 2]}");
    cr_expect_eq(awp_mutate_trim_steps(AWP_MUTATE_JSON, awp_bytes_of_string(text)), 4 + 16);
}

Test(trim, elements_attributes_and_texts_go) {
    const char *text = "<a b='c'><d>e</d>f</a>";
    expect_step(AWP_MUTATE_XML, text, 0, "<a><d>e</d>f</a>");
    expect_step(AWP_MUTATE_XML, text, 1, "<a b='c'>f</a>");
    expect_step(AWP_MUTATE_XML, text, 2, "<a b='c'><d></d>f</a>");
    expect_step(AWP_MUTATE_XML, text, 3, "<a b='c'><d>e</d></a>");
}

Test(trim, headers_go) {
    expect_step(AWP_MUTATE_HTTP, "500\r\na: b\r\nc: d\r\n\r\n{}", 0, "500\r\nc: d\r\n\r\n{}");
    expect_step(AWP_MUTATE_HTTP, "500\r\na: b\r\nc: d\r\n\r\n{}", 1, "500\r\na: b\r\n\r\n{}");
}

Test(trim, what_is_in_a_body_goes_behind_the_headers) {
    const char *text = "500\r\na: b\r\n\r\n{\"c\":[1],\"d\":2}";
    expect_step(AWP_MUTATE_HTTP, text, 0, "500\r\n\r\n{\"c\":[1],\"d\":2}");
    expect_step(AWP_MUTATE_HTTP, text, 1, "500\r\na: b\r\n\r\n{\"d\":2}");
    expect_step(AWP_MUTATE_HTTP, text, 2, "500\r\na: b\r\n\r\n{\"c\":[],\"d\":2}");
    expect_step(AWP_MUTATE_HTTP, text, 3, "500\r\na: b\r\n\r\n{\"c\":[1]}");
    cr_expect_eq(awp_mutate_trim_steps(AWP_MUTATE_HTTP, awp_bytes_of_string(text)), 4 + 16);
    expect_step(AWP_MUTATE_HTTP, "500\n\n<a><b/></a>", 0, "500\n\n<a></a>");
    expect_step(AWP_MUTATE_HTTP, "50\n\n", 0, "0\n\n");
}

Test(trim, behind_the_parts_come_blocks_and_then_nothing) {
    expect_step(AWP_MUTATE_JSON, "abc", 0, "bc");
    expect_step(AWP_MUTATE_JSON, "abc", 2, "ab");
    expect_step(AWP_MUTATE_JSON, "abc", 3, "");
    expect_step(AWP_MUTATE_JSON, "a", 0, "");
    expect_step(AWP_MUTATE_JSON, "", 0, "");
    cr_expect_eq(awp_mutate_trim_steps(AWP_MUTATE_JSON, awp_bytes_of_string("")), 0);
}

Test(trim, every_step_is_smaller_and_there_is_none_behind_the_last) {
    static const char *const texts[] = {"{\"a\":[1,{\"b\":null},\"c\"],\"d\":{}}x",
                                        "<a><b c='d' e=\"f\">g</b><h/><!--i--></a>",
                                        "HTTP/1.1 200\nx: y\nz: w\n\n{\"a\":1}"};
    for (size_t format = 0; format < AWP_MUTATE_FORMAT_COUNT; format++) {
        const struct awp_bytes text = awp_bytes_of_string(texts[format]);
        const size_t steps = awp_mutate_trim_steps((enum awp_mutate_format)format, text);
        uint8_t *out = malloc(text.len);
        cr_assert_not_null(out);
        for (size_t step = 0; step < steps; step++) {
            const size_t len = awp_mutate_trim((enum awp_mutate_format)format, text, step, out);
            cr_expect(len > 0 && len < text.len, "format %zu, step %zu", format, step);
        }
        cr_expect_eq(awp_mutate_trim((enum awp_mutate_format)format, text, steps, out), 0);
        free(out);
    }
}

/* As AFL++ does it: what was found good is kept, and the step stays. */
Test(trim, what_a_finding_does_not_need_goes) {
    static const char text[] =
        "{\"x\":[1,2,{\"y\":\"z\"}],\"Code\":null,\"w\":\"vvvvvvvvvvvvvvvvvv\"}";
    uint8_t kept[sizeof text];
    uint8_t out[sizeof text];
    size_t len = sizeof text - 1;
    memcpy(kept, text, len);
    for (size_t step = 0;
         step < awp_mutate_trim_steps(AWP_MUTATE_JSON, (struct awp_bytes){kept, len});) {
        const size_t made =
            awp_mutate_trim(AWP_MUTATE_JSON, (struct awp_bytes){kept, len}, step, out);
        if (made > 0 && memmem(out, made, "{\"Code\":null", 12) != NULL) {
            memcpy(kept, out, made);
            len = made;
        } else {
            step++;
        }
    }
    cr_expect(len <= 13, "%.*s", (int)len, (const char *)kept);
}
