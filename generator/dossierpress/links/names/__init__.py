"""Names of records in running text: find them, and decide which occurrence becomes a link.

Begin with `name_index`. `boundaries` knows where words begin and end in each script, `policy`
decides which occurrence becomes a link, `problems` reports names that cannot be linked.
"""
