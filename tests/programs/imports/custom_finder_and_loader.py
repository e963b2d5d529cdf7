import importlib.abc
import importlib.machinery
import sys


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name.startswith("virtual"):
            print("find", name, path)
            return importlib.machinery.ModuleSpec(name, self, is_package=name == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.made_by = "finder"


sys.meta_path.insert(0, Finder())
import virtual.child

print(virtual.made_by, virtual.child.made_by, virtual.__path__)
