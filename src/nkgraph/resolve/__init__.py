"""Many articles, one graph: which claims speak of one event, and how claims bear on one another.

``signature`` reduces a claim to what decides that, ``keys`` says where it looks for its like,
``groups`` finds events and utterances, ``lineage`` links claims. Nothing here reads or writes.
"""
