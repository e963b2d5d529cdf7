"""Numbers of the system's errors; errorcode maps them to names."""

__initialize__ = True
