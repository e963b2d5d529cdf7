"""What this implementation offers beyond the language: see pyro.gc."""

from _frozen_importlib import BuiltinImporter, _load, spec_from_loader

# The importer of builtin modules looks into no package.
__path__ = []
gc = _load(spec_from_loader("pyro.gc", BuiltinImporter, origin="built-in"))
del BuiltinImporter, _load, spec_from_loader
