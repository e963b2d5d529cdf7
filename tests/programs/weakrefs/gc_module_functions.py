import gc

print(gc.isenabled(), isinstance(gc.collect(), int), len(gc.get_threshold()), gc.is_tracked([]), gc.is_tracked(1), isinstance(gc.get_count(), tuple))
gc.disable()
print(gc.isenabled())
gc.enable()
holder = []
target = {"k": holder}
print(any(referrer is target for referrer in gc.get_referrers(holder)), any(r is holder for r in gc.get_referents(target)), gc.garbage)
for call in ("gc.collect(5)", "gc.collect('a')", "gc.set_threshold('a')"):
    try:
        eval(call)
    except (ValueError, TypeError) as error:
        print(call, type(error).__name__, error)
