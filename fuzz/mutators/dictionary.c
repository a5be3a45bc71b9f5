/* SPDX-License-Identifier: Apache-2.0 */
/* The tool that turns the shape tables into dictionaries for fuzzers, and into the mutators' words.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "awsproof/shape.h"
#include "tokens.h"

#define MAX_WORDS 4096
/* Shapes may be recursive. */
#define MAX_SHAPE_DEPTH 16

static const char usage[] =
    "Usage: dictionary json|xml|http|words\n\n"
    "Prints a dictionary of a format for libFuzzer (-dict=) and AFL++ (-x): its syntax, and the\n"
    "names of errors, members and elements of all operations' shape tables. `words` prints these\n"
    "names as the C table that the mutators draw from.\n\n"
    "Example\n"
    "  build/fuzz/mutators/dictionary json >corpus/dictionaries/json.dict\n\n"
    "Exit status: 0 done; 2 usage; 3 no memory, too many names, or the output cannot be written.\n";

enum { EXIT_USAGE = 2, EXIT_INFRASTRUCTURE = 3 };

/* Names without repetition, in the order in which they were found. */
struct words {
    struct awp_bytes list[MAX_WORDS];
    size_t count;
};

struct tables {
    struct words errors;
    struct words members;
    struct words elements;
    struct words operations;
};

static void fail(const char *reason) {
    fprintf(stderr, "dictionary: %s\n", reason);
    exit(EXIT_INFRASTRUCTURE);
}

static void add_word(struct words *words, struct awp_bytes word) {
    for (size_t i = 0; i < words->count; i++) {
        if (awp_bytes_equal(words->list[i], word)) {
            return;
        }
    }
    if (words->count == MAX_WORDS) {
        fail("too many names in the shape tables");
    }
    if (word.len > 0) {
        words->list[words->count++] = word;
    }
}

static void add_shape(struct tables *tables, const struct awp_shape *shape, int depth) {
    const bool has_names = shape->kind == AWP_SHAPE_STRUCTURE || shape->kind == AWP_SHAPE_UNION;
    for (size_t i = 0; i < shape->member_count && depth < MAX_SHAPE_DEPTH; i++) {
        const struct awp_member *member = &shape->members[i];
        struct words *words = has_names ? &tables->members : &tables->elements;
        add_word(words, member->name);
        add_word(words, member->json_name);
        add_word(words, member->xml_name);
        add_shape(tables, member->target, depth + 1);
    }
}

/* awsQuery puts a response's members into an element that is called like the operation. */
static void add_wrapper(struct tables *tables, struct awp_bytes operation) {
    static const char behind[] = "Result";
    uint8_t *name = malloc(operation.len + sizeof behind - 1); /* kept: the process is short */
    if (name == NULL) {
        fail("no memory");
    }
    memcpy(name, operation.ptr, operation.len);
    memcpy(name + operation.len, behind, sizeof behind - 1);
    add_word(&tables->elements, (struct awp_bytes){name, operation.len + sizeof behind - 1});
}

static void read_tables(struct tables *tables) {
    size_t count;
    const struct awp_operation *const *operations = awp_operation_list(&count);
    for (size_t i = 0; i < count; i++) {
        const struct awp_operation *operation = operations[i];
        add_word(&tables->operations, operation->name);
        add_wrapper(tables, operation->name);
        add_shape(tables, operation->output, 0);
        for (size_t j = 0; j < operation->error_count; j++) {
            add_word(&tables->errors, operation->errors[j].shape->name);
            add_word(&tables->errors, operation->errors[j].query_code);
            add_shape(tables, operation->errors[j].shape, 0);
        }
    }
}

static void print_bytes(struct awp_bytes bytes) {
    for (size_t i = 0; i < bytes.len; i++) {
        const uint8_t byte = bytes.ptr[i];
        if (byte == '"' || byte == '\\') {
            printf("\\%c", byte);
        } else if (byte < ' ' || byte >= 0x7F) {
            printf("\\x%02x", byte);
        } else {
            putchar(byte);
        }
    }
}

