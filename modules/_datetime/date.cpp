#include "modules/_datetime/datetimes.h"
#include "runtime/compare_order.h"

// date. What datetime inherits works on the packed date alone.

namespace pyro::datetimes {

RawObject new_date(Thread* thread, const Object& cls, int64_t date) {
  if (is_exact(thread, *cls, kDateType)) {
    RawDate result(allocate_for(thread, *cls).raw());
    result.set_date(date);
    return result;
  }
  Object year(thread, RawObject::from_small_int(year_of(date))),
      month(thread, RawObject::from_small_int(month_of(date))),
      day(thread, RawObject::from_small_int(day_of(date)));
  return call(thread, cls, year, month, day);
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

namespace {

RawDate self_date(Arguments arguments) { return RawDate(arguments[0].raw()); }

RawObject date_from_state(Thread* thread, Arguments arguments, const std::string& state) {
  auto byte = [&](size_t i) { return static_cast<int64_t>(static_cast<uint8_t>(state[i])); };
  RawDate result(allocate_for(thread, arguments[0]).raw());
  result.set_date(pack_date(byte(0) << 8 | byte(1), byte(2), byte(3)));
  return result;
}

// A date that a subclass of the date at `self` gets too.
RawObject date_like(Thread* thread, RawObject self, int64_t ordinal) {
  if (ordinal < 1 || ordinal > kMaxOrdinal)
    return raise(thread, Exc::kOverflowError, "date value out of range");
  Object cls(thread, type_of(thread, self));
  return new_date(thread, cls, date_of_ordinal(ordinal));
}

RawObject compare_dates(Thread*, CompareOp op, Arguments arguments) {
  if (!is_heap_date(arguments[1])) return RawObject::not_implemented();
  return RawObject::from_bool(
      satisfies(op, self_date(arguments).date() - RawDate(arguments[1].raw()).date()));
}

RawObject subtract_dates(Thread* thread, RawDate left, RawDate right) {
  return new_delta(thread,
                   Wide{ordinal_of(left.date()) - ordinal_of(right.date())} * kMicrosPerDay);
}

}  // namespace

RawObject datetime_date___new__(Thread* thread, Arguments arguments) {
  if (arguments.has(1) && !arguments.has(2)) {
    Object value(thread, arguments[1]);
    std::string state;
    if (!pickled_state(thread, value, 4, 2, 1, 12, "date", &state)) return RawObject::error();
    if (!state.empty() && (state[2] & 0x80) == 0) return date_from_state(thread, arguments, state);
  }
  constexpr const char* kNames[] = {"year", "month", "day"};
  int64_t fields[3];
  for (int i = 0; i < 3; i++) {
    if (!arguments.has(i + 1)) return raise_missing(thread, kNames[i], i + 1);
    if (!int_field(thread, arguments[i + 1], &fields[i])) return RawObject::error();
  }
  if (!check_date(thread, fields[0], fields[1], fields[2])) return RawObject::error();
  RawDate result(allocate_for(thread, arguments[0]).raw());
  result.set_date(pack_date(fields[0], fields[1], fields[2]));
  return result;
}

RawObject datetime_date_year_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(year_of(self_date(arguments).date()));
}
RawObject datetime_date_month_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(month_of(self_date(arguments).date()));
}
RawObject datetime_date_day_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(day_of(self_date(arguments).date()));
}

RawObject datetime_date___repr__(Thread* thread, Arguments arguments) {
  int64_t date = self_date(arguments).date();
  return new_str(thread, shown_type(thread, arguments[0]) + "(" + std::to_string(year_of(date)) +
                             ", " + std::to_string(month_of(date)) + ", " +
                             std::to_string(day_of(date)) + ")");
}

RawObject datetime_date_isoformat(Thread* thread, Arguments arguments) {
  std::string text;
  append_date(&text, self_date(arguments).date());
  return new_str(thread, text);
}

// Through the method, which a subclass may have replaced.
RawObject datetime_date___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return call_named(thread, self, "isoformat");
}

// The seed of PYTHONHASHSEED takes part, as in the hashes of text.
RawObject datetime_date___hash__(Thread* thread, Arguments arguments) {
  uint64_t date =
      static_cast<uint64_t>(self_date(arguments).date()) ^ thread->runtime()->hash_seed()[0];
  return RawObject::from_small_int(static_cast<word>(date * 0x9e3779b97f4a7c15u >> 3));
}

PYRO_COMPARISONS(datetime_date, compare_dates)

RawObject datetime_date___add__(Thread* thread, Arguments arguments) {
  if (is_heap_date_time(arguments[0]) || !is_heap_time_delta(arguments[1]))
    return RawObject::not_implemented();
  return date_like(
      thread, arguments[0],
      ordinal_of(self_date(arguments).date()) + RawTimeDelta::cast(arguments[1]).days());
}
RawObject datetime_date___radd__(Thread* thread, Arguments arguments) {
  return datetime_date___add__(thread, arguments);
}
RawObject datetime_date___sub__(Thread* thread, Arguments arguments) {
  if (is_heap_date_time(arguments[0]) || is_heap_date_time(arguments[1]))
    return RawObject::not_implemented();
  if (is_heap_date(arguments[1]))
    return subtract_dates(thread, self_date(arguments), RawDate(arguments[1].raw()));
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  return date_like(
      thread, arguments[0],
      ordinal_of(self_date(arguments).date()) - RawTimeDelta::cast(arguments[1]).days());
}
RawObject datetime_date___rsub__(Thread* thread, Arguments arguments) {
  if (is_heap_date_time(arguments[0]) || is_heap_date_time(arguments[1]) ||
      !is_heap_date(arguments[1]))
    return RawObject::not_implemented();
  return subtract_dates(thread, RawDate(arguments[1].raw()), self_date(arguments));
}

