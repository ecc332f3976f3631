"""The desk as a person meets it: sizes, keys, and three panes that are one instrument."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from briefing import intake
from briefing.coder import load
from briefing.store import Store
from briefing.tui.app import Desk
from briefing.tui.dialogs import fuzzy

NOW = datetime(2025, 9, 24, 12, tzinfo=UTC)
KENYA = "Kenya expelled two Somali diplomats on Tuesday.\n\nNobody was surprised."
ROWS = [
    {"id": "a", "lang": "en", "source": "Coast Wire", "published": "2025-09-19", "title": "Two are told to go", "text": KENYA, "url": "https://c.example.org/a"},
    {"id": "b", "lang": "en", "source": "Hill Post", "published": "2025-09-22", "title": "An answer", "text": "Somalia recalled its ambassador to Kenya on Monday."},
    {"id": "c", "lang": "fr", "source": "Le Cap", "published": "2025-09-20", "title": "[/b] Lima", "text": "Le Pérou a rappelé vendredi son ambassadeur au Mexique."},
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "store.db") as opened:
        intake.take(opened, "\n".join(map(json.dumps, ROWS)).encode(), "x", load())
        yield opened


def drive(store, size, keys=(), refresh=None, pairs=(("KEN", "SOM"),)):
    """The desk after some keys. -> what each pane shows, and the app to ask"""

    async def go():
        desk = Desk(store, pairs, now=lambda: NOW, zone=UTC, refresh=refresh, names=lambda: ["Coast Wire"])
        async with desk.run_test(size=size) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await desk.workers.wait_for_complete()
            await pilot.pause()
            screen = desk.screen_stack[0]
            panes = {
                n: "\n".join(r.text for r in screen.query_one(f"#{n}").rows) for n in ("article", "timeline", "board")
            }
            seen = [n for n in panes if screen.query_one(f"#{n}").region.width and screen.query_one(f"#{n}").display]
            top = (
                [r.text for lines in desk.screen.query("Lines") for r in lines.rows]
                if len(desk.screen_stack) > 1
                else []
            )
            status = str(screen.query_one("#status").render())
            desk.last_key = screen.query_one("#timeline").key
            return desk, panes, seen, top, status

    return asyncio.run(go())


@pytest.mark.parametrize(
    ("size", "shown"), [((160, 45), 3), ((120, 36), 3), ((100, 30), 3), ((80, 24), 1), ((39, 11), 0)]
)
def test_the_panes_fit_the_screen(store, size, shown):
    assert len(drive(store, size)[2]) == shown


def test_the_three_panes_are_filled_from_the_store_at_once(store):
    _, panes, _, _, status = drive(store, (160, 45))
    assert "An answer" in panes["article"]
    assert "▼ expels 2" in panes["timeline"]
    assert "ambassador" in panes["board"]
    assert "KEN-SOM" in status


def test_choosing_an_event_shows_its_article_at_its_sentence(store):
    desk, panes, *_ = drive(store, (160, 45), ["down", "down"])
    assert "Two are told to go" in panes["article"]
    assert desk.article.id == "a"


def test_enter_on_an_event_opens_its_evidence(store):
    _, _, _, top, _ = drive(store, (160, 45), ["down", "down", "enter"])
    assert any("Coast Wire" in row for row in top)
    assert any("Kenya expelled two Somali diplomats" in row for row in top)


def test_enter_on_a_line_of_the_board_opens_what_is_behind_it(store):
    _, _, _, top, _ = drive(store, (160, 45), ["3", "down", "enter"])
    assert any("recalls" in row or "expels" in row for row in top)


def test_a_pair_is_found_by_some_of_its_letters(store):
    desk, panes, *_ = drive(store, (160, 45), ["p", *"pemx", "enter"])
    assert desk.pair == ("MEX", "PER")
    assert "recalls" in panes["timeline"]
    assert "[/b] Lima" in panes["article"]


def test_the_board_travels_and_comes_back(store):
    desk, panes, *_ = drive(store, (160, 45), ["t", *"2025-09-18", "enter"])
    assert desk.as_of.isoformat() == "2025-09-18"
    assert "ambassador" not in panes["board"]
    assert drive(store, (160, 45), ["t", *"2025-09-18", "enter", "escape"])[0].as_of is None


@pytest.mark.parametrize(
    ("keys", "shown"), [(["1"], "article"), (["tab"], "board"), (["shift+tab"], "article"), (["3", "2"], "timeline")]
)
def test_one_pane_at_a_time_on_a_narrow_screen(store, keys, shown):
    assert drive(store, (80, 24), keys)[2] == [shown]


def test_zoom_shows_one_pane_and_escape_brings_the_others_back(store):
    assert drive(store, (160, 45), ["z"])[2] == ["timeline"]
    assert len(drive(store, (160, 45), ["z", "escape"])[2]) == 3


def test_brackets_step_through_the_articles(store):
    assert drive(store, (160, 45), ["left_square_bracket"])[0].article.id == "a"


def test_words_are_searched_in_all_articles(store):
    _, _, _, top, _ = drive(store, (160, 45), ["slash", *"Lima", "enter"])
    assert any("[/b] Lima" in row for row in top)


def test_the_help_lists_every_key_that_works(store):
    _, _, _, top, _ = drive(store, (160, 45), ["question_mark"])
    text = "\n".join(top)
    assert all(word in text for word in ("Quit", "Pair", "Search", "Zoom", "Copy citation"))
    assert "Refresh" not in text


def test_the_tension_opens_over_the_whole_screen_and_an_act_there_its_evidence(store):
    _, _, _, top, _ = drive(store, (160, 45), ["T"])
    assert any("tension on" in line for line in top)
    _, _, _, top, _ = drive(store, (160, 45), ["T", "enter"])
    assert any("rule " in line for line in top)


def test_a_refresh_brings_articles_in_without_losing_the_cursor(store):
    line = {
        **ROWS[0],
        "id": "d",
        "published": "2025-09-24",
        "text": "Kenya recalled its ambassador to Somalia on Tuesday.",
    }

    async def refresh(tell):
        tell("Coast Wire: 1 new")
        intake.take(store, json.dumps({**line, "url": "https://c.example.org/d"}).encode(), "x", load())

    before = drive(store, (160, 45), ["down", "down"])[0].last_key
    desk, panes, *_ = drive(store, (160, 45), ["down", "down", "r"], refresh=refresh)
    assert "recalls" in panes["timeline"]
    assert desk.last_key == before


def test_a_refresh_that_breaks_off_leaves_the_desk_standing(store):
    async def refresh(tell):
        raise OSError("no network")

    assert len(drive(store, (160, 45), ["r", "down"], refresh=refresh)[2]) == 3


def test_an_empty_store_says_what_to_do(tmp_path):
    with Store.open(tmp_path / "empty.db") as empty:
        _, panes, *_ = drive(empty, (160, 45), ["down", "enter", "n", "y", "o", "a"], pairs=())
    assert "briefing fetch" in panes["article"].replace("\n", " ")


@pytest.mark.parametrize(("typed", "fits"), [("", True), ("frml", True), ("FRA", True), ("mlfr", False), ("x", False)])
def test_letters_may_be_left_out(typed, fits):
    assert fuzzy(typed, "FRA-MLI") is fits


def test_a_mistake_in_the_configuration_ends_the_desk_with_its_words(store):
    from briefing.errors import ConfigError

    async def refresh(tell):
        raise ConfigError("sources.toml:3: sources[0].urls: unknown key")

    async def go():
        desk = Desk(store, (), now=lambda: NOW, zone=UTC, refresh=refresh)
        async with desk.run_test(size=(100, 30)) as pilot:
            await pilot.press("r")
            await desk.workers.wait_for_complete()
            await pilot.pause()
        return desk.return_code

    assert asyncio.run(go()) == 2


def test_all_pairs_are_seen_at_once_and_one_is_gone_to(store):
    _, _, _, top, _ = drive(store, (120, 36), ["P"], pairs=(("KEN", "SOM"), ("MEX", "PER")))
    words = " ".join(top)
    assert "KEN-SOM" in words
    assert "MEX-PER" in words
    assert "recalls" in words


def test_the_timeline_shows_only_what_is_asked_for(store):
    desk, shown, _, _, _ = drive(store, (120, 36), ["f", *"recall", "enter"])
    assert "recalls" in shown["timeline"]
    assert "expels" not in shown["timeline"]
    assert desk.only == "recall"


def test_an_event_is_rejected_and_taken_back_from_the_desk(store):
    _, shown, _, _, _ = drive(store, (120, 36), ["2", "minus"])
    assert "recalls" not in shown["timeline"]
    assert [entry["action"] for entry in store.decisions()] == ["reject"]
    _, shown, _, _, _ = drive(store, (120, 36), ["u"])
    assert "recalls" in shown["timeline"]


def test_a_note_is_kept_with_its_event_and_shown_with_the_evidence(store):
    _, _, _, top, _ = drive(store, (120, 36), ["2", "i", *"ask", "space", *"Lima", "enter", "enter"])
    assert any("note: ask Lima" in row for row in top)


def test_what_a_pane_shows_is_written_to_a_file(store, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    drive(store, (120, 36), ["2", "x"])
    (file,) = tmp_path.glob("briefing-KEN-SOM-timeline-*.txt")
    assert "expels 2" in file.read_text(encoding="utf-8")


def test_a_key_of_the_configuration_takes_the_place_of_the_desks_own(store):
    async def go():
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC, keys={"board": "b", "pane.board": "b"})
        async with desk.run_test(size=(80, 24)) as pilot:
            await pilot.press("b")
            await pilot.pause()
            return desk.shown

    assert asyncio.run(go()) == "board"


def test_a_silent_side_is_marked_on_its_cells(tmp_path):
    from dataclasses import replace
    from datetime import timedelta

    from briefing.model import Article, Evidence, Mention

    with Store.open(tmp_path / "s.db") as store:
        for n in range(5):
            made = Article(
                f"k{n}", "Nothing new.", source="Nairobi Gazette", side="KEN", published=NOW - timedelta(days=20 + n)
            )
            store.add(replace(made, url=f"https://k.example/{n}"))
        said = Mention(
            "recall",
            "KEN",
            "SOM",
            Evidence("k0", 0, 5, "Called home."),
            date="2025-09-01",
            date_precision="day",
            rank="ambassador",
        )
        store.code("k0", (said,), "x", None, "1")
        _, shown, _, _, _ = drive(store, (160, 40))
    assert "~" in shown["board"]
    assert "KEN: its own outlets are silent for 20 days" in shown["board"]


def test_a_count_is_corrected_from_the_desk(store):
    _, shown, _, _, _ = drive(store, (160, 45), ["2", "down", "c", *"count", "equals_sign", "4", "enter"])
    assert "expels 4" in shown["timeline"]
    _, shown, _, _, _ = drive(store, (160, 45), ["u"])
    assert "expels 2" in shown["timeline"]


def test_what_changed_on_the_board_since_the_last_visit_stands_out(store):
    store.visit(("KEN", "SOM"), datetime(2025, 9, 21, tzinfo=UTC))
    _, shown, _, _, _ = drive(store, (160, 45))
    assert "ambassador*" in shown["board"]
    assert "expelled*" not in shown["board"].replace(" ", "")


def test_the_help_names_the_key_that_is_set_and_the_action_it_sets(store):
    async def go():
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC, keys={"filter": "F"})
        async with desk.run_test(size=(120, 50)) as pilot:
            await pilot.press("question_mark")
            await pilot.pause()
            return [row.text for row in desk.screen.query_one("Lines").rows]

    rows = asyncio.run(go())
    assert any(row.split() == ["F", "Filter", "filter"] for row in rows)


def test_the_top_of_a_pane_is_its_first_thing_to_choose(store):
    desk, *_ = drive(store, (120, 36), ["2", "G", "g"])
    assert desk.last_key is not None


def test_what_needs_an_event_says_so_without_one(tmp_path):
    with Store.open(tmp_path / "empty.db") as empty:
        for key in ("c", "i", "M", "S", "plus"):
            _, _, _, sheet, _ = drive(empty, (80, 24), [key])
            assert sheet == []


def chosen(store, title, see):
    """The titles of the palette, and what is seen of the desk once one of them was chosen."""

    async def go():
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC)
        async with desk.run_test(size=(120, 40)) as pilot:
            commands = {command.title: command for command in desk.get_system_commands(desk.screen)}
            await commands[title].callback()
            await pilot.pause()
            return set(commands), see(desk)

    return asyncio.run(go())


def test_everything_that_a_key_does_is_in_the_palette(store):
    titles, shown = chosen(store, "Board", lambda desk: desk.shown)
    assert {"All pairs", "Correct event", "Export what is shown"} <= titles
    assert shown == "board"


def test_what_a_pane_stands_on_is_seen_without_the_keys_too(store):
    async def go():
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC)
        async with desk.run_test(size=(160, 45)) as pilot:
            await pilot.press("2", "down", "down")
            await pilot.pause()
            article, timeline = desk.query_one("#article"), desk.query_one("#timeline")
            lines = [article.render_line(y) for y in range(article.size.height)]
            underlined = "".join(s.text for line in lines for s in line if s.style and s.style.underline)
            return underlined, [s.style.reverse for s in timeline.render_line(timeline.cursor)]

    underlined, reverse = asyncio.run(go())
    assert "expelled" in underlined or "recalled" in underlined
    assert all(reverse)


def test_the_board_travels_to_the_day_of_the_event_under_the_cursor(store):
    desk, *_ = drive(store, (160, 45), ["2", "g", "t", "enter"])
    assert desk.as_of is not None
    assert desk.as_of.isoformat() == desk.events[-1].date


def test_escape_from_a_line_to_type_changes_nothing(store):
    desk, *_ = drive(store, (160, 45), ["f", *"recall", "enter", "f", "escape", "t", "enter", "t", "escape"])
    assert desk.only == "recall"
    assert desk.as_of is not None


def test_a_search_finds_acts_of_the_pair_and_opens_their_evidence(store):
    _, _, _, top, _ = drive(store, (160, 45), ["slash", *"expulsion", "enter", "enter"])
    assert any("KEN expels" in row for row in top)
    assert any("rule" in row for row in top)


def test_enter_on_an_article_opens_the_reader_and_there_the_evidence_of_a_sentence(store):
    assert drive(store, (160, 45), ["1", "enter"])[2] == ["article"]
    _, _, _, top, _ = drive(store, (160, 45), ["1", "enter", "enter"])
    assert any("rule " in row for row in top)
    assert len(drive(store, (160, 45), ["1", "enter", "escape"])[2]) == 3


def test_the_list_of_articles_holds_those_of_every_pair(store):
    _, _, _, top, _ = drive(store, (120, 36), ["a"])
    assert any("[/b] Lima" in row for row in top)
    _, _, _, top, _ = drive(store, (120, 36), ["a", *"answer"])
    assert [row for row in top if "An answer" in row]
    assert not [row for row in top if "Lima" in row]


def test_a_search_finds_acts_of_every_pair_and_goes_there(store):
    desk, panes, _, top, _ = drive(store, (160, 45), ["slash", *"recall mex", "enter", "enter"])
    assert desk.pair == ("MEX", "PER")
    assert any("PER recalls ambassador MEX" in row for row in top)
    assert "recalls" in panes["timeline"]


def test_the_filter_takes_a_day_since(store):
    _, panes, *_ = drive(store, (160, 45), ["f", *"since", "colon", *"2025-09-20", "enter"])
    assert "recalls" in panes["timeline"]
    assert "expels" not in panes["timeline"]


def test_the_overview_counts_what_is_new(store):
    store.visit(("KEN", "SOM"), datetime(2025, 9, 20, tzinfo=UTC))
    _, _, _, top, _ = drive(store, (120, 36), ["P"])
    assert any(row.startswith("*1") and "KEN-SOM" in row for row in top)


@pytest.mark.parametrize(("opens", "sheet"), [(True, []), (False, ["https://c.example.org/a"])])
def test_the_link_goes_to_a_browser_or_onto_the_screen(store, opens, sheet):
    async def go():
        asked = []
        browse = lambda address: asked.append(address) or opens  # noqa: E731
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC, browse=browse)
        async with desk.run_test(size=(120, 36)) as pilot:
            await pilot.press("left_square_bracket", "o")
            await pilot.pause()
            rows = [r.text for lines in desk.screen.query("Lines") for r in lines.rows]
            return asked, rows if len(desk.screen_stack) > 1 else []

    assert asyncio.run(go()) == (["https://c.example.org/a"], sheet)


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
def test_the_progress_of_a_refresh_is_seen_at_every_width(store, size):
    async def go():
        begun, done, lines = asyncio.Event(), asyncio.Event(), []

        async def refresh(tell):
            tell("Coast Wire: 1 new, 0 changed, 0 known")
            begun.set()
            await done.wait()

        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC, refresh=refresh)
        async with desk.run_test(size=size) as pilot:
            await pilot.press("r", "r")
            await begun.wait()
            await pilot.pause()
            lines.append(str(desk.query_one("#status").render()))
            done.set()
            await desk.workers.wait_for_complete()
            await pilot.pause()
            lines.append(str(desk.query_one("#status").render()))
        return lines

    during, after = asyncio.run(go())
    assert "Coast Wire: 1 new" in during
    assert "Coast Wire" not in after


def test_a_refresh_leaves_the_article_that_is_read(store):
    line = {**ROWS[0], "id": "d", "published": "2025-09-24", "title": "Later", "url": "https://c.example.org/d"}

    async def refresh(tell):
        intake.take(store, json.dumps(line).encode(), "x", load())

    desk, panes, *_ = drive(store, (160, 45), ["left_square_bracket", "r"], refresh=refresh)
    assert "Two are told to go" in panes["article"]
    assert any(article.title == "Later" for article in desk.articles_here)


def test_an_empty_desk_says_that_the_sources_are_being_asked(tmp_path):
    async def go():
        done = asyncio.Event()

        async def refresh(tell):
            await done.wait()

        with Store.open(tmp_path / "empty.db") as empty:
            desk = Desk(empty, (), now=lambda: NOW, zone=UTC, refresh=refresh)
            async with desk.run_test(size=(160, 45)) as pilot:
                await pilot.pause()
                before = " ".join(row.text for row in desk.query_one("#article").rows)
                done.set()
                await pilot.press("r")
                await desk.workers.wait_for_complete()
                await pilot.pause()
                return before, " ".join(row.text for row in desk.query_one("#article").rows)

    before, after = asyncio.run(go())
    assert "are being asked" in before
    assert "press r" in after


def test_the_palette_moves_in_the_pane_in_use(store):
    _, timeline = chosen(store, "Last", lambda desk: desk.query_one("#timeline"))
    assert timeline.cursor == len(timeline.rows) - 1


def test_what_holds_the_words_typed_goes_before_what_its_letters_lead_to():
    from briefing.tui.dialogs import narrowed

    choices = [("a", "Mauritania and Liberia"), ("b", "News of Mali")]
    assert narrowed("mali", choices) == [("b", "News of Mali")]
    assert narrowed("mrtn", choices) == [("a", "Mauritania and Liberia")]


def test_what_is_shown_fits_after_every_change_of_size(store):
    async def go():
        desk = Desk(store, (("KEN", "SOM"),), now=lambda: NOW, zone=UTC)
        async with desk.run_test(size=(100, 30)) as pilot:
            for size in ((39, 11), (80, 24), (30, 5), (160, 45), (90, 20), (120, 36)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                await pilot.pause()
                for name in ("article", "timeline", "board"):
                    pane = desk.query_one(f"#{name}")
                    if pane.size.width and size[0] > 40:
                        longest = max(len(row.text.rstrip()) for row in pane.rows)
                        assert longest <= pane.size.width, (size, name)
                        if name == "article":
                            assert longest > min(pane.size.width, 60) * 0.6, (size, name)

    asyncio.run(go())
