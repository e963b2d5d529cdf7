from contextvars import Context, ContextVar, Token, copy_context

plain = ContextVar("plain")
with_default = ContextVar("with_default", default=3)
try:
    plain.get()
except LookupError as error:
    print("LookupError", error.args[0] is plain)
print(plain.get("fallback"), with_default.get())
first = plain.set(1)
second = plain.set(2)
print(second.old_value, first.old_value is Token.MISSING, Token.MISSING)
context = copy_context()
plain.reset(second)
print(plain.get(), context[plain], plain in context, with_default in context, len(context))


def inside(value):
    token = plain.set(value)
    with_default.set("inner")
    return token


token = context.run(inside, 7)
print(plain.get(), with_default.get(), context[plain], context[with_default], len(context))
for wrong in (token, second, "x"):
    try:
        plain.reset(wrong)
    except (ValueError, RuntimeError, TypeError) as error:
        print(type(error).__name__)
plain.reset(first)
print(plain.get("gone"), len(copy_context()))
print(context == context.copy(), context == Context(), sorted(map(str, context.values())))
try:
    context.run(context.run, print)
except RuntimeError as error:
    print(str(error).partition("<")[0])


def numbers():
    while True:
        yield with_default.get()


generator = numbers()
print(next(generator), context.run(next, generator), next(generator))
many = [ContextVar(str(i)) for i in range(500)]
tokens = [variable.set(i) for i, variable in enumerate(many)]
print(len(copy_context()), sum(variable.get() for variable in many))
for variable, token in list(zip(many, tokens))[::2]:
    variable.reset(token)
print(len(copy_context()), sum(variable.get(0) for variable in many))
