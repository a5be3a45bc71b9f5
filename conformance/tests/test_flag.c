/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/flag.c: the vocabulary's every field, and each way to get one wrong. */
#include <criterion/criterion.h>

#include "flag.h"
#include "support.h"
#include "text.h"

static struct awp_arena *arena;
static void set_up(void) { arena = awp_arena_create(NULL, 0); }
static void tear_down(void) { awp_arena_destroy(arena); }
TestSuite(flag, .init = set_up, .fini = tear_down);

#define GOOD                                                                                       \
    "{\"name\":\"a\",\"bug_type\":\"ambiguity\",\"effects\":[\"hang\",\"crash\"],"                 \
    "\"description\":\"D.\",\"links\":[\"https://x\"],\"cves\":[\"CVE-2017-12635\"]}"

static bool read(const char *text, struct awp_flags *flags, struct awp_bytes *reason) {
    struct awp_first_complaint first = awp_first_complaint_in(arena);
    const bool good = awp_flags_read(&first.complaints, awp_test_json(arena, text), flags);
    *reason = first.reason;
    return good;
}

Test(flag, keeps_every_field) {
    struct awp_flags flags;
    struct awp_bytes reason;
    cr_assert(read("{\"flags\":[" GOOD "]}", &flags, &reason));
    const struct awp_flag *flag = awp_flag_find(&flags, AWP_BYTES("a"));
    cr_assert_not_null(flag);
    cr_assert(awp_bytes_equal(flag->bug_type, AWP_BYTES("ambiguity")));
    cr_assert(awp_bytes_equal(flag->effects.items[1], AWP_BYTES("crash")));
    cr_assert(awp_bytes_equal(flag->description, AWP_BYTES("D.")));
    cr_assert(awp_bytes_equal(flag->links.items[0], AWP_BYTES("https://x")));
    cr_assert(awp_bytes_equal(flag->cves.items[0], AWP_BYTES("CVE-2017-12635")));
    cr_assert_null(awp_flag_find(&flags, AWP_BYTES("b")));
}

Test(flag, refuses_what_is_not_in_its_vocabularies) {
    static const struct {
        const char *find;
        const char *replacement;
        const char *reason;
    } rows[] = {
        {"\"a\"", "\"A\"", "not a slug ([a-z0-9]+(-[a-z0-9]+)*): \"A\""},
        {"ambiguity", "bug", "unknown bug type \"bug\""},
        {"\"hang\"", "\"annoyance\"", "unknown effect \"annoyance\""},
        {"[\"hang\",\"crash\"]", "[]", "field \"effects\" must not be empty"},
        {"\"D.\"", "\"\"", "field \"description\" must not be empty"},
        {"https://x", "http://x", "not an https URL: \"http://x\""},
        {"CVE-2017-12635", "CVE-2017-126", "not the name of a CVE: \"CVE-2017-126\""},
        {"CVE-2017-12635", "CVE-2017-1263x", "not the name of a CVE: \"CVE-2017-1263x\""},
        {"CVE-2017-12635", "CVE-2017x12635", "not the name of a CVE: \"CVE-2017x12635\""},
        {"CVE-2017-12635", "cve-2017-12635", "not the name of a CVE: \"cve-2017-12635\""},
        {",\"cves\":[\"CVE-2017-12635\"]", "", "a flag has no field \"cves\""},
        {GOOD, GOOD "," GOOD, "a flag stands twice: \"a\""},
        {GOOD, "", "field \"flags\" must not be empty"},
        {"\"flags\":", "\"flag\":", "unknown field \"flag\" in a file of flags"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct awp_flags flags;
        struct awp_bytes reason;
        const struct awp_bytes text =
            awp_test_replace(arena, "{\"flags\":[" GOOD "]}", rows[i].find, rows[i].replacement);
        cr_expect_not(read((const char *)text.ptr, &flags, &reason), "%s", rows[i].reason);
        cr_expect(awp_bytes_equal(reason, awp_bytes_of_string(rows[i].reason)), "want %s, got %.*s",
                  rows[i].reason, AWP_TEXT_ARGS(reason));
    }
}
