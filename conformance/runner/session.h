/* SPDX-License-Identifier: Apache-2.0 */
/* What the engine keeps of each case under way and of each process: and whom a fault is blamed on.
 */
#ifndef AWP_RUNNER_SESSION_H
#define AWP_RUNNER_SESSION_H

#include "engine.h"

/** What a case under way is at. */
enum awp_slot_state {
    AWP_SLOT_EMPTY,
    AWP_SLOT_READY,   /* to be asked */
    AWP_SLOT_OPEN,    /* asked */
    AWP_SLOT_SUSPECT, /* to be asked again by its session */
    AWP_SLOT_DONE     /* judged; perhaps not for good */
};

struct awp_session;

/** A case under way. */
struct awp_slot {
    enum awp_slot_state state;
    size_t position;
    struct awp_attempt attempt;
    struct awp_arena *arena;
    struct awp_session *session; /* that asked it last; NULL: none did */
    size_t process;              /* of that session, counted by its starts */
    uint64_t id;                 /* of the request */
    uint64_t turn;               /* how many answers the process had given with this one */
    struct awp_judgement first;  /* the fault that it, or an incident with it, came to */
    struct awp_exchange first_exchange;
    bool has_first;          /* the fault is held against it */
    bool is_pinned;          /* an incident may come back to it */
    struct awp_attempt kept; /* of a prior that is asked again: what it was before */
};

/** A case to be asked again. */
struct awp_suspect {
    struct awp_slot *slot;
    bool is_solo; /* in a process that answers nothing else, and whose end is waited for */
};

/** A fault whose cause is being looked for. */
struct awp_incident {
    bool is_active;
    struct awp_slot *oldest;  /* of the requests that were open: blamed if nothing comes of it */
    struct awp_slot *prior;   /* what was answered last before; NULL: it is above suspicion */
    size_t pending;           /* suspects that were not asked again yet */
    struct awp_slot *doubted; /* a suspect with which it came again, though not as the first that
                                 its process was asked: it is asked once more */
    struct awp_slot *before;  /* what that process had answered last; set with `doubted` */
    bool has_recurred;
};

#define AWP_MAX_SUSPECTS (AWP_TESTEE_MAX_OPEN + 4)

/** One process after the other, and what is to be asked of it before anything else. */
struct awp_session {
    struct awp_testee testee;
    uint64_t answers;  /* of this process */
    bool is_exclusive; /* what is open wants to be alone */
    bool is_spoiled;   /* its connections hold answers to what was asked before */
    bool was_at_fault; /* the next start is a restart */
    struct awp_suspect suspects[AWP_MAX_SUSPECTS];
    size_t suspect_count;
    struct awp_slot *solo; /* what this process was started for alone */
    int64_t solo_since_ms; /* since when it is answered; 0: it is not */
    struct awp_incident incident;
};

/** The cases that were open when a fault came, oldest first; and what else there is to know. */
struct awp_fault_scene {
    struct awp_slot *open[AWP_TESTEE_MAX_OPEN];
    size_t open_count;
    struct awp_slot *repeated; /* whose id was answered again; NULL: none that is known */
    struct awp_slot *prior;    /* the last that was answered; NULL: it is reported already */
};

/**
 * Takes a fault in: finds out which cases are to be asked again, and puts them into the session's
 * queue. False: there is no case that could be blamed. The open ones were settled by the fault.
 */
bool awp_blame_fault(struct awp_session *session, const struct awp_fault_scene *scene,
                     const struct awp_exchange *fault);

/** A suspect was answered; one of a solo only when its process has ended well. */
void awp_blame_answer(struct awp_session *session, struct awp_slot *slot);

/** There is no going on: what is under suspicion gets the verdict that it would have got, or none.
 */
void awp_blame_abandon(struct awp_session *session, struct awp_slot *slot);

/** The verdict of a slot that is done, from its first fault and what came after it. */
void awp_blame_conclude(struct awp_slot *slot);

#endif
