import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
hashlib heapq hmac html html.parser http http.client http.server imaplib imghdr imp importlib
importlib.metadata importlib.resources inspect io ipaddress itertools json json.tool
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
