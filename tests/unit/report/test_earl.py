"""EARL of a run: well-formed JSON-LD whose terms are the vocabulary's."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from a11y_audit.core.outcome import Kind
from a11y_audit.core.text import Lang
from a11y_audit.report.earl import write_earl
from tests.unit.report import example

EARL, PTR = Namespace("http://www.w3.org/ns/earl#"), Namespace("http://www.w3.org/2009/pointers#")
VOCABULARY = tomllib.loads(Path(__file__).with_name("earl.toml").read_text(encoding="utf-8"))
OTHERS = {DCTERMS.title, DCTERMS.description, DCTERMS.date, DCTERMS.isPartOf, DCTERMS.hasVersion, FOAF.homepage}
OTHERS |= {PTR.expression, PTR.reference, RDF.type}
"""Terms of other vocabularies that EARL's specification names for such nodes."""
OUTCOMES = {"earl:passed", "earl:failed", "earl:cantTell", "earl:inapplicable", "earl:untested"}


def test_each_finding_and_each_criterion_is_an_assertion(tmp_path: Path) -> None:
    view = example.view()
    raw = json.loads(write_earl(view, tmp_path, Lang.JA).read_text(encoding="utf-8"))
    graph = raw["@graph"]
    assertions = [each for each in graph if each["@type"] == "earl:Assertion"]
    rules = {rule.id for rule in view.rules}
    found = [row for row in view.findings() if row.kind is not Kind.ADVICE and row.rule in rules]
    assert len(assertions) == len(view.criteria) + len(found)
    assert {each["result"]["outcome"] for each in assertions} <= OUTCOMES
    named = {each["@id"] for each in graph if "@id" in each}
    assert {each["test"] for each in assertions} <= named
    assert {each["subject"] for each in assertions} <= named
    # No person has judged: what a machine can't decide is "cantTell", never passed.
    assert {"earl:automatic"} == {each["mode"] for each in assertions}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib 7.6 uses it itself
def test_as_a_graph_it_keeps_to_domains_and_ranges_of_the_vocabulary(tmp_path: Path) -> None:
    view = example.view()
    graph = Graph().parse(write_earl(view, tmp_path, Lang.EN), format="json-ld")
    assert [] == list(problems(graph))
    found = sum(row.kind is not Kind.ADVICE and row.rule in {rule.id for rule in view.rules} for row in view.findings())
    assert len(view.criteria) + found == len(list(graph.subjects(RDF.type, EARL.Assertion)))
    assert found
    broken = graph + Graph().parse(data="[] a <http://www.w3.org/ns/earl#Assertion> .", format="turtle")
    assert 4 == len(list(problems(broken)))
    for odd in ("<a:a> earl:result <a:b>", "<a:a> a earl:Test", "<a:a> earl:outcom earl:passed", "<a:a> foaf:name 'a'"):
        head = f"@prefix earl: <{EARL}> . @prefix foaf: <{FOAF}> . "
        assert list(problems(graph + Graph().parse(data=f"{head}{odd} .", format="turtle"))), odd


def problems(graph: Graph) -> Iterator[str]:
    """Yield what in a graph is not as the vocabulary has it."""
    for node, predicate, value in graph:
        name = str(predicate).removeprefix(EARL)
        if (
            predicate == RDF.type
            and str(value).startswith(EARL)
            and str(value)[len(EARL) :] not in VOCABULARY["classes"]
        ):
            yield f"{value} is no class"
        if not str(predicate).startswith(EARL):
            if predicate not in OTHERS:
                yield f"{predicate} is no term of an assertion"
        elif name not in VOCABULARY["properties"]:
            yield f"{name} is no property"
        else:
            domain, range_ = VOCABULARY["properties"][name]
            if domain not in classes(graph, node) or range_ not in classes(graph, value):
                yield f"{node} {name} {value}: not from {domain} to {range_}"
    for name, wanted in VOCABULARY["required"].items():
        for node in graph.subjects(RDF.type, EARL[name]):
            yield from (f"{node}: {each}" for each in wanted if 1 != len(list(graph.objects(node, EARL[each]))))
    for node in graph.subjects(RDF.type, PTR.CSSSelectorPointer):
        yield from (f"{node}: {each}" for each in (PTR.expression, PTR.reference) if (node, each, None) not in graph)


def classes(graph: Graph, node: Node) -> set[str]:
    """Return what a node is, with what that is a kind of."""
    if isinstance(node, Literal):
        return {"Literal"}
    names = {str(each).removeprefix(EARL) for each in graph.objects(node, RDF.type)}
    if isinstance(node, URIRef) and node.startswith(EARL):
        names |= {VOCABULARY["individuals"].get(node.removeprefix(EARL), "")}
    if (node, RDF.type, PTR.CSSSelectorPointer) in graph:
        names.add("Pointer")
    return names | {kind for name in names for kind in VOCABULARY["classes"].get(name, ())}