static void print_tokens(struct awp_token_list list) {
    for (size_t i = 0; i < list.count; i++) {
        printf("%s=\"", list.tokens[i].name);
        print_bytes(list.tokens[i].bytes);
        puts("\"");
    }
}

/* kind_Name="beforeNamebehind", for each of the words */
static void print_words(const char *kind, const char *before, const struct words *words,
                        const char *behind) {
    for (size_t i = 0; i < words->count; i++) {
        printf("%s_", kind);
        for (size_t j = 0; j < words->list[i].len; j++) {
            const uint8_t byte = words->list[i].ptr[j];
            const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                               (byte >= '0' && byte <= '9');
            putchar(plain ? byte : '_');
        }
        printf("=\"%s", before);
        print_bytes(words->list[i]);
        printf("%s\"\n", behind);
    }
}

static void print_head(const char *format) {
    printf("# Tokens of %s, and names out of the shape tables, for libFuzzer and AFL++.\n"
           "# Written by fuzz/mutators/dictionary.c: change that, not this.\n\n",
           format);
}

static void print_json(const struct tables *tables) {
    print_head("JSON");
    print_tokens(awp_json_tokens);
    puts("\n# of the shape tables");
    print_words("member", "\\\"", &tables->members, "\\\":");
    print_words("error", "", &tables->errors, "");
}

static void print_xml(const struct tables *tables) {
    print_head("XML");
    print_tokens(awp_xml_tokens);
    puts("\n# of the shape tables");
    print_words("start", "<", &tables->members, ">");
    print_words("end", "</", &tables->members, ">");
    print_words("start_of", "<", &tables->elements, ">");
    print_words("end_of", "</", &tables->elements, ">");
    print_words("error", "", &tables->errors, "");
}

static void print_http(const struct tables *tables) {
    print_head("HTTP responses");
    print_tokens(awp_http_tokens);
    puts("\n# of the shape tables");
    print_words("header_of", "x-amzn-errortype: ", &tables->errors, "\\x0d\\x0a");
    print_words("error", "", &tables->errors, "");
    print_words("member", "\\\"", &tables->members, "\\\":");
}

static void print_table(const char *name, const struct words *words) {
    printf("static const struct awp_bytes %s[] = {\n", name);
    for (size_t i = 0; i < words->count; i++) {
        printf("    AWP_BYTES_INIT(\"");
        print_bytes(words->list[i]);
        puts("\"),");
    }
    puts("};\n");
}

static void print_c(const struct tables *tables) {
    puts("/* SPDX-License-Identifier: Apache-2.0 */\n"
         "/* The names in the shape tables; written by the tool `dictionary` when this is built. "
         "*/\n"
         "#include \"words.h\"\n\n"
         "#define LIST(words) {words, sizeof(words) / sizeof((words)[0])}\n");
    print_table("errors", &tables->errors);
    print_table("members", &tables->members);
    print_table("elements", &tables->elements);
    print_table("operations", &tables->operations);
    puts("const struct awp_words awp_shape_words = {LIST(errors), LIST(members), LIST(elements),\n"
         "                                           LIST(operations)};");
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*print)(const struct tables *tables);
    } outputs[] = {
        {"json", print_json}, {"xml", print_xml}, {"http", print_http}, {"words", print_c}};
    static struct tables tables; /* too large for a stack */
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    for (size_t i = 0; argc == 2 && i < sizeof outputs / sizeof outputs[0]; i++) {
        if (strcmp(argv[1], outputs[i].name) == 0) {
            read_tables(&tables);
            outputs[i].print(&tables);
            if (fflush(stdout) != 0 || ferror(stdout)) {
                fail("the output cannot be written");
            }
            return EXIT_SUCCESS;
        }
    }
    fprintf(stderr, "dictionary: one of json, xml, http, words is wanted; see --help\n");
    return EXIT_USAGE;
}
