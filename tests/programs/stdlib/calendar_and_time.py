import calendar
import time

print(calendar.month(2024, 2), calendar.isleap(1900), calendar.monthrange(2024, 2), calendar.timegm((1970, 1, 2, 0, 0, 0)), list(calendar.day_abbr), calendar.monthcalendar(2024, 2)[0])
t = time.gmtime(86400 * 365)
print(t, t.tm_year, t[1], tuple(t), time.strftime("%Y-%m-%d %H:%M:%S %j %a", t), time.strptime("2024-02-29", "%Y-%m-%d").tm_yday, time.asctime(t), time.mktime(t) == 86400 * 365, time.tzname[0], time.monotonic() <= time.monotonic(), isinstance(time.time(), float), isinstance(time.time_ns(), int), time.perf_counter() >= 0)
for call in ("time.sleep(-1)", "time.sleep('a')", "time.strptime('x', '%Y')", "time.gmtime(10**20)", "time.strftime('%Y', (1,))", "time.gmtime('a')", "calendar.monthrange(2024, 13)"):
    try:
        eval(call)
    except Exception as error:
        print(call, type(error).__name__, error)
