"""Publish: make output/ exactly the planned files, in one step, and lose nothing on the way.

Begin with `publication`: it stages the complete new edition beside output/, checks every byte and
lets the two change places (`file_system`). `output_folder` looks at what is there before, and
refuses what is not ours; `changes` compares it with the new edition; `manifest` lists what was
published, and is signed. `previous_edition` keeps the edition before and brings it back, if
`history` says that this user published it. `lock` lets one build at a time in, `edition_folders`
says where editions lie, `verify` compares any copy with its manifest. Nothing is gathered here,
so that whoever needs one module loads no other.
"""
