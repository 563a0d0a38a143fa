"""Claims: the origins of each from its reports, how claims contradict one another, and checks.

Begin with `claim_index`. How origins are counted is in `provenance`.
"""
