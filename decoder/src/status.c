/* SPDX-License-Identifier: Apache-2.0 */
/* The texts of the status list, and the library's version. */
#include "awsproof/status.h"

#include <assert.h>
#include <stddef.h>

const char *awp_version(void) { return AWP_VERSION; }

const char *awp_status_text(enum awp_status status) {
    static const char *const texts[] = {
#define STATUS_TEXT(name, text, example) [AWP_##name] = text,
        AWP_STATUS_LIST(STATUS_TEXT)
#undef STATUS_TEXT
    };
    assert((size_t)status < sizeof texts / sizeof texts[0]);
    return texts[status];
}
