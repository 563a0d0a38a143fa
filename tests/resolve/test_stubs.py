"""Of what nothing but a stub was read is no support, whoever says it."""

from resolving import resolved


def test_a_stub_of_somebody_private_stays_a_stub() -> None:
    """What is left of the report says that it is not counted, and not how it was read."""
    of = resolved(
        {
            "sources/all.yml": "- {id: paper, kind: newspaper, name: The Paper}\n"
            "- {id: letter, kind: document, name: The Letter, private: true,\n"
            "   access: [{copy: {kind: reprint, is: stub, lost: Zorblat}}]}\n",
            "entities/a.yml": "{kind: person, id: quimby, name: Zorblat Quimby, private: true}\n",
            "claims/c.yml": "text: It jammed.\nreports:\n"
            "  - {by: quimby, copy: {kind: reprint, is: stub, url: 'https://a.example/'}}\n"
            "  - {by: quimby, copy: {kind: reprint, is: extract, url: 'https://a.example/'}}\n"
            "  - {by: letter}\n"
            "  - {by: paper}\n",
        }
    )

    reports = [one.written for one in of.site.claims.by_id["c"].reports]

    assert [True, False, True, False] == [one.is_stub for one in reports]
    assert [(), ()] == [reports[1].copy_, reports[3].copy_]
    assert {(None, None)} == {(one.url, one.lost) for report in reports for one in report.copy_}


def test_a_report_rests_on_the_copies_that_its_document_tells_of() -> None:
    """Unless it names its own, or an archive of the original."""
    stub = "copy: {kind: reprint, is: stub}"
    archived = "archived: 'https://archive.ph/a'"
    of = resolved(
        {
            "sources/all.yml": "- {id: wire, kind: document, name: Wire, basis: witness,\n"
            f"   access: [{{{stub}}}]}}\n"
            "- {id: half, kind: document, name: Half, basis: witness,\n"
            f"   access: [{{{stub}}}, {{copy: {{kind: reprint, is: extract}}}}]}}\n",
            "claims/c.yml": "- {id: none, text: It jammed., reports: [{by: wire}]}\n"
            "- {id: own, text: It held.,\n"
            "   reports: [{by: wire, copy: {kind: translation}}]}\n"
            f"- {{id: kept, text: It fell., reports: [{{by: wire, {archived}}}]}}\n"
            "- {id: half, text: It rose., reports: [{by: half}]}\n",
        }
    )

    assert {"none": (0, 1), "own": (1, 0), "kept": (1, 0), "half": (1, 0)} == {
        id_: (len(claim.asserted.certain), claim.reporting.uncounted)
        for id_, claim in of.site.claims.by_id.items()
    }
    assert ["ref-only-stub"] == of.codes
