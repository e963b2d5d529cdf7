import gc
import tracemalloc


def allocate(size):
    return bytearray(size), tracemalloc_line()


def tracemalloc_line():
    return allocate.__code__.co_firstlineno + 1


def show(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__, error)


show(tracemalloc.is_tracing)
show(tracemalloc.get_traced_memory)
show(tracemalloc.get_traceback_limit)
show(tracemalloc.get_object_traceback, [1])
show(tracemalloc.take_snapshot)
for limit in (0, -1, 65536, "x"):
    show(tracemalloc.start, limit)
tracemalloc.start(5)
tracemalloc.start(7)
print(tracemalloc.is_tracing(), tracemalloc.get_traceback_limit())

before = tracemalloc.get_traced_memory()[0]
data, line = allocate(1_000_000)
after, peak = tracemalloc.get_traced_memory()
print(1_000_000 <= after - before < 1_100_000, peak >= after)

traceback = tracemalloc.get_object_traceback(data)
print(traceback[-1].lineno == line, len(traceback))
print([frame.filename == __file__ for frame in traceback])
print(tracemalloc.get_object_traceback(5), tracemalloc.get_object_traceback("ab"))

snapshot = tracemalloc.take_snapshot()
large = max(snapshot.traces, key=lambda trace: trace.size)
print(large.size >= 1_000_000, large.domain, large.traceback[-1].lineno == line, large.traceback.total_nframe)
statistics = snapshot.statistics("lineno")
print(statistics[0].count >= 1, statistics[0].size >= 1_000_000)

del data
gc.collect()
less = tracemalloc.get_traced_memory()[0]
print(less < after - 900_000)
second = tracemalloc.take_snapshot()
print(second.compare_to(snapshot, "filename")[0].size_diff < -900_000)
kept = second.filter_traces([tracemalloc.Filter(True, __file__), tracemalloc.DomainFilter(True, 0)])
print(len(kept.traces) > 0, len(kept.filter_traces([tracemalloc.DomainFilter(False, 0)]).traces))

[0] * 2_000_000
peak = tracemalloc.get_traced_memory()[1]
print(peak > 16_000_000)
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < 10_000_000)
print(tracemalloc.get_tracemalloc_memory() > 0)

cells = []
for index in range(20_000):
    cells.append([index])
found = tracemalloc.get_object_traceback(cells[77])
print(found[-1].lineno == tracemalloc.get_object_traceback(cells[19_999])[-1].lineno)
tracemalloc.clear_traces()
print(tracemalloc.get_object_traceback(cells[77]), tracemalloc.get_traced_memory()[0] < 1_000_000)
tracemalloc.stop()
print(tracemalloc.is_tracing(), tracemalloc.get_traced_memory(), tracemalloc.get_traceback_limit())
tracemalloc.start()
print(tracemalloc.get_traceback_limit(), len(tracemalloc.get_object_traceback(object())))
