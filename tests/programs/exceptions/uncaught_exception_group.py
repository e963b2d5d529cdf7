def fail(kind, text):
    raise kind(text)


errors = []
for kind, text in ((ValueError, "one"), (TypeError, "two")):
    try:
        fail(kind, text)
    except Exception as error:
        errors.append(error)
errors[0].add_note("a note")
nested = ExceptionGroup("inner", [KeyError("k")])
raise ExceptionGroup("outer", [*errors, nested])
