error = ValueError("base")
error.add_note("first")
error.add_note("second\nline")
print(error.__notes__, hasattr(ValueError(), "__notes__"))
for bad in (5, None):
    try:
        error.add_note(bad)
    except TypeError as problem:
        print(problem)
raise error
