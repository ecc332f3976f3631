"""Every error that `briefing` raises on purpose.

    BriefingError                  what went wrong, where, and what to do
    ├── ConfigError                sources.toml or a setting (exit code 2)
    ├── DataError                  a rule, actor, label or decision file (exit code 2)
    ├── InputError                 a file or stream handed to a command (exit code 2)
    ├── StoreError                 the store cannot be used (exit code 3)
    │   ├── StoreFromFuture        written by a newer version
    │   └── StoreBusy              another writer holds it
    └── UsageError                 an argument that makes no sense, e.g. an unknown pair (exit code 2)

What goes wrong with one source is a value (`net.Failure`), never an exception.
"""


class BriefingError(Exception):
    """Carries a sentence for a person; `exit_code` is what the command ends with."""

    exit_code = 1


class ConfigError(BriefingError):
    exit_code = 2


class DataError(BriefingError):
    exit_code = 2


class InputError(BriefingError):
    exit_code = 2


class UsageError(BriefingError):
    exit_code = 2


class StoreError(BriefingError):
    exit_code = 3


class StoreFromFuture(StoreError):
    pass


class StoreBusy(StoreError):
    pass
