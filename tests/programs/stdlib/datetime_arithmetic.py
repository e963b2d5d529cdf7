from datetime import date, datetime, time, timedelta, timezone

d = datetime(2024, 2, 28, 23, 59, 58, 999999)
print(d, repr(d), d + timedelta(days=2, seconds=5), d - datetime(2023, 1, 1), d.date(), d.time(), d.isoformat("T", "seconds"), d.weekday(), d.isocalendar(), d.timetuple().tm_yday, d.replace(year=2023), d.strftime("%a %d %b %Y %H:%M:%S.%f %j"), datetime.strptime("05/06/07", "%d/%m/%y"), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), date.fromordinal(738000), date(2024, 3, 1) - date(2024, 2, 1), date.min, datetime.max)
print(timedelta(1.5), repr(timedelta(hours=-1)), timedelta(days=1) / timedelta(hours=1), timedelta(seconds=10) * 1.5, divmod(timedelta(10), timedelta(3)), timedelta(days=2).total_seconds(), str(timedelta(microseconds=-1)), abs(timedelta(-1)), time(1, 2) < time(1, 3), bool(timedelta()))
utc = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(utc, utc.astimezone(timezone(timedelta(hours=5, minutes=30))), utc.timestamp(), timezone(timedelta(hours=-3)), datetime.fromtimestamp(86400.5, timezone.utc), utc.utcoffset(), repr(timezone.utc), utc == datetime(2024, 1, 1, 2, tzinfo=timezone(timedelta(hours=2))))
for call in ("date(2023, 2, 29)", "datetime(2024, 13, 1)", "date(0, 1, 1)", "timedelta(days=10**10)", "d - utc", "d < utc", "date.fromisoformat('x')", "datetime.strptime('x', '%Y')", "time(25)", "date.max + timedelta(1)", "timezone(timedelta(days=2))", "date(2024)", "date('a', 1, 1)", "d + 5", "timedelta(1) < 5", "utc.replace(tzinfo=5)"):
    try:
        print(eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
