def bad(function):
    raise ValueError(function.__name__)


for source in ("@5\ndef f(): pass", "@undefined\ndef f(): pass", "@bad\ndef f(): pass", "@None\nclass C: pass", "@bad\nclass C: pass", "@property\ndef f(): pass\nf()"):
    try:
        exec(source, {"bad": bad})
    except Exception as error:
        print(type(error).__name__, error)
