"""What the commands promise: data on standard output, words about trouble on standard error, and honest exit codes."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from briefing.cli import main

LINE = {"id": "x", "lang": "en", "published": "2025-09-19", "text": "Kenya expelled two Somali diplomats on Tuesday."}


def run(*words, body=None):
    return CliRunner().invoke(main, list(words), input=body)


def test_an_article_in_gives_a_line_out_with_the_fields_of_the_codebook():
    result = run("code", body=json.dumps(LINE))
    (line,) = result.stdout.splitlines()
    (event,) = json.loads(line)["events"]
    assert (event["type"], event["actor"], event["target"]) == ("expulsion", "KEN", "SOM")
    assert (event["date"], event["date_precision"], event["count"], event["mode"]) == ("2025-09-16", "day", 2, "actual")
    assert LINE["text"][event["evidence"]["start"] : event["evidence"]["end"]] == event["evidence"]["sentence"]


def test_plain_text_is_dated_by_the_option(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Le Pérou a rappelé mardi son ambassadeur au Mexique.", encoding="utf-8")
    result = run("code", str(report), "--published", "2025-09-19")
    (event,) = json.loads(result.stdout)["events"]
    assert (event["type"], event["actor"], event["target"], event["date"]) == ("recall", "PER", "MEX", "2025-09-16")


def test_explain_names_the_rule_and_the_words():
    result = run("code", "--explain", body=json.dumps(LINE))
    assert "rule: expulsion.expel" in result.stdout
    assert "“tuesday”" in result.stdout


def test_a_bad_line_is_told_with_its_number_and_the_others_go_on():
    result = run("code", body=json.dumps(LINE) + "\n{broken\n" + json.dumps({**LINE, "id": "y"}))
    assert result.exit_code == 4
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["x", "y"]
    assert ":2:" in result.stderr


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00binary\x00", b"{}", b"[1, 2]", b'{"text": 3}', b"{" * 3000])
def test_bad_input_is_never_a_traceback(body):
    result = CliRunner().invoke(main, ["code"], input=body)
    assert result.exit_code in {0, 4}
    assert "Traceback" not in result.output


def test_a_date_that_is_none_is_refused_with_an_example():
    result = run("code", "--published", "soon", body="x")
    assert result.exit_code == 2
    assert "2025-09-20" in result.stderr


def test_escape_sequences_do_not_reach_the_terminal():
    body = json.dumps({"title": "\x1b]0;evil\x07News\u202e", "text": "Nothing."})
    assert not set(run("code", "--format", "text", body=body).stdout) & {"\x1b", "\x07", "\u202e"}


def test_starting_a_command_loads_neither_the_desk_nor_the_network():
    probe = "import sys, briefing.cli; print([m for m in ('textual', 'httpx', 'pydantic', 'dateparser') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def crisis(tmp_path):
    event = {
        "type": "expulsion",
        "actor": "KEN",
        "target": "SOM",
        "date": "2025-09-16",
        "date_precision": "day",
        "count": 2,
    }
    rows = [
        {"id": "a", "source": "Coast Wire", "published": "2025-09-17", "text": "x", "title": "Out", "events": [event]},
        {"id": "b", "source": "Hill Post", "published": "2025-09-18", "text": "y", "events": [{**event, "count": 3}]},
        {
            "id": "c",
            "source": "Hill Post",
            "published": "2025-09-19",
            "text": "z",
            "events": [{**event, "rank": "king"}],
        },
    ]
    path = tmp_path / "crisis.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path, ["--store", str(tmp_path / "store.db")]


def test_what_was_coded_elsewhere_becomes_a_timeline_and_a_board(tmp_path):
    path, store = crisis(tmp_path)
    taken = run("import", "--labelled", str(path), *store)
    assert taken.exit_code == 4
    assert ":3: events[0]: unknown rank 'king'" in taken.stderr
    (event,) = json.loads(run("timeline", "--pair", "som-ken", "--json", *store).stdout)
    assert (event["type"], event["sources"], len(event["reports"])) == ("expulsion", 2, 2)
    body = json.loads(run("status", "--pair", "Kenya-Somalia", "--as-of", "2025-09-20", "--json", *store).stdout)
    assert [(n["line"], n["count"], n["since"]) for n in body["lines"]] == [("expelled", 2, "2025-09-16")]
    assert (
        json.loads(run("status", "--pair", "KEN-SOM", "--as-of", "2025-09-01", "--json", *store).stdout)["lines"] == []
    )
    shown = run("status", "--pair", "KEN-SOM", "--as-of", "2025-09-20", *store).stdout
    assert "KEN -> SOM  expelled: 2 ?  since 2025-09-16  2 sources" in shown
    assert "count differs: 2 (Coast Wire); 3 (Hill Post)" in run("timeline", "--pair", "KEN-SOM", *store).stdout


def test_importing_twice_changes_nothing(tmp_path):
    path, store = crisis(tmp_path)
    run("import", "--labelled", str(path), *store)
    first = run("timeline", "--pair", "KEN-SOM", "--json", *store).stdout
    run("import", "--labelled", str(path), *store)
    assert run("timeline", "--pair", "KEN-SOM", "--json", *store).stdout == first


def test_raw_articles_are_read_by_the_coder_on_the_way_in(tmp_path):
    path = tmp_path / "raw.jsonl"
    path.write_text(json.dumps({**LINE, "source": "Coast Wire"}), encoding="utf-8")
    store = ["--store", str(tmp_path / "store.db")]
    assert run("import", str(path), *store).exit_code == 0
    assert [e["type"] for e in json.loads(run("timeline", "--pair", "KEN-SOM", "--json", *store).stdout)] == [
        "expulsion"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["timeline", "--pair", "KEN-ATLANTIS"], "ATLANTIS"),
        (["timeline", "--pair", "malli-france"], "mali"),
        (["timeline", "--pair", "KEN-KEN"], "KEN-KEN"),
        (["status", "--pair", "KEN-SOM", "--as-of", "yesterday"], "2025-09-20"),
    ],
)
def test_a_mistake_in_the_words_is_told_with_what_to_do(words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_a_store_the_commands_say_how_to_make_one(tmp_path):
    result = run("timeline", "--pair", "KEN-SOM", "--store", str(tmp_path / "none.db"))
    assert result.exit_code == 3
    assert "none.db" in result.stderr


def test_a_page_is_read_like_a_text(tmp_path):
    page = tmp_path / "page.html"
    story = "<p>Kenya expelled two Somali diplomats on Tuesday, the foreign ministry in Nairobi said.</p>" * 1
    page.write_text(
        f"<!doctype html><html><head><title>Two told to go</title></head><body><article>{story}<p>{'The port was quiet. ' * 30}</p></article></body></html>"
    )
    result = run("code", str(page), "--published", "2025-09-19", "--lang", "en")
    events = json.loads(result.stdout)["events"]
    assert [(e["type"], e["actor"], e["target"], e["count"]) for e in events] == [("expulsion", "KEN", "SOM", 2)]


def test_the_places_may_be_given_before_the_command(tmp_path):
    path = str(tmp_path / "s.db")
    assert run("--store", path, "import", _file(tmp_path)).exit_code == 0
    assert "expulsion" in run("--store", path, "timeline", "--pair", "KEN-SOM").stdout


def _file(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(LINE))
    return str(file)


def test_the_doctor_names_what_is_wrong_and_what_to_do(tmp_path):
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nname = "A"\nurl = "https://a.example"\nintervall = 3\n')
    result = run("doctor", "--sources", str(sources), "--store", str(tmp_path / "none.db"))
    assert result.exit_code == 1
    assert "did you mean 'interval'" in result.stdout
    assert "`briefing fetch` makes it" in result.stdout
    (tmp_path / "bad.db").write_bytes(b"this is no store" * 100)
    assert "not a store of briefing" in run("doctor", "--store", str(tmp_path / "bad.db")).stdout


def test_the_doctor_finds_a_sound_store_sound(tmp_path):
    path = str(tmp_path / "s.db")
    run("import", _file(tmp_path), "--store", path)
    result = run("doctor", "--store", path)
    assert f"ok     store: {path}: 1 article, 1 pair" in result.stdout


def test_what_was_coded_elsewhere_is_not_read_again(tmp_path):
    path, store = crisis(tmp_path)
    run("import", "--labelled", str(path), *store)
    assert run("recode", *store).stdout == "0 articles read again\n"
    assert "labelled" in run("timeline", "--pair", "KEN-SOM", "--json", *store).stdout


def test_an_import_reads_by_the_rules_of_the_configuration_too(tmp_path):
    rules = tmp_path / "own.toml"
    rules.write_text('[lang.en.act.EXPEL]\nverbs = ["yeet"]\n', encoding="utf-8")
    config = tmp_path / "mine.toml"
    config.write_text('rules = ["own.toml"]\npairs = ["KEN-SOM"]\n', encoding="utf-8")
    articles = tmp_path / "a.jsonl"
    articles.write_text(json.dumps({**LINE, "text": "Kenya yeeted two Somali diplomats on Tuesday."}), encoding="utf-8")
    places = ["--store", str(tmp_path / "s.db"), "--sources", str(config)]
    done = run("import", str(articles), *places)
    assert done.exit_code == 0
    assert ": 1 new" in done.stderr
    assert "expulsion KEN -> SOM" in run("timeline", "--pair", "KEN-SOM", *places).stdout


def test_the_id_that_a_decision_needs_stands_in_the_timeline(tmp_path):
    path, store = crisis(tmp_path)
    run("import", "--labelled", str(path), *store)
    line = run("timeline", "--pair", "KEN-SOM", *store).stdout.splitlines()[0]
    assert run("decide", "reject", line.split("#")[1], "--pair", "KEN-SOM", *store).exit_code == 0


def test_a_brief_makes_no_store(tmp_path):
    done = run("brief", "--store", str(tmp_path / "typo.db"))
    assert (done.exit_code, "briefing fetch" in done.stderr) == (0, True)
    assert not (tmp_path / "typo.db").exists()


@pytest.mark.parametrize("words", [["--demo", "brief"], ["--replay"]])
def test_the_demo_is_not_mixed_with_a_store_of_ones_own(words):
    assert run(*words).exit_code == 2


def test_an_interruption_is_told_by_its_code(monkeypatch):
    from briefing import coder

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(coder, "load", interrupted)
    done = run("code", body="x")
    assert (done.exit_code, done.stderr) == (130, "briefing: interrupted\n")


def test_a_misspelt_command_is_told_with_the_nearest_one():
    result = run("timelin")
    assert result.exit_code == 2
    assert "did you mean 'timeline'?" in result.stderr
