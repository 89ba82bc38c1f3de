"""A store over HTTP: SPARQL 1.1 Protocol and Graph Store Protocol (reading), and pages."""
