class Plain:
    pass


item = Plain()
try:
    item.missing
except AttributeError as error:
    print(error.name, error.obj is item)
try:
    undefined_thing
except NameError as error:
    print(error.name, error)
