import importlib
import warnings

warnings.simplefilter("ignore")
for name in """
warnings wave weakref webbrowser wsgiref wsgiref.simple_server xdrlib xml xml.dom.minidom
xml.etree.ElementTree xml.sax xmlrpc xmlrpc.client zipapp zipfile zipimport zlib zoneinfo
""".split():
    try:
        print(name, importlib.import_module(name).__name__ != "")
    except Exception as error:
        print(name, type(error).__name__, error)
