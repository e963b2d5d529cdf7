import sys
import types

fake = types.ModuleType("fake_module", "doc")
fake.value = 42
sys.modules["fake_module"] = fake
import fake_module

print(fake_module.value, fake_module.__doc__, repr(fake_module), fake_module.__spec__, fake_module.__loader__)
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
sys.modules["strange"] = "not a module"
import strange

print(strange.upper())
try:
    types.ModuleType()
except TypeError as error:
    print(error)
del fake_module.value
try:
    fake_module.value
except AttributeError as error:
    print(error)
