"""What the rules promise: each says why it is there and proves itself on sentences; a user's file is checked to the line."""

import json

import pytest
from click.testing import CliRunner

from briefing.cli import main
from briefing.coder import load, rules
from briefing.coder.examples import expected, failures

LEXICON = load()
PROOFS = rules.proofs()


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: f"{proof.example.rule}-{proof.example.lang}-{proof.where}")
def test_an_example_is_read_as_it_must_be(proof):
    assert list(rules.broken([proof], LEXICON)) == []


@pytest.mark.parametrize("frame", LEXICON.frames, ids=lambda frame: frame.id)
def test_a_rule_says_why_and_has_an_example_in_either_language_and_a_near_miss(frame):
    own = [proof.example for proof in PROOFS if proof.example.rule == frame.id]
    assert frame.why.endswith(".")
    assert {"en", "fr"} <= {example.lang for example in own if example.codes}
    assert any(example.never for example in own)


def run(*words):
    return CliRunner().invoke(main, list(words))


def test_no_two_rules_share_a_name():
    names = [frame.id for frame in load().frames]
    assert sorted(set(names)) == sorted(names)


def test_rules_are_listed_with_why_and_examples():
    told = run("rules", "--type", "recall").stdout
    assert "recall.envoy  ->  recall" in told
    assert "why: A state calls its own envoy home" in told
    assert "+ recall PER->MEX" in told
    assert "- never recall" in told


def test_rules_as_json_are_one_object_a_line():
    lines = [json.loads(line) for line in run("rules", "--json").stdout.splitlines()]
    assert len(lines) == len(LEXICON.frames)
    assert all(line["why"] and line["examples"] for line in lines)


def test_an_unknown_type_gets_a_suggestion():
    result = run("rules", "--type", "expulsions")
    assert result.exit_code == 2
    assert "did you mean 'expulsion'?" in result.stderr


MINE = """
[lang.en.act.EXPEL]
verbs = ["defenestrate"]

[[actor]]
code = "KEN"
official = ["Harambee House"]
leaders = ["Amina Okoth|Okoth;2024;"]

[[actor]]
code = "MRC"
organisation = ["Mercosur"]

[[frame]]
id = "mine.thank"
type = "expulsion"
why = "To thank an envoy is to dismiss him."
act = ["THANK"]
object = ["envoys"]
lead = "target"
actor = ["subject"]
target = ["owner"]

[lang.en.act.THANK]
verbs = ["thank away"]

[[example]]
rule = "expulsion.expel"
lang = "en"
text = "Harambee House defenestrated two Somali diplomats."
codes = "expulsion KEN->SOM count=2"

[[example]]
rule = "mine.thank"
lang = "en"
text = "Okoth thanked away the Somali consul."
codes = ["expulsion KEN->SOM rank=consul"]
never = "recall"
"""


def written(tmp_path, text):
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_file_of_ones_own_adds_words_rules_actors_and_proves_them(tmp_path):
    result = run("rules", "check", written(tmp_path, MINE))
    assert (result.exit_code, result.stdout.strip(), result.stderr) == (0, "2 examples, 0 fail", "")


def test_a_file_of_ones_own_is_listed_and_used(tmp_path):
    mine = written(tmp_path, MINE)
    told = run("rules", "--rules", mine).stdout
    assert "mine.thank  ->  expulsion" in told
    assert "Okoth thanked away the Somali consul." in told
    report = tmp_path / "report.txt"
    report.write_text("Mercosur defenestrated two Somali diplomats.", encoding="utf-8")
    assert '"actor": "MRC"' in run("code", "--rules", mine, str(report)).stdout


