namespace = {}
exec("from math import *\nvalue = floor(2.5)", namespace)
print(namespace["value"], "_" in namespace, "pi" in namespace)
exec("import os.path as p, sys as s\nfrom os import path", namespace)
print("p" in namespace, "s" in namespace, namespace["p"] is namespace["path"], "os" in namespace)
