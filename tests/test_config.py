"""What the configuration promises: a mistake is told with file, line and key, all at once, and the defaults are sound."""

from pathlib import Path

import pytest

from briefing.coder.gazetteer import load as load_names
from briefing.config import find, load, parse
from briefing.errors import ConfigError

GOOD = '[[source]]\nname = "A"\nurl = "https://a.example.org/feed"\n'


def told(text):
    with pytest.raises(ConfigError) as caught:
        parse(text, Path("sources.toml"))
    return str(caught.value).splitlines()


def test_a_source_is_read_with_its_defaults():
    config = parse(GOOD + 'interval = "2h"\nside = "FRA"\n', Path("s"))
    (source,) = config.sources
    assert (source.name, source.interval, source.side, source.kind, source.enabled) == ("A", 7200, "FRA", "auto", True)


def test_pairs_are_put_in_order_of_the_alphabet():
    assert parse('pairs = ["mli-fra", "DZA-MAR"]', Path("s")).pairs == (("FRA", "MLI"), ("DZA", "MAR"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD + "intervall = 3\n", "sources.toml:4: sources[0].intervall: unknown key, did you mean 'interval'?"),
        (GOOD + "\n[[source]]\nurl = 'https://b.example.org'\n", "sources.toml:5: sources[1].name: is missing"),
        (GOOD + GOOD, "sources.toml:5: sources[1].name: 'A' is there twice"),
        ('[[source]]\nname = "A"\n', "sources.toml:1: sources[0]: needs a url or a path, and not both"),
        *[
            (
                GOOD + f"interval = {said}\n",
                "sources.toml:4: sources[0].interval: should be seconds, or like '15m', '2h' or '1d', and a minute at least",
            )
            for said in ("5", "'3 weeks'")
        ],
        (
            GOOD + 'side = "France"\n',
            "sources.toml:4: sources[0].side: should be a code in capitals, like 'FRA' or 'EUU'",
        ),
        (
            GOOD + 'kind = "blog"\n',
            "sources.toml:4: sources[0].kind: should be 'auto', 'feed', 'page', 'text' or 'folder'",
        ),
        (
            '[[source]]\nname = "A"\nurl = "ftp://a"\n',
            "sources.toml:3: sources[0].url: must begin with http:// or https://",
        ),
        ('pairs = ["FRA"]\n', "sources.toml:1: pairs: 'FRA' is no pair of two codes, like 'FRA-MLI'"),
        ('pairs = ["FRA-FRA"]\n', "sources.toml:1: pairs: 'FRA-FRA' is no pair of two codes, like 'FRA-MLI'"),
        ('pair = ["FRA-MLI"]\n', "sources.toml:1: pair: unknown key, did you mean 'pairs'?"),
    ],
)
def test_a_mistake_names_file_line_and_key(text, expected):
    assert told(text) == [expected]


def test_all_mistakes_are_told_at_once():
    assert len(told(GOOD + "intervall = 3\nofficial = 'perhaps'\n[[source]]\n")) >= 3


def test_mistakes_of_every_kind_are_told_in_the_order_of_the_file():
    text = (
        'pairs = ["FRA", "MLI-MLI", 3]\nintervall = 3\ntheme = "pink"\n'
        '[[source]]\nname = "a"\nurl = "ftp://x"\nenabled = "perhaps"\n'
        '[[source]]\nname = "a"\nurl = "https://a.example.org"\npath = "x"\nside = "France"\n'
        '[keys]\nfiltre = "F"\nquit = ""\nfilter = "f5"\nrefresh = "f5"\n'
    )
    lines = [line.removeprefix("sources.toml:") for line in told(text)]
    assert [int(line.split(":")[0]) for line in lines] == [1, 1, 1, 2, 3, 6, 7, 8, 9, 12, 14, 15, 17]
    assert any("enabled: should be true or false" in line for line in lines)
    assert any("refresh: 'f5' is the key of 'filter' already" in line for line in lines)


def test_broken_toml_names_its_line():
    (line,) = told("pairs = [\n[[source")
    assert line.startswith("sources.toml:2:")


def test_the_file_given_goes_before_the_one_here_before_the_one_at_home(tmp_path, monkeypatch):
    here, home = tmp_path / "here", tmp_path / "home"
    (home / "briefing").mkdir(parents=True)
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    default = find()
    assert default.is_file()
    (home / "briefing" / "sources.toml").write_text(GOOD)
    assert find() == home / "briefing" / "sources.toml"
    (here / "sources.toml").write_text(GOOD)
    assert find() == Path("sources.toml")
    assert find(tmp_path / "x.toml") == tmp_path / "x.toml"


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(ConfigError, match="none\\.toml"):
        load(tmp_path / "none.toml")


def test_the_default_sources_are_sound():
    config = load(Path(__file__).parent.parent / "sources.toml")
    codes = set(load_names().codes())
    assert len(config.sources) >= 15
    assert {source.language for source in config.sources} == {"fr", "en"}
    assert {s.side for s in config.sources if s.side} <= codes
    assert {code for pair in config.pairs for code in pair} <= codes


def test_keys_are_those_of_the_desk_and_a_slip_gets_a_suggestion(tmp_path):
    from briefing.config import glance, parse
    from briefing.sourcefile import ACTIONS
    from briefing.tui.app import Desk
    from briefing.tui.lines import Lines

    assert set(ACTIONS) == {binding.id for binding in [*Desk.BINDINGS, *Lines.BINDINGS]}
    file = tmp_path / "sources.toml"
    file.write_text('[keys]\nrefresh = "f5"\n')
    assert glance(file).keys == {"refresh": "f5"}
    with pytest.raises(ConfigError, match=r"sources.toml:2: keys.refesh: .*did you mean 'refresh'"):
        parse('[keys]\nrefesh = "f5"\n', tmp_path / "sources.toml")


def test_rules_of_ones_own_lie_beside_the_file(tmp_path):
    from briefing.config import glance_rules, load

    file = tmp_path / "sources.toml"
    file.write_text('rules = ["mine.toml"]\n')
    assert glance_rules(file) == load(file).rules == (tmp_path / "mine.toml",)
