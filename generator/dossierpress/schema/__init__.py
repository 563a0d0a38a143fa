"""The models of everything that an author writes, and what checks a file against them."""
