"""Twelve questions of analysts, each asked twice: the long way round, and by shortcuts.

``naive`` uses the vocabulary of claims, events, figures, evidence and articles alone, as whoever
has read what the classes mean would write it first. ``shaped`` gives the same answer by what
``nkgraph.shortcuts`` puts on claims and events, in the ways of writing that ontology/README.md
recommends: one hop in an OPTIONAL, sub-selects where all of something is counted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``CLAIM`` in its texts stands for the IRI of some claim."""

    name: str
    naive: str
    shaped: str


_ACTED = "nk:agent|nk:patient|nk:recipient|nk:theme|nk:instrument"

QUESTIONS = (
    Question(
        "timeline of a claimant's figures",
        """SELECT ?day ?quantityLabel ?label ?low ?high ?whoseLabel ?words ?article {
          ?claim nk:claimant <organization/RUS-0> ; nk:figure ?figure ; nk:article ?article ;
            nk:evidence ?evidence .
          ?figure rdfs:label ?label ; nk:quantity ?quantity ; nk:low ?low ; nk:high ?high .
          ?quantity rdfs:label ?quantityLabel .
          ?article schema:datePublished ?day .
          ?evidence oa:hasSelector ?quote . ?quote oa:exact ?words .
          OPTIONAL { ?figure nk:of ?whose . ?whose rdfs:label ?whoseLabel }
        } ORDER BY ?day ?label ?article ?words""",
        """SELECT ?day ?quantityLabel ?label ?low ?high ?whoseLabel ?words ?article {
          ?claim nk:claimant <organization/RUS-0> ; nk:figure ?figure ; nk:article ?article ;
            schema:datePublished ?day ; nk:words ?words .
          ?figure rdfs:label ?label ; nk:quantity ?quantity ; nk:low ?low ; nk:high ?high .
          ?quantity rdfs:label ?quantityLabel .
          OPTIONAL { ?figure nk:of ?whose OPTIONAL { ?whose rdfs:label ?whoseLabel } }
        } ORDER BY ?day ?label ?article ?words""",
    ),
    Question(
        "events per actor and type",
        f"""SELECT ?actor ?type (COUNT(DISTINCT ?event) AS ?events) {{
          ?event a ?type ; {_ACTED} ?actor .
          ?type rdfs:subClassOf* nk:Event .
        }} GROUP BY ?actor ?type ORDER BY DESC(?events) ?actor ?type LIMIT 100""",
        """SELECT ?actor ?type (COUNT(?event) AS ?events) {
          { SELECT ?event ?actor { ?event sem:hasActor ?actor } }
          { SELECT DISTINCT ?event ?type {
              { SELECT ?claim ?event { ?claim nk:event ?event } }
              { SELECT ?claim ?type { ?claim nk:eventType ?type } } } }
        } GROUP BY ?actor ?type ORDER BY DESC(?events) ?actor ?type LIMIT 100""",
    ),
    Question(
        "actors in deployments above 5,000 troops",
        f"""SELECT DISTINCT ?event ?eventLabel ?actor ?actorLabel ?label {{
          ?event a nk:Deployment ; rdfs:label ?eventLabel ; {_ACTED} ?actor .
          ?claim nk:event ?event ; nk:figure ?figure .
          ?figure nk:quantity nk:troops ; schema:minValue ?least ; rdfs:label ?label .
          ?actor rdfs:label ?actorLabel .
          FILTER(?least > 5000)
        }} ORDER BY ?event ?actor ?label""",
        """SELECT DISTINCT ?event ?eventLabel ?actor ?actorLabel ?label {
          ?figure nk:quantity nk:troops ; schema:minValue ?least ; rdfs:label ?label .
          FILTER(?least > 5000)
          ?claim nk:figure ?figure ; nk:eventType nk:Deployment ; nk:event ?event .
          ?event rdfs:label ?eventLabel ; sem:hasActor ?actor .
          ?actor rdfs:label ?actorLabel .
        } ORDER BY ?event ?actor ?label""",
    ),
    Question(
        "figures that disagree most",
        """SELECT DISTINCT ?lower ?higher ?lowLabel ?highLabel ?low ?high {
          ?one nk:of <country/PRK> ; nk:quantity nk:killed ; schema:maxValue ?low ;
            rdfs:label ?lowLabel .
          ?other nk:of <country/PRK> ; nk:quantity nk:killed ; schema:minValue ?high ;
            rdfs:label ?highLabel .
          FILTER(?low < ?high)
          ?lower nk:figure ?one ; nk:negated false ; nk:event/a ?type .
          ?higher nk:figure ?other ; nk:negated false ; nk:event/a ?type .
        } ORDER BY DESC(?high - ?low) ?lower ?higher LIMIT 100""",
        """SELECT ?lower ?higher ?lowLabel ?highLabel ?low ?high {
          { SELECT ?lower ?lowLabel ?low ?type {
              ?one nk:of <country/PRK> ; nk:quantity nk:killed ; schema:maxValue ?low ;
                rdfs:label ?lowLabel .
              ?lower nk:figure ?one ; nk:negated false ; nk:eventType ?type } }
          { SELECT ?higher ?highLabel ?high ?type {
              ?other nk:of <country/PRK> ; nk:quantity nk:killed ; schema:minValue ?high ;
                rdfs:label ?highLabel .
              ?higher nk:figure ?other ; nk:negated false ; nk:eventType ?type } }
          FILTER(?low < ?high)
        } ORDER BY DESC(?high - ?low) ?lower ?higher LIMIT 100""",
    ),
    Question(
        "provenance of a flat triple",
        """SELECT ?claim ?words ?start ?end ?headline ?publisher ?sourceLabel {
          ?statement rdf:subject <country/RUS> ; rdf:predicate nk:attacks ;
            rdf:object <country/UKR> .
          ?claim nk:states ?statement ; nk:article ?article ; nk:evidence ?evidence .
          ?evidence oa:hasSelector ?quote , ?position .
          ?quote oa:exact ?words . ?position oa:start ?start ; oa:end ?end .
          ?article schema:headline ?headline ; schema:publisher ?publisher .
          OPTIONAL { ?claim nk:claimant ?source . ?source rdfs:label ?sourceLabel }
        } ORDER BY ?claim ?sourceLabel""",
        """SELECT ?claim ?words ?start ?end ?headline ?publisher ?sourceLabel {
          ?statement rdf:subject <country/RUS> ; rdf:predicate nk:attacks ;
            rdf:object <country/UKR> .
          ?claim nk:states ?statement ; nk:words ?words ; nk:article ?article ;
            nk:evidence ?evidence .
          ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
          ?article schema:headline ?headline ; schema:publisher ?publisher .
          OPTIONAL { ?claim nk:claimant ?source OPTIONAL { ?source rdfs:label ?sourceLabel } }
        } ORDER BY ?claim ?sourceLabel""",
    ),
    Question(
        "which actors occur together",
        f"""SELECT ?one ?other (COUNT(DISTINCT ?event) AS ?events) {{
          ?event a/rdfs:subClassOf* nk:Event ; {_ACTED} ?one ; {_ACTED} ?other .
          FILTER(STR(?one) < STR(?other))
        }} GROUP BY ?one ?other ORDER BY DESC(?events) ?one ?other LIMIT 50""",
        """SELECT ?one ?other (COUNT(?event) AS ?events) {
          { SELECT ?event ?one { ?event sem:hasActor ?one } }
          { SELECT ?event ?other { ?event sem:hasActor ?other } }
        } GROUP BY ?one ?other HAVING(STR(?one) < STR(?other))
        ORDER BY DESC(?events) ?one ?other LIMIT 50""",
    ),
    Question(
        "search in the words of claims",
        """SELECT ?claim ?words ?sourceLabel ?day {
          ?claim a nk:Claim ; nk:evidence ?evidence ; nk:article ?article .
          ?evidence oa:hasSelector ?quote . ?quote oa:exact ?words .
          ?article schema:datePublished ?day .
          FILTER(CONTAINS(LCASE(?words), "drone-led forces shelled"))
          OPTIONAL { ?claim nk:claimant ?source . ?source rdfs:label ?sourceLabel }
        } ORDER BY ?day ?claim ?sourceLabel""",
        """SELECT ?claim ?words ?sourceLabel ?day {
          ?claim nk:words ?words ; schema:datePublished ?day .
          FILTER(CONTAINS(LCASE(?words), "drone-led forces shelled"))
          OPTIONAL { ?claim nk:claimant ?source OPTIONAL { ?source rdfs:label ?sourceLabel } }
        } ORDER BY ?day ?claim ?sourceLabel""",
    ),
    Question(
        "claims by month and type",
        """SELECT ?month ?type (COUNT(DISTINCT ?claim) AS ?claims) {
          ?claim a nk:Claim ; nk:event ?event ; nk:article ?article .
          ?event a ?type . ?type rdfs:subClassOf* nk:Event .
          ?article schema:datePublished ?day .
          BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
        } GROUP BY ?month ?type ORDER BY ?month ?type""",
        """SELECT ?month ?type (COUNT(?claim) AS ?claims) {
          { SELECT ?claim ?type { ?claim nk:eventType ?type } }
          { SELECT ?claim ?day { ?claim schema:datePublished ?day } }
          BIND(SUBSTR(STR(?day), 1, 7) AS ?month)
        } GROUP BY ?month ?type ORDER BY ?month ?type""",
    ),
    Question(
        "latest figure per quantity and population",
        """SELECT ?whose ?quantity ?day ?label ?claim {
          { SELECT ?whose ?quantity (MAX(?told) AS ?day) {
              ?any nk:figure ?some ; nk:negated false ; nk:article ?in .
              ?some nk:of ?whose ; nk:quantity ?quantity .
              ?in schema:datePublished ?told } GROUP BY ?whose ?quantity }
          ?claim nk:figure ?figure ; nk:negated false ; nk:article ?article .
          ?figure nk:of ?whose ; nk:quantity ?quantity ; rdfs:label ?label .
          ?article schema:datePublished ?day .
        } ORDER BY ?whose ?quantity ?label ?claim""",
        """SELECT ?whose ?quantity ?day ?label ?claim {
          { SELECT ?whose ?quantity (MAX(?told) AS ?day) {
              { SELECT ?some ?whose { ?some nk:of ?whose } }
              { SELECT ?some ?quantity { ?some nk:quantity ?quantity } }
              { SELECT ?any ?some { ?any nk:figure ?some } }
              { SELECT ?any ?told { ?any schema:datePublished ?told } }
              { SELECT ?any { ?any nk:negated false } } } GROUP BY ?whose ?quantity }
          { SELECT ?figure ?whose { ?figure nk:of ?whose } }
          { SELECT ?figure ?quantity { ?figure nk:quantity ?quantity } }
          { SELECT ?claim ?figure { ?claim nk:figure ?figure } }
          { SELECT ?claim ?day { ?claim schema:datePublished ?day } }
          { SELECT ?claim { ?claim nk:negated false } }
          ?figure rdfs:label ?label .
        } ORDER BY ?whose ?quantity ?label ?claim""",
    ),
    Question(
        "relays and originators",
        """SELECT ?relay ?source (COUNT(DISTINCT ?claim) AS ?claims) {
          ?utterance nk:expresses ?claim ; prov:wasAttributedTo ?relay .
          ?claim nk:relayedBy ?relay .
          ?utterance prov:wasQuotedFrom+/prov:wasAttributedTo ?source .
        } GROUP BY ?relay ?source ORDER BY DESC(?claims) ?relay ?source LIMIT 100""",
        """SELECT ?relay ?source (COUNT(?claim) AS ?claims) {
          { SELECT ?claim ?relay { ?claim nk:relayedBy ?relay } }
          { SELECT ?claim ?source { ?claim nk:claimant ?source } }
        } GROUP BY ?relay ?source ORDER BY DESC(?claims) ?relay ?source LIMIT 100""",
    ),
    Question(
        "unattributed or denied claims on a state",
        f"""SELECT DISTINCT ?claim ?eventLabel ?words ?day {{
          {{ ?claim a nk:Claim MINUS {{ ?claim nk:claimant ?anybody }} }}
          UNION {{ ?claim a nk:Claim ; nk:negated true }}
          ?claim {_ACTED}|nk:place ?actor .
          ?actor nk:country? <country/PRK> .
          ?claim nk:event ?event ; nk:evidence ?evidence ; nk:article ?article .
          ?event rdfs:label ?eventLabel . ?evidence oa:hasSelector/oa:exact ?words .
          ?article schema:datePublished ?day .
        }} ORDER BY ?day ?claim""",
        """SELECT ?claim ?eventLabel ?words ?day {
          ?claim nk:involves <country/PRK> ; nk:negated ?negated ; nk:event ?event ;
            nk:words ?words ; schema:datePublished ?day .
          ?event rdfs:label ?eventLabel .
          OPTIONAL { ?claim nk:firstClaimant ?source }
          FILTER(?negated || !BOUND(?source))
        } ORDER BY ?day ?claim""",
    ),
    Question(
        "one claim with its evidence",
        """SELECT ?eventLabel ?modality ?negated ?words ?start ?end ?headline ?label ?sourceLabel {
          <CLAIM> nk:event ?event ; nk:modality ?modality ; nk:negated ?negated ;
            nk:evidence ?evidence ; nk:article ?article .
          ?event rdfs:label ?eventLabel .
          ?evidence oa:hasSelector ?quote , ?position .
          ?quote oa:exact ?words . ?position oa:start ?start ; oa:end ?end .
          ?article schema:headline ?headline .
          OPTIONAL { <CLAIM> nk:figure/rdfs:label ?label }
          OPTIONAL { <CLAIM> nk:claimant/rdfs:label ?sourceLabel }
        }""",
        """SELECT ?eventLabel ?modality ?negated ?words ?start ?end ?headline ?label ?sourceLabel {
          <CLAIM> nk:event ?event ; nk:modality ?modality ; nk:negated ?negated ;
            nk:words ?words ; nk:evidence ?evidence ; nk:article ?article .
          ?event rdfs:label ?eventLabel .
          ?evidence oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
          ?article schema:headline ?headline .
          OPTIONAL { <CLAIM> nk:figure ?figure OPTIONAL { ?figure rdfs:label ?label } }
          OPTIONAL { <CLAIM> nk:claimant ?source OPTIONAL { ?source rdfs:label ?sourceLabel } }
        }""",
    ),
)
