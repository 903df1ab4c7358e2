"""The words of the working page, in the reader's language."""

from catalogue.messages import say

ANSWERS = (("y", "yes"), ("n", "no"), ("u", "unknown"))


def page_words() -> dict[str, str]:
    """Words that stand in the page's HTML."""
    return {**_bar_words(), **_fact_words(), **_step_words(), **_search_words(), **_box_words()}


def script_words() -> dict[str, object]:
    """Sentences that the page's script fills in."""
    return {
        "answers": answer_words(),
        "steps": {"scope": say("Scope"), "sites": say("Websites"), "search": say("Search by hand"), "skip": say("Skip")},
        "question_place": say("Question {number} of {total}"),
        "said": say("Answered so far: {count}"),
        "answered": say("{step}: {answer}."),
        "finished": say("Done with {name}."),
        "put_off": say("{name} comes again later."),
        "undone": say("Taken back: {step}."),
        "nothing_to_undo": say("There is nothing to take back."),
        "none_of_them": say("None of them"),
        "none_own": say("You chose no website of its own. Before that counts, look for one by hand, and say here what came of it."),
        "home": say("Home page"),
        "saved": say("All saved"),
        "not_saved": say("Not saved yet: {count}"),
        "refused": say("This answer was not taken. Here is what is known of the enterprise."),
        "no_network": say("The server cannot be reached. Your answers wait in this page and are sent again by themselves: leave it open."),
        "log_in_again": say(
            "You were away for too long. Log in again in another tab: the answers of this page are then saved by themselves."
        ),
        "frame": say("Archived page: {page}"),
    }


def answer_words() -> dict[str, str]:
    """{answer: as buttons call it}."""
    return {"yes": say("Yes"), "no": say("No"), "unknown": say("Cannot tell")}


def key_list() -> list[tuple[tuple[str, ...], str]]:
    """Keys and what they do."""
    return [
        (("y", "n", "u"), say("answer yes, no, cannot tell")),
        (("x",), say("the enterprise is not active or not in scope; then the number of the reason")),
        (("1", "…", "9"), say("choose a website, or not")),
        (("0",), say("none of the websites")),
        (("o",), say("enter another website")),
        (("Enter",), say("confirm the websites")),
        (("N",), say("answer no to all questions that are left, after asking")),
        (("j", "k"), say("next page, earlier page")),
        (("p",), say("show the page without its own styles, and with them again")),
        (("s",), say("skip: the enterprise comes again later")),
        (("z",), say("take back the last answer")),
        (("?",), say("show these keys")),
    ]


def _bar_words() -> dict[str, str]:
    return {
        "no_script": say(
            "This page needs JavaScript, which is switched off in your browser. Switch it on for this address and open the page again."
        ),
        "stratum": say("Size"),
        "done": say("Done"),
        "of": say("Of"),
        "undo": say("Undo"),
        "skip": say("Skip"),
        "shortcuts": say("Keys"),
        "back": say("Back to the queues"),
    }


def _fact_words() -> dict[str, str]:
    return {
        "enterprise": say("Enterprise"),
        "trade_name": say("Trades as"),
        "place": say("Place"),
        "activity": say("Activity"),
        "size": say("Size"),
        "phone": say("Telephone"),
        "address": say("Address"),
        "email": say("E-mail"),
        "url": say("Website in the register"),
        "number": say("Number"),
        "no_pages": say("No page of this enterprise is in the archive. That says nothing about whether it has a website."),
        "keys_away": say("Keys go to the page: press Tab or click beside it"),
        "plain": say("Without styles"),
        "earlier_page": say("Earlier page"),
        "next_page": say("Next page"),
        "frame_empty": say("Archived page"),
        "fetched": say("archived"),
    }


def _step_words() -> dict[str, str]:
    return {
        "in_scope": say("Yes, active and in scope"),
        "not_in_scope": say("No"),
        "why_not": say("Why not?"),
        "cannot_tell": say("Cannot tell"),
        "none_of_them": say("None of them"),
        "another": say("Another one"),
        "another_label": say("Address of the website"),
        "add": say("Add"),
        "confirm": say("Confirm"),
        "rest": say("No to all that are left"),
        "counts": say("Counts"),
        "counts_not": say("Does not count"),
        "disputed": say("Answers that differ"),
        "hard": say("Hard case:"),
        "wait": say("One moment …"),
        "empty": say("Nothing is left for you here"),
        "empty_note": say("All enterprises of this queue are done or with somebody else. Come back later, or go on with another queue."),
    }


def _search_words() -> dict[str, str]:
    return {
        "protocol": say("What you did"),
        "needed_note": say("Steps with * are needed before you may answer that there is none."),
        "outcome": say("What came of it"),
        "found_address": say("Address found"),
        "channel": say("How you found out"),
        "minutes": say("Minutes spent"),
        "save": say("Save"),
    }


def _box_words() -> dict[str, str]:
    return {
        "keys_on": say("Answer by keys (switch this off if you use speech input)"),
        "close": say("Close"),
        "cancel": say("Cancel"),
        "rest_title": say("Answer no to all of these?"),
        "rest_yes": say("Yes, all no"),
        "evidence": say("What the machine saw"),
        "look": say("Look at what the machine saw"),
    }
