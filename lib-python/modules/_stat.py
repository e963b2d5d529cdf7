"""Constants and tests for st_mode."""

__initialize__ = True


def S_IMODE(mode, /):
    """The permission bits of a mode, which os.chmod() can set."""
    ...


def S_IFMT(mode, /):
    """The bits of a mode that tell the kind of file."""
    ...


def S_ISDIR(mode, /):
    """Whether the mode is that of a directory."""
    ...


def S_ISCHR(mode, /):
    """Whether the mode is that of a character device."""
    ...


def S_ISBLK(mode, /):
    """Whether the mode is that of a block device."""
    ...


def S_ISREG(mode, /):
    """Whether the mode is that of a regular file."""
    ...


def S_ISFIFO(mode, /):
    """Whether the mode is that of a named pipe."""
    ...


def S_ISLNK(mode, /):
    """Whether the mode is that of a symbolic link."""
    ...


def S_ISSOCK(mode, /):
    """Whether the mode is that of a socket."""
    ...


def S_ISDOOR(mode, /):
    """Whether the mode is that of a door; Linux has none."""
    ...


def S_ISPORT(mode, /):
    """Whether the mode is that of an event port; Linux has none."""
    ...


def S_ISWHT(mode, /):
    """Whether the mode is that of a whiteout; Linux has none."""
    ...


def filemode(mode, /):
    """The mode as ls -l shows it, such as '-rw-r--r--'."""
    ...
