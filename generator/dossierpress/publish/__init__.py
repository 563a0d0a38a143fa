"""Publish: make output/ exactly the planned files, in one atomic step.

Begin with `publication`: it stages the complete new edition beside output/, checks every byte and
exchanges the two folders (`file_system`). `output_folder` surveys output/ before, and refuses
foreign files; `changes` compares it with the new edition; `manifest` lists what was published,
and signs it. `previous_edition` keeps the previous edition and restores it, if `history` knows
that this user published it. `spare` keeps folders to stage the next edition in. `lock` lets one
build publish at a time, `edition_folders` says where editions are, `verify` compares any copy with
its manifest. This module imports nothing, so that one of its modules can be loaded alone.
"""