RawObject datetime_date_toordinal(Thread*, Arguments arguments) {
  return RawObject::from_small_int(ordinal_of(self_date(arguments).date()));
}
RawObject datetime_date_weekday(Thread*, Arguments arguments) {
  return RawObject::from_small_int(weekday_of(self_date(arguments).date()));
}
RawObject datetime_date_isoweekday(Thread*, Arguments arguments) {
  return RawObject::from_small_int(weekday_of(self_date(arguments).date()) + 1);
}

RawObject datetime_date_isocalendar(Thread* thread, Arguments arguments) {
  int64_t date = self_date(arguments).date(), ordinal = ordinal_of(date);
  int64_t year = year_of(date);
  if (ordinal < iso_year_start(year)) {
    year--;
  } else if (ordinal >= iso_year_start(year + 1)) {
    year++;
  }
  int64_t days = ordinal - iso_year_start(year);
  Object make(thread, import_from(thread, "_datetime", "_IsoCalendarDate"));
  if (make->is_error()) return *make;
  Object iso_year(thread, RawObject::from_small_int(year)),
      week(thread, RawObject::from_small_int(days / 7 + 1)),
      weekday(thread, RawObject::from_small_int(days % 7 + 1));
  return call(thread, make, iso_year, week, weekday);
}

RawObject datetime_date_fromordinal(Thread* thread, Arguments arguments) {
  int64_t ordinal;
  if (!int_field(thread, arguments[1], &ordinal)) return RawObject::error();
  if (ordinal < 1) return raise_value_error(thread, "ordinal must be >= 1");
  Object cls(thread, arguments[0]);
  Civil civil = civil_of(ordinal);
  if (!check_date(thread, civil.year, civil.month, civil.day)) return RawObject::error();
  return new_date(thread, cls, pack_date(civil.year, civil.month, civil.day));
}

namespace {

RawObject date_of_iso(Thread* thread, const Object& cls, const int64_t (&iso)[3]) {
  int64_t ordinal = 0;
  switch (ordinal_of_iso(iso[0], iso[1], iso[2], &ordinal)) {
    case IsoError::kYear:
      return raise_value_error(thread, "Year is out of range: %ld", iso[0]);
    case IsoError::kWeek:
      return raise_value_error(thread, "Invalid week: %ld", iso[1]);
    case IsoError::kDay:
      return raise_value_error(thread, "Invalid day: %ld (range is [1, 7])", iso[2]);
    case IsoError::kNone:
      break;
  }
  Civil civil = civil_of(ordinal);
  if (!check_date(thread, civil.year, civil.month, civil.day)) return RawObject::error();
  return new_date(thread, cls, pack_date(civil.year, civil.month, civil.day));
}

}  // namespace

RawObject datetime_date_fromisocalendar(Thread* thread, Arguments arguments) {
  int64_t iso[3];
  for (int i = 0; i < 3; i++) {
    if (int_field(thread, arguments[i + 1], &iso[i])) continue;
    return clear_pending_if(thread, Exc::kOverflowError)
               ? raise_value_error(thread, "ISO calendar component out of range")
               : RawObject::error();
  }
  Object cls(thread, arguments[0]);
  return date_of_iso(thread, cls, iso);
}

RawObject datetime_date_fromisoformat(Thread* thread, Arguments arguments) {
  Object text(thread, arguments[1]), cls(thread, arguments[0]);
  if (!is_str(*text)) return raise_type_error(thread, "fromisoformat: argument must be str");
  std::string chars = utf8_of(*text);
  Civil civil;
  if ((chars.size() != 7 && chars.size() != 8 && chars.size() != 10) ||
      !parse_iso_date(chars, &civil))
    return raise_iso_format(thread, text);
  if (!check_date(thread, civil.year, civil.month, civil.day)) return RawObject::error();
  return new_date(thread, cls, pack_date(civil.year, civil.month, civil.day));
}

// Unlike arithmetic, replace() does not call a subclass's constructor.
RawObject datetime_date_replace(Thread* thread, Arguments arguments) {
  int64_t date = self_date(arguments).date();
  int64_t fields[] = {year_of(date), month_of(date), day_of(date)};
  for (int i = 0; i < 3; i++) {
    if (arguments.has(i + 1) && !int_field(thread, arguments[i + 1], &fields[i]))
      return RawObject::error();
  }
  if (!check_date(thread, fields[0], fields[1], fields[2])) return RawObject::error();
  RawDate result(allocate_for(thread, type_of(thread, arguments[0])).raw());
  result.set_date(pack_date(fields[0], fields[1], fields[2]));
  return result;
}

RawObject datetime_date___reduce__(Thread* thread, Arguments arguments) {
  int64_t date = self_date(arguments).date();
  uint8_t state[] = {static_cast<uint8_t>(date >> 24), static_cast<uint8_t>(date >> 16),
                     static_cast<uint8_t>(date >> 8), static_cast<uint8_t>(date)};
  Object type(thread, type_of(thread, arguments[0])), bytes(thread, new_bytes(thread, state, 4));
  Object values(thread, new_tuple_of(thread, bytes));
  return new_tuple_of(thread, type, values);
}

}  // namespace pyro::natives
