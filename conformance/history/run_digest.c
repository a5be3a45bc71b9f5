/* SPDX-License-Identifier: Apache-2.0 */
/* By what a run is known again, in whatever report it stands. */
#include "run_digest.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

#include "result.h"

struct awp_bytes awp_run_name(const struct awp_report_testee *testee) {
    return testee->key.len > 0 ? testee->key : testee->name;
}

/* Its length goes before a text, so that no two lists of texts are the same bytes. */
static void update(struct sha256_ctx *context, struct awp_bytes text) {
    uint8_t len[8];
    for (size_t i = 0; i < sizeof(len); i++) {
        len[i] = (uint8_t)((uint64_t)text.len >> (8 * i));
    }
    sha256_update(context, sizeof(len), len);
    sha256_update(context, text.len, text.ptr);
}

static struct awp_bytes text_bytes(struct awp_report_text text) {
    return (struct awp_bytes){(const uint8_t *)text.ptr, text.len};
}

void awp_run_digest(const struct awp_report_file *file, size_t testee, size_t from, size_t to,
                    char digest[AWP_RUN_DIGEST_CHARACTERS]) {
    struct sha256_ctx context;
    uint8_t bytes[SHA256_DIGEST_SIZE];
    const struct awp_report_testee *about = &file->testees[testee];
    const struct awp_bytes texts[] = {file->started_at, file->suite_version, file->cases_sha256,
                                      file->seed,       file->duration,      awp_run_name(about),
                                      about->version,   about->runtime};
    sha256_init(&context);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        update(&context, texts[i]);
    }
    for (size_t i = from; i < to; i++) {
        const struct awp_report_entry *entry = &file->entries[i];
        update(&context, entry->id);
        update(&context, awp_bytes_of_string(awp_verdict_name(entry->side.verdict)));
        update(&context, text_bytes(entry->side.failure));
        update(&context, text_bytes(entry->side.choice));
    }
    sha256_digest(&context, sizeof(bytes), bytes);
    base16_encode_update(digest, sizeof(bytes), bytes);
}
