import copy
import pickle

iterator = iter([1, 2, 3])
next(iterator)
print(list(copy.copy(iterator)), list(pickle.loads(pickle.dumps(iterator))), list(iterator), list(pickle.loads(pickle.dumps(range(3)))), list(pickle.loads(pickle.dumps(iter("ab")))))
for value in ((x for x in []), lambda: 0):
    try:
        pickle.dumps(value)
    except Exception as error:
        print(type(error).__name__, str(error).split(" at 0x")[0].split("<")[0])
