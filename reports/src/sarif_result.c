/* SPDX-License-Identifier: Apache-2.0 */
/* SARIF: one failure, where its case stands, and what makes it the same one in the next run. */
#include <inttypes.h>
#include <nettle/sha2.h>
#include <string.h>

#include "escape.h"
#include "json_line.h"
#include "sarif.h"
#include "sink.h"

/* How much of one text a message keeps; the properties keep more. */
enum { MESSAGE_BYTES = 2048, HASH_SHOWN_BYTES = 8 };

static void write_words(FILE *out, struct awp_report_text text) {
    awp_escape_write_cut(out, AWP_ESCAPE_SARIF, text, MESSAGE_BYTES);
}

static bool is_stale(const struct awp_report_result *result) {
    return !awp_verdict_breaks_rule(result->verdict);
}

/* The rule: the first that the case rests on, and its place among the tool's rules if it is one. */
static void write_rule(FILE *out, const struct awp_report_run *run,
                       const struct awp_report_result *result) {
    if (is_stale(result)) {
        (void)fprintf(out, "\"ruleId\":\"" AWP_SARIF_STALE_RULE "\",\"ruleIndex\":%zu,",
                      run->clause_count);
        return;
    }
    if (result->rule_count == 0) {
        return;
    }
    const struct awp_report_text rule = result->rules[0];
    awp_json_line_member(out, "", "ruleId", rule);
    for (size_t i = 0; i < run->clause_count; i++) {
        const struct awp_report_text id = run->clauses[i].id;
        if (id.len == rule.len && memcmp(id.ptr, rule.ptr, id.len) == 0) {
            (void)fprintf(out, ",\"ruleIndex\":%zu", i);
        }
    }
    (void)fputc(',', out);
}

/* Its first sentence says all that a list of alerts has room for. */
static void write_message(FILE *out, const struct awp_report_result *result) {
    (void)fputs("\"message\":{\"text\":\"", out);
    write_words(out, result->title);
    (void)fprintf(out, ": %s", awp_verdict_name(result->verdict));
    if (result->failure.len > 0) {
        (void)fputs(", ", out);
        write_words(out, result->failure);
    }
    (void)fputs(".\\nCase ", out);
    write_words(out, result->id);
    (void)fputs(". ", out);
    write_words(out, result->why);
    if (result->reason.len > 0) {
        (void)fputs("\\nReason: ", out);
        write_words(out, result->reason);
    }
    if (result->difference.len > 0) {
        (void)fputs("\\nDifference at ", out);
        write_words(out, result->difference_path);
        (void)fputs(": ", out);
        write_words(out, result->difference);
    }
    /* Whole: a half command is worse than a long one. */
    (void)fputs("\\nReplay: ", out);
    awp_escape_write(out, AWP_ESCAPE_SARIF, result->replay);
    (void)fputs("\"}", out);
}

/* A path as a URI: one below the project's root, or one of the whole machine. */
static void write_uri(FILE *out, struct awp_report_text path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~/";
    const bool is_absolute = path.ptr[0] == '/';
    (void)fputs(is_absolute ? "{\"uri\":\"file://" : "{\"uri\":\"", out);
    for (size_t i = 0; i < path.len; i++) {
        const unsigned char byte = (unsigned char)path.ptr[i];
        if (byte != 0 && strchr(plain, byte) != NULL) {
            (void)fputc(byte, out);
        } else {
            (void)fprintf(out, "%%%02X", byte);
        }
    }
    (void)fputs(is_absolute ? "\"}" : "\",\"uriBaseId\":\"%SRCROOT%\"}", out);
}

static void write_location(FILE *out, const struct awp_report_result *result) {
    (void)fputs(",\"locations\":[{", out);
    if (result->file.len > 0) {
        (void)fputs("\"physicalLocation\":{\"artifactLocation\":", out);
        write_uri(out, result->file);
        (void)fprintf(out, ",\"region\":{\"startLine\":%u}},", result->line > 0 ? result->line : 1);
    }
    awp_json_line_member(out, "\"logicalLocations\":[{", "name", result->id);
    (void)fputs(",\"kind\":\"case\"}]}]", out);
}

/* The same for as long as the same case fails in the same way, wherever its file has it. The second
 * name is the one that GitHub looks for. */
static void write_fingerprints(FILE *out, const struct awp_report_result *result) {
    struct sha256_ctx context;
    uint8_t hash[HASH_SHOWN_BYTES];
    sha256_init(&context);
    sha256_update(&context, result->id.len, (const uint8_t *)result->id.ptr);
    sha256_update(&context, 1, (const uint8_t *)"\n");
    sha256_update(&context, result->failure.len, (const uint8_t *)result->failure.ptr);
    sha256_digest(&context, sizeof hash, hash);
    (void)fputs(",\"partialFingerprints\":{\"caseAndClass/v1\":\"", out);
    for (size_t copy = 0; copy < 2; copy++) {
        for (size_t i = 0; i < sizeof hash; i++) {
            (void)fprintf(out, "%02x", hash[i]);
        }
        (void)fputs(copy == 0 ? "\",\"primaryLocationLineHash\":\"" : ":1\"}", out);
    }
}

/* Each result says whether it is suppressed, or else a reader could not tell. */
static void write_suppressions(FILE *out, const struct awp_report_result *result) {
    (void)fputs(",\"suppressions\":[", out);
    if (result->verdict == AWP_VERDICT_EXPECTED_FAILURE) {
        (void)fputs("{\"kind\":\"external\",\"status\":\"accepted\"", out);
        awp_json_line_optional(out, "justification", result->reason);
        (void)fputc('}', out);
    }
    (void)fputc(']', out);
}

static void write_properties(FILE *out, const struct awp_report_result *result) {
    (void)fprintf(out, ",\"properties\":{\"verdict\":\"%s\",\"required\":%s,\"caseLevel\":\"%s\"",
                  awp_verdict_name(result->verdict), result->required ? "true" : "false",
                  awp_level_name(result->level));
    awp_json_line_optional(out, "class", result->failure);
    awp_json_line_list(out, "rules", result->rules, result->rule_count);
    awp_json_line_list(out, "sources", result->sources, result->source_count);
    awp_json_line_optional(out, "choice", result->choice);
    (void)fprintf(out, ",\"inputBytes\":%zu", result->input.len);
    awp_json_line_optional(out, "input", result->input);
    awp_json_line_outcome(out, "want", result->want);
    awp_json_line_outcome(out, "got", result->got);
    awp_json_line_optional(out, "stderrTail", result->stderr_tail);
    awp_json_line_optional(out, "replay", result->replay);
    (void)fputc('}', out);
}

void awp_sarif_result_write(FILE *out, const struct awp_report_run *run,
                            const struct awp_report_result *result) {
    (void)fputc('{', out);
    write_rule(out, run, result);
    (void)fprintf(out, "\"level\":\"%s\",",
                  is_stale(result) ? "warning" : awp_sarif_level(result->broken_level));
    write_message(out, result);
    write_location(out, result);
    write_fingerprints(out, result);
    write_suppressions(out, result);
    write_properties(out, result);
    (void)fputc('}', out);
}
