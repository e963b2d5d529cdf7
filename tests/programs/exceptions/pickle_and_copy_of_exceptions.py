import copy
import pickle


class Custom(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.b = b


for error in (ValueError("v", 1), KeyError("k"), OSError(2, "m", "f"), Custom(1, 2), ExceptionGroup("g", [ValueError(1)]), UnicodeDecodeError("utf-8", b"a", 0, 1, "r")):
    again = pickle.loads(pickle.dumps(error))
    print(repr(again), again.args == error.args or type(again) is ExceptionGroup, repr(copy.copy(error)))
