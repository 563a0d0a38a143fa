"""How the facts of a site are shown: each module makes one kind of part of a view."""
