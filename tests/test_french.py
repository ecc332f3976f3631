"""Constructions of French: each with another name, tense or voice, and with a near miss that is no act. Sentences are our own."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.coder import code, load
from briefing.model import Article

PUBLISHED = datetime(2026, 3, 20, 12, tzinfo=UTC)  # a Friday
GRAMMAR = replace(load(), learned=False)  # what frames read by themselves


def read(text, title="", published=PUBLISHED):
    return code(Article(id="a", text=text, title=title, lang="fr", published=published), GRAMMAR)


def acts(text, mode="actual", title=""):
    return {(m.type, m.actor, m.target) for m in read(text, title) if m.mode == mode}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs whose stem changes before a silent ending
        ("Le Kenya renvoie deux diplomates ougandais.", ("expulsion", "KEN", "UGA")),
        ("Le Kenya renverra lundi deux diplomates ougandais.", ("expulsion", "KEN", "UGA")),
        ("Lima libère trois pêcheurs équatoriens.", ("release", "PER", "ECU")),
        ("La Norvège ramène au pays son ambassadeur en Serbie.", ("recall", "NOR", "SRB")),
        # diplomats by their office
        ("Deux secrétaires de l'ambassade du Laos ont été expulsés mardi par le Népal.", ("expulsion", "NPL", "LAO")),
        ("Un conseiller bolivien doit quitter le Chili sous trois jours.", ("expulsion", "CHL", "BOL")),
        ("Le Ghana a désigné mardi sa représentante au Togo.", ("ambassador_posted", "GHA", "TGO")),
        # ways to say that one is not wanted
        ("Oslo a signifié mardi au consul d'Islande qu'il n'était plus le bienvenu.", ("expulsion", "NOR", "ISL")),
        # what has been closed since
        ("Alger a rouvert mardi la frontière avec le Niger, close depuis mai 2025.", ("crossing_closed", "DZA", "NER")),
        ("L'ambassadeur d'Irlande au Qatar est rentré lundi à Dublin pour consultations.", ("recall", "IRL", "QAT")),
        # a preposition before a noun opens no clause
        ("Accra avait pour ce motif déjà rappelé son ambassadeur au Togo.", ("recall", "GHA", "TGO")),
        ("Depuis ce jour au moins, Lima a fermé son ambassade au Honduras.", ("mission_closure", "PER", "HND")),
        # a verb after a pronoun that is an article too
        (
            "Le Tchad accueille 90 soldats italiens. N'Djamena les priait jeudi de partir.",
            ("troops_expelled", "TCD", "ITA"),
        ),
        # a term set in between the verb and what it is done to
        (
            "Manille a décidé de fermer, à compter du 2 avril, son consulat à Macao, en Chine.",
            ("mission_closure", "PHL", "CHN"),
        ),
        # an aside that names some of the people
        (
            "Six Danois, dont un médecin, que le Soudan détenait depuis mai, ont été relâchés.",
            ("release", "SDN", "DNK"),
        ),
        # one clause's negation is not the next one's
        (
            "Le Laos, qui n'a ni port ni flotte, a dénoncé mardi son accord de pêche avec le Vietnam.",
            ("agreement_ended", "LAO", "VNM"),
        ),
        # an alliance named as the owner of its members
        ("Les trois régimes de l'AES ont rappelé leurs ambassadeurs au Bénin.", ("recall", "NER", "BEN")),
        # a negation that only restricts, and one that belongs to the verb
        ("Lima n'a rouvert sa frontière avec le Chili que mardi.", ("crossing_reopened", "PER", "CHL")),
        ("Varsovie n'exclut pas de fermer la frontière bélarusse.", ("threat", "POL", "BLR")),
        ("Si rien ne bouge, avertit Lima, la Bolivie en paiera le prix.", ("threat", "PER", "BOL")),
        # the second of two acts that were done
        (
            "Le Ghana avait fermé son ciel au Togo en mai, avant de le rouvrir en juin.",
            ("crossing_reopened", "GHA", "TGO"),
        ),
        # the one named last; the one who does not act; who is seen doing
        (
            "Lomé a averti le Ghana ; ce dernier a fermé jeudi sa frontière avec le Togo.",
            ("crossing_closed", "GHA", "TGO"),
        ),
        ("Oslo suspend son aide au Niger, et celui-ci rappelle son ambassadeur.", ("recall", "NER", "NOR")),
        (
            "Tunis s'est rapproché de Malte, qui a rétabli mardi avec lui ses relations.",
            ("relations_restored", "MLT", "TUN"),
        ),
        ("Le Népal a vu l'Inde fermer mardi la frontière.", ("crossing_closed", "IND", "NPL")),
        # who is accused, who is received, who meets where
        ("Riga a rompu lundi ses relations avec Bakou, accusé d'espionnage.", ("accusation", "LVA", "AZE")),
        (
            "Accusé par Lima de piller ses eaux, l'Équateur a rappelé son ambassadeur au Pérou.",
            ("accusation", "PER", "ECU"),
        ),
        ("Le ministre kényan, reçu par le président ougandais, a parlé du lac.", ("talks", "UGA", "KEN")),
        ("Oslo et Riga se sont entendus lors de pourparlers à Doha.", ("talks", "NOR", "LVA")),
        ("Le médecin malien, présenté par Lomé comme un espion, a été arrêté.", ("accusation", "TGO", "MLI")),
        # an answer in words of its own
        ("Le Chili accuse le Pérou de piraterie. « Des fables », a répliqué Lima.", ("denial", "PER", "CHL")),
        # numbers and pronouns that stand for what was told
        ("Le Mali détient six marins danois. Il en a relâché quatre jeudi.", ("release", "MLI", "DNK")),
        ("Le Tchad détenait trois Togolais. Deux ont été libérés mardi.", ("release", "TCD", "TGO")),
        ("Le pont ? La Roumanie l'a fermé lundi aux camions moldaves.", ("crossing_closed", "ROU", "MDA")),
        ("Oslo a rappelé son ambassadeur en Iran mardi. Dublin l'a fait jeudi.", ("recall", "IRL", "IRN")),
        # what had never been done now is
        (
            "Jamais Oslo n'avait rappelé son ambassadeur au Qatar. C'est chose faite depuis mardi.",
            ("recall", "NOR", "QAT"),
        ),
        # sent, not sent away
        ("Lima a renvoyé à Quito un ambassadeur.", ("ambassador_posted", "PER", "ECU")),
        ("La Ligue arabe a réintégré lundi la Syrie.", ("relations_restored", "ARL", "SYR")),
        (
            "Vilnius a vu, mardi, la Chine abaisser ses relations au rang de chargé d'affaires.",
            ("relations_downgraded", "CHN", "LTU"),
        ),
        # who acts where the verb does not say
        ("À Accra, la presse est sèche : trois diplomates togolais sont expulsés.", ("expulsion", "GHA", "TGO")),
        ("Le Pérou n'a pas traîné : trois diplomates chiliens ont été expulsés.", ("expulsion", "PER", "CHL")),
        ("À Dublin, on accuse le Qatar d'espionnage.", ("accusation", "IRL", "QAT")),
        ("Le chargé d'affaires ougandais a rejeté les accusations du Kenya.", ("denial", "UGA", "KEN")),
    ],
)
def test_an_act_is_read(text, expected):
    assert expected in acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le secrétaire général de la fédération et un conseiller municipal ougandais ont été expulsés du congrès.",
        "L'ambassadeur d'Irlande au Qatar est rentré lundi de vacances.",
        "Le Chili et le Pérou se regardent. « Tant mieux », a répondu un passant.",
        "Oslo a nommé un ambassadeur. Jamais il n'avait rappelé le précédent.",
        "Le Mali a des soucis. Dublin l'a fait savoir jeudi, deux fois.",
        "Lima n'a pas rouvert sa frontière avec le Chili.",
        "Le rappel de l'ambassadeur du Chili à Lima n'est plus à exclure.",
        "Un député chilien irait plus loin avec le Pérou : rappel de l'ambassadeur, fermeture du consulat.",
        "L'un veut rappeler l'ambassadeur au Chili, l'autre fermer le consulat péruvien à Arica.",
        "Le Chili et le Pérou se boudent. La presse exige des excuses, les syndicats les exigent aussi, le port dément.",
    ],
)
def test_a_near_miss_is_no_act(text):
    assert acts(text) == set()


def test_what_a_cooperation_was_limited_to_is_not_what_is_suspended():
    text = "Paris a suspendu sa coopération militaire avec Bamako, qui se limitait jusque-là aux échanges de renseignements."
    article = Article(id="a", lang="fr", text=text)
    assert [(m.type, m.actor, m.target, m.domain) for m in code(article, load())] == [
        ("cooperation_suspended", "FRA", "MLI", "military")
    ]
