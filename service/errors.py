"""The exceptions of the service. Every message is one Chinese sentence for the user: what, where, what to do.

    HuicaiError                    anything a user can be told about
    ├── TemplateError              a Word template is not one, or cannot be compiled
    ├── FillError                  a compiled template and a context do not fit each other
    ├── PaperError                 a paper cannot be made from what was given
    ├── SettingsError              a settings or meeting file says something impossible
    ├── RegisterError              a step the registers do not allow just now
    │   ├── EntryError             what was entered lacks something, or is longer than can be kept
    │   └── NoEntryError           the registers hold nothing of that name or number
    ├── StoreError                 the database or the file store cannot do, or refuses, what was asked
    │   ├── StoreBusy              somebody else holds it just now: the same again may well succeed
    │   ├── NotKeptError           nothing is kept under that name or number
    │   └── RefusedError           what is kept already stands against it: a number that was used, a paper that is out
    ├── AccessError                somebody may not come in, or may not do what they asked for
    │   ├── SignInError            a login, password or token is not taken
    │   │   └── LockedOutError     too many failed attempts: not even looked at, for ``seconds`` more
    │   └── NotAllowedError        who it is is known, and may not do this
    ├── ClusterError               the workers of a cluster cannot be used just now: whatever is to be done waits
    ├── OutputError                the result could not be written
    └── PdfError                   there is no LibreOffice here, or it makes nothing

A bad ledger file raises ``data_adapters.SourceError``: the door imports nothing of ours.
"""


def at_console(sentence: str, command: str) -> str:
    """A sentence with what helps those who type commands, "" for nothing."""
    return f"{sentence}（{command}）" if command else sentence


class HuicaiError(Exception):
    """Base of what a user is told in one sentence; never carries a traceback to the user.

    ``command`` is what helps those who type commands; pages, whose users click, leave it out.
    """

    def __init__(self, sentence: str = "", *, command: str = "") -> None:
        super().__init__(sentence)
        self.command = command

    @property
    def at_console(self) -> str:
        """The sentence with that help."""
        return at_console(str(self), self.command)


class TemplateError(HuicaiError):
    """A template is not a .docx, is hostile, or holds a tag that cannot be compiled."""


class FillError(HuicaiError):
    """A name the context lacks, or a value that may not be printed, met while filling a template."""


class PaperError(HuicaiError):
    """A paper lacks what it cannot do without, or was asked for under an unknown name."""


class SettingsError(HuicaiError):
    """A settings or meeting file cannot be read, or contradicts itself."""


class RegisterError(HuicaiError):
    """A ticket, meeting, topic or upload cannot take the step that was asked for; the sentence says what it can."""


class EntryError(RegisterError):
    """An entry lacks what it cannot lack, or holds more than can be kept."""


class NoEntryError(RegisterError):
    """What was named is not in the registers."""


class StoreError(HuicaiError):
    """The database or the file store cannot be used, is damaged, or refuses what was asked of it."""


class StoreBusy(StoreError):  # noqa: N818 - a state that passes, not a fault
    """The database is held by somebody else, or two transactions stood in each other's way: nothing was changed."""


class NotKeptError(StoreError):
    """Nothing is kept under the name or number that was given."""


class RefusedError(StoreError):
    """What is kept already, and cannot be changed, stands against what was asked."""


class AccessError(HuicaiError):
    """Somebody may not come in, or may not do what they asked for."""


class SignInError(AccessError):
    """A login, a password or a token is not taken. The sentence does not tell which of login and password is wrong."""


class LockedOutError(SignInError):
    """Too many attempts failed: none is looked at for ``seconds`` more, not even a right one."""

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class NotAllowedError(AccessError):
    """A known account lacks the role for what it asked for; the sentence says which roles may."""


class ClusterError(HuicaiError):
    """Nobody answers at the cluster's address, or who answers cannot do our work; nothing is lost."""


class OutputError(HuicaiError):
    """The output folder or file cannot be written."""


class PdfError(HuicaiError):
    """No PDF can be made: LibreOffice is not here, cannot be started, or makes nothing of a document."""
