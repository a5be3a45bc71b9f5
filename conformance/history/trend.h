/* SPDX-License-Identifier: Apache-2.0 */
/* A store -> its history: what runs came to, what changed, what comes and goes. */
#ifndef AWP_HISTORY_TREND_H
#define AWP_HISTORY_TREND_H

#include "since.h"
#include "store.h"
#include "texts.h"

/** What is to be shown of a store. */
struct awp_trend_wish {
    struct awp_since since;
    struct awp_texts testees; /* of these names; none: all */
};

/**
 * Reads the history of a store that is open; all of it is in the arena. False: a name that no
 * decoder has, a run or a version that there is not, which was said on `errors`; or the store
 * failed, which awp_store_close says.
 */
bool awp_trend_read(struct awp_store *store, const struct awp_trend_wish *wish,
                    struct awp_arena *arena, FILE *errors, struct awp_history *history);

#endif
