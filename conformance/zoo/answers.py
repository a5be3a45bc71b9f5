# SPDX-License-Identifier: Apache-2.0
"""Testees whose lines are well-formed and wrong: ids, fields, versions, and what they claim to have decoded."""
import time

import talk
from member import BAIT, Member, after_bait, bait, every, no_testee, some


def wrong_id(conversation, request):
    conversation.say(conversation.answer(dict(request, id="c999999")))


def same_answer_twice(conversation, request):
    line = talk.line_of(conversation.answer(request))
    conversation.write(line + line)


def same_answer_again_later(conversation, request):
    """The bait's answer comes a second time when the next case is asked."""
    if conversation.held:
        conversation.say(conversation.answer(conversation.held.pop()))
        time.sleep(0.2)
    conversation.say(conversation.answer(request))
    if talk.is_bait(request):
        conversation.held.append(request)


def answer_in_advance(conversation, request):
    """In the same breath as the bait's answer, one for a request that is still to come and then needs no other."""
    if request["id"] in conversation.held:
        return
    following = "c%d" % (int(request["id"][1:]) + 1)
    line = talk.line_of(conversation.answer(request))
    if talk.is_bait(request):
        conversation.held.append(following)
        line += talk.line_of(conversation.answer(dict(request, id=following)))
    conversation.write(line)


def say(change):
    """The right answer with something changed in it."""
    def answer(conversation, request):
        message = conversation.answer(request)
        change(message)
        conversation.say(message)
    return answer


def outcome(value):
    return lambda conversation, request: conversation.say(conversation.answer(request, value))


def echo(conversation, request):
    conversation.say(request)


def previous_outcome(conversation, request):
    conversation.say(conversation.answer(request, conversation.previous))


def second_thoughts(conversation, request):
    first = conversation.first_time("asked")
    conversation.say(conversation.answer(request, None if first else {"kind": "unknown", "code": "503"}))


def leak(conversation, request):
    """What was answered to the bait comes out again at the case after it, and at no other."""
    leaks = conversation.previous == talk.UNKNOWN_OF_BAIT and "444455556666" in str(talk.right(request))
    conversation.say(conversation.answer(request, conversation.previous if leaks else None))


def hello_again(conversation, request):
    conversation.say(conversation.hello)
    conversation.say(conversation.answer(request))


def before(key, value):
    """A hello with another value of this field."""
    def change(conversation):
        conversation.hello[key] = value
    return change


def answer_first(conversation):
    conversation.say({"type": "outcome", "id": "c1", "outcome": {"kind": "unknown", "code": "503"}})


ALWAYS_RESULT = {"kind": "result", "value": {}}
ALWAYS_REJECTED = {"kind": "rejected", "class": "ParseError", "message": "no"}
ESCAPE = {"kind": "escape", "class": "TypeError", "message": "undefined is not a function"}
NUMBER = {"kind": "modeled", "code": "InvalidAccessException", "value": {"Message": {"integer": "5"}}}

MEMBERS = [
    Member("claims-another-version", "says hello in protocol 2",
           no_testee("it speaks protocol 2; this runner speaks 1"), at_start=before("protocol", 2)),
    Member("hello-without-name", "leaves its name empty", no_testee("its hello has an empty name"),
           at_start=before("name", "")),
    Member("null-in-hello", "has null for its operations", no_testee("field \"operations\" of a hello must be"),
           at_start=before("operations", None)),
    Member("answers-before-hello", "answers before it says hello", no_testee("a hello has no field \"protocol\""),
           at_start=answer_first),
    Member("claims-nothing", "claims no operation at all", every("unsupported", "it does not claim operation", 3),
           at_start=before("operations", []), stderr="nothing was judged"),
    Member("wrong-id", "answers under an id that nobody gave", bait("protocol_error", "answers id \"c999999\""),
           at_bait=wrong_id),
    Member("same-answer-twice", "gives the same answer twice at once",
           bait("protocol_error", "answers id \"c"), at_bait=same_answer_twice),
    Member("same-answer-again-later", "gives the bait's answer again when the next case is asked",
           bait("flaky", "first protocol_error (answers id "), at_each=same_answer_again_later),
    Member("answers-a-case-not-asked", "answers the bait and the case that was not asked yet",
           bait("protocol_error", "after its answer: answers id \"c"), at_each=answer_in_advance),
    Member("echoes", "sends the request back", bait("protocol_error", "unknown field \"service\" in an answer"),
           at_bait=echo),
    Member("second-hello", "says hello again before its answer",
           bait("protocol_error", "unknown field \"protocol\" in an answer"), at_bait=hello_again),
    Member("null-outcome", "has null for its outcome",
           bait("protocol_error", "field \"outcome\" of an answer must be"),
           at_bait=say(lambda message: message.update(outcome=None))),
    Member("null-id", "has null for its id", bait("protocol_error", "field \"id\" of an answer must be"),
           at_bait=say(lambda message: message.update(id=None))),
    Member("field-too-many", "has a field in its answer that the protocol does not know",
           bait("protocol_error", "unknown field \"verdict\" in an answer"),
           at_bait=say(lambda message: message.update(verdict="pass"))),
    Member("kind-of-its-own", "invents a kind of outcome", bait("protocol_error", "no kind of outcome here: \"fine\""),
           at_bait=outcome({"kind": "fine"})),
    Member("claims-to-pass", "answers with a verdict instead of an outcome",
           bait("protocol_error", "no kind of outcome here: \"pass\""), at_bait=outcome({"kind": "pass"})),
    Member("always-result", "accepts everything with an empty Result",
           every("fail", ""), at_each=outcome(ALWAYS_RESULT)),
    Member("always-rejected", "rejects everything", every("fail", ""), at_each=outcome(ALWAYS_REJECTED)),
    Member("escapes", "lets its parser's exception out",
           bait("fail", "it threw what its callers are not told to expect"), at_bait=outcome(ESCAPE)),
    Member("wrong-type", "gives a number where the model has a string",
           some({"zoo-before": "fail"}, "a value of a type that the model does not give", "`fail` for one case"),
           at_each=lambda conversation, request: conversation.say(
               conversation.answer(request, NUMBER if request["response"]["status"] == 401 else None))),
    Member("refuses-what-it-claims", "calls unsupported what its hello claims",
           bait("fail", "refuses what its hello claims"), at_bait=outcome({"kind": "unsupported", "reason": "no"})),
    Member("answers-the-previous-case", "gives each case the outcome that was right for the one before",
           some({case: "fail" for case in ("zoo-before", BAIT, "zoo-after", "zoo-last")}, "",
                "`fail` for all cases but the first"), at_each=previous_outcome),
    Member("leaks-state", "gives the case that follows the bait the bait's outcome, with --check-isolation",
           after_bait("flaky", "another outcome by what came before: after zoo-bait fail, alone pass"),
           at_each=leak, options=["--check-isolation"], seconds=20),
    Member("changes-its-answer", "answers right the first time that the bait is asked, and wrong from then on",
           bait("flaky", ""), at_bait=second_thoughts, options=["--repeat", "2"]),
]
