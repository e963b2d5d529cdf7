def step(name, fail=False):
    print(name)
    if fail:
        raise RuntimeError(name)


try:
    try:
        step("a", True)
    except KeyError:
        step("never")
    else:
        step("never")
    finally:
        step("inner finally")
except RuntimeError as error:
    step(f"outer except {error}")
else:
    step("never")
finally:
    step("outer finally")
try:
    step("b")
except Exception:
    step("never")
else:
    step("else")
finally:
    step("done")
