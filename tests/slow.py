"""What `make quick` leaves out as a whole."""

SLOW = (
    *("bounds", "browser", "cli", "clock", "corpora", "dossier", "fuzz", "guards", "hostile"),
    *(
        "importers",
        "isolation",
        "leaks",
        "paper",
        "publishing",
        "real_sites",
        "reported",
        "search",
        "servers",
    ),
    *("annotations/test_lost_anchors.py", "annotations/test_whose_words.py", "test_languages.py"),
    *("lookalikes/test_hidden_characters_in_chromium.py", "media/test_published_media.py"),
    "pages/test_glossary.py",
    *("media/test_svg_in_chromium.py", "name_forms/test_no_false_alarms.py"),
    *("provenance/test_bounds.py", "provenance/test_origins.py", "provenance/test_repeats.py"),
    "provenance/test_withdrawals.py",
    *("resolve/test_left_out.py", "resolve/test_resolve_properties.py"),
    *("resolve/test_stand_in_numbers.py", "test_benchmarks.py", "test_cache_folder.py"),
    *("test_damaged_cache.py", "test_executors.py", "test_extending.py"),
    "test_forked_build.py",
    *("test_files_read.py", "test_fonts.py"),
    *("test_hermetic.py", "test_hints.py", "test_importers.py", "test_incremental.py"),
    *("test_kept_code.py", "test_packaging.py", "test_page_scripts.py", "test_parse_places.py"),
    *(
        "test_readme.py",
        "test_recorded_reads.py",
        "test_rows_read.py",
        "test_serve.py",
        "test_share_pictures.py",
        "test_standing.py",
        "test_straight_templates.py",
        "test_theme_settings.py",
        "test_theming.py",
    ),
)
"""Folders and files that `--quick` leaves out: they start the command, a browser or a server, or
build much."""
