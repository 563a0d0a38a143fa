"""The order of the stages, which no other package knows.

`discover -> parse -> resolve -> plan -> (gate) -> render -> write`. Every stage reports all that it
finds; one error anywhere stops at the gate (`prepare`), and output/ stays as it was. A module for
each way through: `build.build`, `check.check`, `diff.diff`, `rollback.roll_back`. They are not
gathered here, so that a build which finds that the last one stands (`standing`) loads no other.
"""
