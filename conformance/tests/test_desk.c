/* SPDX-License-Identifier: Apache-2.0 */
/* Tests of runner/desk.c: answers that lie ready are given, requests for them noted, and what was
 * taken away is gone. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "desk.h"

static struct awp_arena *arena;
static struct awp_desk *desk;
static void set_up(void) {
    char reason[256] = "";
    arena = awp_arena_create(NULL, 0);
    desk = awp_desk_open(reason, sizeof(reason));
    cr_assert_neq(desk, NULL, "%s", reason);
}
static void tear_down(void) {
    awp_desk_close(desk);
    awp_arena_destroy(arena);
}
TestSuite(desk, .init = set_up, .fini = tear_down, .timeout = 60);

static const struct awp_operation *operation(void) {
    return awp_operation_find(AWP_BYTES("securityhub.InviteMembers"));
}

static struct awp_bytes lay(const char *body) {
    const struct awp_endpoint_answer answer = {
        .response = {.status = 200, .body = awp_bytes_of_string(body)}};
    return awp_desk_lay(desk, awp_call_find(operation()), &answer, arena);
}

/* "http://127.0.0.1:41231/k8" */
static unsigned port_of(const char *url) { return (unsigned)strtoul(url + 17, NULL, 10); }

/* Sends a request whose path begins with the key; what comes until the other side closes. */
static void exchange(const char *url, const char *method, char *answer, size_t size) {
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)port_of(url)),
                                        .sin_addr = {htonl(INADDR_LOOPBACK)}};
    char request[512];
    size_t len = 0;
    const int connection = socket(AF_INET, SOCK_STREAM, 0);
    const int request_len = snprintf(request, sizeof(request),
                                     "%s %s/members/invite HTTP/1.1\r\nConnection: close\r\n"
                                     "Content-Type: application/json\r\nContent-Length: 31\r\n\r\n"
                                     "{\"AccountIds\":[\"111122223333\"]}",
                                     method, strrchr(url, '/'));
    cr_assert_eq(connect(connection, (const struct sockaddr *)&address, sizeof(address)), 0);
    cr_assert_eq(send(connection, request, (size_t)request_len, MSG_NOSIGNAL), request_len);
    for (ssize_t got = 1; got > 0 && len + 1 < size; len += (size_t)(got > 0 ? got : 0)) {
        got = recv(connection, answer + len, size - len - 1, 0);
    }
    answer[len] = '\0';
    close(connection);
}

Test(desk, what_lies_ready_is_given_and_its_requests_are_counted) {
    char answer[512];
    const struct awp_bytes url = lay("{\"a\":1}");
    const struct awp_bytes other = lay("{\"b\":2}");
    exchange((const char *)url.ptr, "POST", answer, sizeof(answer));
    cr_assert_str_eq(answer, "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    exchange((const char *)url.ptr, "POST", answer, sizeof(answer));
    exchange((const char *)other.ptr, "POST", answer, sizeof(answer));
    cr_assert_neq(strstr(answer, "{\"b\":2}"), NULL);
    const struct awp_desk_record record = awp_desk_take(desk, url, arena);
    cr_assert_eq(record.request_count, 2);
    cr_assert_eq(record.fault.len, 0);
    cr_assert_eq(awp_desk_take(desk, other, arena).request_count, 1);
    cr_assert_eq(awp_desk_stray_count(desk), 0);
}

Test(desk, what_is_wrong_with_the_first_request_is_kept) {
    char answer[512];
    const struct awp_bytes url = lay("{}");
    exchange((const char *)url.ptr, "GET", answer, sizeof(answer));
    exchange((const char *)url.ptr, "POST", answer, sizeof(answer));
    const struct awp_desk_record record = awp_desk_take(desk, url, arena);
    cr_assert_eq(record.request_count, 2);
    cr_assert(
        awp_bytes_equal(record.fault, AWP_BYTES("the request's method is \"GET\", not \"POST\"")));
}

Test(desk, what_was_taken_away_is_gone_and_counts_as_stray) {
    char answer[512];
    const struct awp_bytes url = lay("{}");
    cr_assert_eq(awp_desk_take(desk, url, arena).request_count, 0);
    cr_assert_eq(awp_desk_take(desk, url, arena).request_count, 0);
    exchange((const char *)url.ptr, "POST", answer, sizeof(answer));
    cr_assert_neq(strstr(answer, "HTTP/1.1 404 "), NULL);
    cr_assert_eq(awp_desk_stray_count(desk), 1);
}

/* Many threads lay, ask and take at once: every one gets its own answer. */
static void *use(void *context) {
    const int *number = context;
    struct awp_arena *own = awp_arena_create(NULL, 0);
    char body[32];
    char answer[512];
    size_t *wrong = calloc(1, sizeof(*wrong));
    for (int i = 0; i < 40; i++) {
        snprintf(body, sizeof(body), "{\"n\":%d.%d}", *number, i);
        const struct awp_endpoint_answer laid = {
            .response = {.status = 200, .body = awp_bytes_of_string(body)}};
        const struct awp_bytes url = awp_desk_lay(desk, awp_call_find(operation()), &laid, own);
        exchange((const char *)url.ptr, "POST", answer, sizeof(answer));
        *wrong += strstr(answer, body) == NULL;
        *wrong += awp_desk_take(desk, url, own).request_count != 1;
    }
    awp_arena_destroy(own);
    return wrong;
}

Test(desk, threads_do_not_get_in_each_others_way) {
    pthread_t threads[8];
    int numbers[8];
    for (int i = 0; i < 8; i++) {
        numbers[i] = i;
        cr_assert_eq(pthread_create(&threads[i], NULL, use, &numbers[i]), 0);
    }
    for (int i = 0; i < 8; i++) {
        void *wrong = NULL;
        pthread_join(threads[i], &wrong);
        cr_expect_eq(*(size_t *)wrong, 0);
        free(wrong);
    }
}

static size_t descriptor_count(void) {
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

Test(desk, closing_gives_everything_back_also_what_lies_there_still) {
    const size_t before = descriptor_count();
    for (int i = 0; i < 100; i++) {
        char reason[256];
        const struct awp_endpoint_answer answer = {.response = {.status = 200}};
        struct awp_desk *one = awp_desk_open(reason, sizeof(reason));
        cr_assert_neq(one, NULL, "%s", reason);
        awp_desk_lay(one, awp_call_find(operation()), &answer, arena);
        awp_desk_close(one);
    }
    cr_assert_eq(descriptor_count(), before);
    awp_desk_close(NULL);
}
