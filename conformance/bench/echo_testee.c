/* SPDX-License-Identifier: Apache-2.0 */
/* `echo-testee FILE`: answers each line of its input with the next line of FILE, and knows nothing:
   what a run costs where the testee costs nothing. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    FILE *answers = argc == 2 ? fopen(argv[1], "r") : NULL;
    char *request = NULL;
    char *answer = NULL;
    size_t request_size = 0;
    size_t answer_size = 0;
    if (answers == NULL) {
        fputs("Usage: echo-testee FILE\nAnswers each line with the next line of FILE.\n", stderr);
        return 2;
    }
    while (getline(&request, &request_size, stdin) > 0) {
        const ssize_t length = getline(&answer, &answer_size, answers);
        if (length > 0 &&
            (fwrite(answer, 1, (size_t)length, stdout) != (size_t)length || fflush(stdout) != 0)) {
            return 3;
        }
    }
    free(request);
    free(answer);
    return fclose(answers) == 0 ? 0 : 3;
}
