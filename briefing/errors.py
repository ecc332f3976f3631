"""Every error that `briefing` raises on purpose.

    BriefingError                  what went wrong, where, and what to do
    ├── ConfigError                sources.toml or a setting (exit code 2)
    ├── DataError                  a rule, actor, label or decision file (exit code 2)
    ├── InputError                 a file or stream handed to a command (exit code 2)
    └── StoreError                 the store cannot be used (exit code 3)
        ├── StoreFromFuture        written by a newer version
        └── StoreBusy              another writer holds it

What goes wrong with one source is a value (`net.Failure`), never an exception; a wrong option is click's own error (exit code 2).
"""


class BriefingError(Exception):
    """Carries a sentence for a person; `exit_code` is what the command ends with."""

    exit_code = 1


class ConfigError(BriefingError):
    """`sources.toml` or a setting in it is wrong: every mistake with file, line and key."""

    exit_code = 2


class DataError(BriefingError):
    """A file of rules, actors, labels or decisions is wrong: with file and place."""

    exit_code = 2


class InputError(BriefingError):
    """What was handed to a command cannot be used."""

    exit_code = 2


class StoreError(BriefingError):
    """The store cannot be used: not there, damaged, or the disk is full."""

    exit_code = 3


class StoreFromFuture(StoreError):
    """The store was written by a newer version; it is left as it is."""


class StoreBusy(StoreError):
    """Another process is writing to the store and did not end in time."""