def test_an_example_that_fails_is_told_with_its_line(tmp_path):
    text = '[[example]]\nlang = "en"\ntext = "Kenya expelled two Somali diplomats."\ncodes = "recall KEN->SOM"\nnever = "expulsion"\n'
    result = run("rules", "check", written(tmp_path, text))
    assert result.exit_code == 4
    assert "my.toml:1: " in result.stderr
    assert "not read as recall KEN->SOM but as expulsion KEN->SOM (expulsion.expel)" in result.stderr
    assert "read as expulsion, which it never must be" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[frame]\nid = "x"\n', "my.toml:1: no TOML: "),
        ('\n[[frames]]\nid = "x"\n', "my.toml:2: frames: unknown section, did you mean 'frame'?"),
        ('\n[frame]\nid = "x"\n', "my.toml:2: frame: should be a list of tables: write [[frame]]"),
        ("[[frame]]\n" 'id = "x"\ntype = "expulsions"\n', "my.toml:3: frame[0].type: there is no 'expulsions', did you mean 'expulsion'?"),
        ('[[frame]]\nid = "x"\nakt = ["EXPEL"]\n', "my.toml:3: frame[0].akt: unknown key, did you mean 'act'?"),
        ('[[frame]]\nid = "x"\nact = ["EXPELL"]\n', "my.toml:3: frame[0].act: there is no 'EXPELL', did you mean 'EXPEL'?"),
        ('[[frame]]\nid = "x"\nact = "EXPEL"\n', "my.toml:3: frame[0].act: should be a list of words"),
        ('[[frame]]\nid = "x"\nactor = ["subjekt"]\n', "my.toml:3: frame[0].actor: there is no 'subjekt', did you mean 'subject'?"),
        ('[[frame]]\nid = "x"\nobject = ["envoy"]\n', "my.toml:3: frame[0].object: there is no 'envoy', did you mean 'envoys'?"),
        ('[[frame]]\nid = "recall.envoy"\n', "my.toml:2: frame[0].id: 'recall.envoy' is there already"),
        ('[[frame]]\ntype = "recall"\n', "my.toml:1: frame[0]: id is missing"),
        ('[[frame]]\nid = "x"\nstrict = "yes"\n', "my.toml:3: frame[0].strict: should be true or false"),
        ('[[actor]]\ncode = "FRE"\ncapital = ["Paris"]\n', "my.toml:2: actor[0].code: there is no 'FRE', did you mean 'FRA'? A new one needs its names"),
        ('[[actor]]\ncode = "France"\n', "my.toml:2: actor[0].code: 'France' is no code"),
        ('[[actor]]\nleaders = ["X;2020;"]\n', "my.toml:1: actor[0]: code is missing"),
        ('[[actor]]\ncode = "FRA"\nleader = ["X;2020;"]\n', "my.toml:3: actor[0].leader: unknown key, did you mean 'leaders'?"),
        ('[[actor]]\ncode = "FRA"\nleaders = ["X since 2020"]\n', "my.toml:3: actor[0].leaders: 'X since 2020' is not 'Names;first year;last year'"),
        ('[lang.en.akt.EXPEL]\nverbs = ["x"]\n', "my.toml:1: lang.en.akt: unknown key, did you mean 'act'?"),
        ('[lang.en.act.EXPELL]\nverbs = ["x"]\n', "my.toml:1: lang.en.act.EXPELL: no rule speaks of 'EXPELL', did you mean 'EXPEL'?"),
        ('[lang.en.act.EXPEL]\nverbs = "x"\n', "my.toml:2: lang.en.act.EXPEL.verbs: should be a list of words"),
        ('[lang.en.act.EXPEL]\nverb = ["x"]\n', "my.toml:2: lang.en.act.EXPEL.verb: unknown key, did you mean 'verbs'?"),
        ('[lang.en.thing.embasy]\nnouns = ["x"]\n', "my.toml:1: lang.en.thing.embasy: no rule speaks of 'embasy', did you mean 'embassy'?"),
        ('[lang.en.function]\narticel = ["x"]\n', "my.toml:2: lang.en.function.articel: unknown key, did you mean 'article'?"),
        ('[lang.eng.act.EXPEL]\nverbs = ["x"]\n', "my.toml:1: lang.eng: there is no language 'eng', did you mean 'en'?"),
        ('[time.en]\nweekday = ["x"]\n', "my.toml:2: time.en.weekday: unknown key, did you mean 'weekdays'?"),
        ('[[time.en.pattern]]\nkind = "date"\nmatch = "(x"\n', "my.toml:3: time.en.pattern[0].match: no regular expression"),
        ('[[example]]\nlang = "en"\ntext = "x"\n', "my.toml:3: example[0].text: says neither what it codes nor what it never must"),
        ('[[example]]\nlang = "en"\ntext = "x"\ncodes = "expulsion KEN-SOM"\n', "my.toml:4: example[0].codes: 'KEN-SOM' is not ACTOR->TARGET"),
        ('[[example]]\nlang = "en"\ntext = "x"\ncodes = "expulsion cunt=2"\n', "my.toml:4: example[0].codes: 'cunt' is no field of a mention"),
        ('[[example]]\nlang = "en"\nrule = "recall.envoi"\ntext = "x"\ncodes = "recall"\n', "my.toml:3: example[0].rule: there is no 'recall.envoi', did you mean 'recall.envoy'?"),
        ("\xff", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_key_and_what_may_be_meant(tmp_path, text, said):
    result = run("rules", "check", written(tmp_path, text))
    assert result.exit_code == 2
    assert said in result.stderr


def test_every_mistake_is_told_at_once_and_the_command_that_codes_tells_them_too(tmp_path):
    mine = written(tmp_path, '[[actor]]\ncode = "FRA"\nleader = ["x"]\n[[frame]]\nid = "x"\n')
    told = run("rules", "check", mine).stderr
    assert [line.split("my.toml:")[1].split(":")[0] for line in told.splitlines()] == ["3", "4", "4", "4", "4", "4"]
    result = CliRunner().invoke(main, ["code", "--rules", mine], input="x")
    assert (result.exit_code, result.stderr) == (2, told)


def test_a_file_that_is_not_there_is_told():
    result = run("rules", "check", "/nowhere/my.toml")
    assert (result.exit_code, result.stderr) == (2, "briefing: /nowhere/my.toml: No such file or directory\n")


@pytest.mark.parametrize(
    "words", ["", "expel KEN->SOM", "expulsion KEN->KEN", "expulsion KEN->SOM mode=perhaps", "recall x"]
)
def test_what_an_example_expects_must_make_sense(words):
    with pytest.raises(ValueError, match=r"."):
        expected(words)


def test_an_example_may_pin_any_field_of_a_mention():
    (proof,) = [p for p in PROOFS if "count=2 rank=diplomat date=2025-09-16" in str(p.example.codes)]
    assert failures(proof.example, lambda article: ()) == [f"not read as {proof.example.codes[0]} but as nothing"]
