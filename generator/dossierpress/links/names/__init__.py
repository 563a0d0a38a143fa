"""Names of records in running text: how they are found, and which occurrence links.

Begin with `match`. `boundaries` says where a word begins and ends in each script, `policy` which
occurrence becomes a link, `problems` what is told of names that cannot be linked.
"""
