"""Keys of other generators and tools: which of them keep a record back, and which do not."""

import pytest

from dossierpress.schema.withholding import withholds

WITHHOLDS = """
    draft: true                          | Hugo, Eleventy, Astro, Zola
    Draft: Yes
    isDraft: true
    _draft: true
    published: false                     | Jekyll
    is_published: no
    publish: no
    dg-publish: false                    | Obsidian's Digital Garden
    publishDate: 2099-01-01              | Hugo
    expiryDate: 2099-01-01
    headless: true
    hidden: true
    hidden_until: 2099-01-01
    is_hidden_from_lists: true
    hide_from_site: true
    hide_from_public: true
    unlisted: 1                          | Docusaurus
    listed: false
    Status: hidden                       | Pelican
    status: private                      | Nikola
    status: trash
    post_status: pending                 | WordPress
    post_status: future
    post_password: x1
    wp:status: draft
    password_protected: true
    visibility: private
    visibility: members                  | Ghost
    visibility: paid
    pubstatus: stat:withheld             | NewsML-G2, ninjs
    embargoed: 2099-01-01T00:00Z
    EmbargoTime: 2099-01-01
    web_embargo: 2099-01-01 06:00
    embargo_lift_date: 2099-01-01
    embargo_note: hold until Monday
    release_date: 2099-01-01
    not_before: 2099-01-01
    page_expires: 2099-01-01
    do_not_publish: yes
    off_the_record: true
    not_for_publication: x
    unpublished_post: true
    withhold_from_web: true
    sperrfrist: 2099-01-01
    privatbeitrag: ja
    brouillon: oui
    access: restricted
    audience: internal
    audience: staff only
    TLP: RED
    classification: SECRET
    workflow_state: draft
    state: scheduled
    needs_review: true
    is_draft_version: true
    draft_article: yes
    keep_private: true
    is_private_post: true
    secret_page: true
    internal_only: true
    is_public: false
    make_public: no
    public_visible: false
    not_public: true
    confidentiality: high
    эмбарго_до: 2099-01-01
"""
HARMLESS = """
    audience: general public
    audience: Developers, Historians
    audience: adults
    target_audience: students
    unpublished_data: x
    unpublished_sources: yes
    previously_unpublished: true
    hidden_gems: yes
    hide_title: true
    hideToc: true                        | Hugo themes
    hide_table_of_contents: true         | Docusaurus
    hidemeta: true
    comments_visible: false
    visible_toc: false
    disableShare: true
    comment_status: closed               | WordPress
    ping_status: closed
    post_status: publish
    post_password:
    is_sticky: 0
    status: published
    status: active
    legal_status: pending
    marital_status: divorced
    draft: false
    published: true
    noindex: false
    robots: index, follow
    state: Texas
    pubstatus: usable                    | ninjs
    access: open access                  | Zotero, repositories
    access: https://e.org/a.pdf
    accessDate: 2020-01-01
    accessRights: Open Access
    publicationTitle: The Times
    publisher: Reuters
    published_in: Nature
    published_by: Reuters
    public_domain: false
    public_figure: no
    public_company: false
    listed_company: NYSE
    private_sector: true
    private_equity: true
    privatization: yes
    privacy: /privacy
    protected_area: yes
    restricted_area: yes
    classified_documents: yes
    confidential_sources: 3
    internal_links: yes
    intern: Anna
    draft_law: yes
    military_draft: true
    arms_embargo: yes
    embargo_country: Cuba
    embargoed_country: Iran
    license_expires: 2030-01-01
    expires_label: in May
    secretary: Anna
    household: 4
    holdings: two ships
    security: high
    reviewed_by: Ann
    peer_review: open
    review_status: approved
    live_blog: true
    visible_minority: no
    withholding_tax: yes
"""


def rows(table: str) -> list[tuple[str, str | None]]:
    """(key, value) of every line; what stands behind a bar is whose key it is."""
    found = []
    for line in table.strip().splitlines():
        key, _, value = line.partition("|")[0].strip().rpartition(": ")
        key, value = (key, value) if key else (value.rstrip(":"), "")
        found.append((key, value or None))
    return found


@pytest.mark.parametrize(("key", "value"), rows(WITHHOLDS))
def test_a_key_that_keeps_a_record_back_is_known_as_one(key: str, value: str | None) -> None:
    assert withholds(key, value) is not None


@pytest.mark.parametrize(("key", "value"), rows(HARMLESS))
def test_a_key_that_says_something_else_is_no_such_key(key: str, value: str | None) -> None:
    assert withholds(key, value) is None
