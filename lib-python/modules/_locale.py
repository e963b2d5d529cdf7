"""What the C library says of the locale, and its collation."""

__initialize__ = True


def setlocale(category, locale=None, /):
    """Set a locale, or return the present one."""
    ...


def localeconv():
    """Return numeric and monetary conventions of the locale."""
    ...


def strcoll(os1, os2, /):
    """Below 0, 0 or above 0, as the locale sorts the first string before, with or behind the second."""
    ...


def strxfrm(string, /):
    """Return a string that sorts as the given one does in the locale."""
    ...


def nl_langinfo(key, /):
    """Return a piece of the locale's information."""
    ...


def getencoding():
    """Return the encoding of the locale."""
    ...


def gettext(msg, /):
    """Return the translation of a message."""
    ...


def dgettext(domain, msg, /):
    """Return the translation of a message in a domain."""
    ...


def dcgettext(domain, msg, category, /):
    """Return the translation of a message in a domain and category."""
    ...


def textdomain(domain, /):
    """Set the domain of translations; return it."""
    ...


def bindtextdomain(domain, dir, /):
    """Bind a domain to a directory; return that."""
    ...


def bind_textdomain_codeset(domain, codeset, /):
    """Bind a domain to an encoding; return that."""
    ...
