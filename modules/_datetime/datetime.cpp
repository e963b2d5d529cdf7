#include "modules/_datetime/datetimes.h"

// datetime: construction, fields, text, pickling.

namespace pyro::datetimes {

RawObject allocate_datetime(Thread* thread, const Object& cls, int64_t date, int64_t time,
                            const Object& zone) {
  RawDateTime result(allocate_for(thread, *cls).raw());
  result.set_date(date);
  result.set_time(time);
  result.set_zone(*zone);
  return result;
}

RawObject new_datetime(Thread* thread, const Object& cls, int64_t date, int64_t time,
                       const Object& zone) {
  if (is_exact(thread, *cls, kDateTimeType))
    return allocate_datetime(thread, cls, date, time, zone);
  Clock clock = clock_of(time);
  StackWindow window(thread);
  if (!window.push(*cls) || !window.push(RawObject::unbound())) return RawObject::error();
  for (int field : {year_of(date), month_of(date), day_of(date), clock.hour, clock.minute,
                    clock.second, clock.microsecond}) {
    if (!window.push(RawObject::from_small_int(field))) return RawObject::error();
  }
  if (!window.push(*zone)) return RawObject::error();
  return call_window(thread, window.base(), 8, RawObject::none());
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

namespace {

RawDateTime self_moment(Arguments arguments) { return RawDateTime(arguments[0].raw()); }

// datetime(state[, tzinfo]); None if the arguments are no state.
RawObject datetime_from_state(Thread* thread, Arguments arguments) {
  if (!arguments.has(1) || arguments.has(3)) return RawObject::none();
  Object value(thread, arguments[1]), cls(thread, arguments[0]);
  std::string state;
  if (!pickled_state(thread, value, 10, 2, 1, 12, "datetime", &state)) return RawObject::error();
  if (state.empty()) return RawObject::none();
  Object zone(thread, arguments.get_or(2, RawObject::none()));
  if (!zone->is_none() &&
      !is_subtype_NoGC(type_of(thread, *zone), module_type(thread, kTzInfoType)))
    return raise_type_error(thread, "bad tzinfo state arg");
  auto byte = [&](size_t i) { return static_cast<int64_t>(static_cast<uint8_t>(state[i])); };
  int64_t micros = micros_of_day(byte(4), byte(5), byte(6), byte(7) << 16 | byte(8) << 8 | byte(9));
  return allocate_datetime(thread, cls, pack_date(byte(0) << 8 | byte(1), byte(2) & 0x7f, byte(3)),
                           time_word(micros, byte(2) >> 7), zone);
}

// year ... microsecond; then the zone is argument 8 and the fold argument 9.
bool read_fields(Thread* thread, Arguments arguments, int64_t (&fields)[7], int64_t* fold) {
  for (int i = 0; i < 7; i++) {
    if (arguments.has(i + 1) && !int_field(thread, arguments[i + 1], &fields[i])) return false;
  }
  if (arguments.has(9) && !int_field(thread, arguments[9], fold)) return false;
  return check_date(thread, fields[0], fields[1], fields[2]) &&
         check_time(thread, fields[3], fields[4], fields[5], fields[6], *fold);
}

RawObject make_from_fields(Thread* thread, const Object& cls, const int64_t (&fields)[7],
                           int64_t fold, const Object& zone) {
  if (!check_zone(thread, zone)) return RawObject::error();
  int64_t micros = micros_of_day(fields[3], fields[4], fields[5], fields[6]);
  return allocate_datetime(thread, cls, pack_date(fields[0], fields[1], fields[2]),
                           time_word(micros, fold), zone);
}

}  // namespace

RawObject datetime_datetime___new__(Thread* thread, Arguments arguments) {
  RawObject restored = datetime_from_state(thread, arguments);
  if (!restored.is_none()) return restored;
  constexpr const char* kNames[] = {"year", "month", "day"};
  int64_t fields[7] = {}, fold = 0;
  for (int i = 0; i < 3; i++) {
    if (!arguments.has(i + 1)) return raise_missing(thread, kNames[i], i + 1);
    if (!int_field(thread, arguments[i + 1], &fields[i])) return RawObject::error();
  }
  if (!read_fields(thread, arguments, fields, &fold)) return RawObject::error();
  Object cls(thread, arguments[0]), zone(thread, arguments[8]);
  return make_from_fields(thread, cls, fields, fold, zone);
}

RawObject datetime_datetime_replace(Thread* thread, Arguments arguments) {
  int64_t date = self_moment(arguments).date();
  Clock clock = clock_of(self_moment(arguments).time());
  int64_t fold = clock.fold;
  int64_t fields[7] = {year_of(date), month_of(date), day_of(date),     clock.hour,
                       clock.minute,  clock.second,   clock.microsecond};
  if (!read_fields(thread, arguments, fields, &fold)) return RawObject::error();
  Object cls(thread, type_of(thread, arguments[0]));
  Object zone(thread, arguments.get_or(8, self_moment(arguments).zone()));
  return make_from_fields(thread, cls, fields, fold, zone);
}

RawObject datetime_datetime_hour_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_moment(arguments).time()).hour);
}
RawObject datetime_datetime_minute_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_moment(arguments).time()).minute);
}
RawObject datetime_datetime_second_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_moment(arguments).time()).second);
}
RawObject datetime_datetime_microsecond_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_moment(arguments).time()).microsecond);
}
RawObject datetime_datetime_tzinfo_get(Thread*, Arguments arguments) {
  return self_moment(arguments).zone();
}
RawObject datetime_datetime_fold_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(self_moment(arguments).time() & 1);
}

RawObject datetime_datetime_date(Thread* thread, Arguments arguments) {
  Object cls(thread, module_type(thread, kDateType));
  return new_date(thread, cls, self_moment(arguments).date());
}
RawObject datetime_datetime_time(Thread* thread, Arguments arguments) {
  Object cls(thread, module_type(thread, kTimeType)), none(thread, RawObject::none());
  return new_time(thread, cls, self_moment(arguments).time(), none);
}
RawObject datetime_datetime_timetz(Thread* thread, Arguments arguments) {
  Object cls(thread, module_type(thread, kTimeType)), zone(thread, self_moment(arguments).zone());
  return new_time(thread, cls, self_moment(arguments).time(), zone);
}

RawObject datetime_datetime_combine(Thread* thread, Arguments arguments) {
  Object date(thread, arguments[1]), time(thread, arguments[2]), cls(thread, arguments[0]);
  if (!is_heap_date(*date))
    return raise_type_error(thread, "combine() argument 1 must be datetime.date, not %V", &date);
  if (!is_heap_time_of_day(*time))
    return raise_type_error(thread, "combine() argument 2 must be datetime.time, not %V", &time);
  Object zone(thread, arguments.get_or(3, RawTimeOfDay(time->raw()).zone()));
  if (!check_zone(thread, zone)) return RawObject::error();
  return new_datetime(thread, cls, RawDate(date->raw()).date(), RawTimeOfDay(time->raw()).time(),
                      zone);
}

RawObject datetime_datetime___repr__(Thread* thread, Arguments arguments) {
  int64_t date = self_moment(arguments).date();
  Clock clock = clock_of(self_moment(arguments).time());
  std::string text = shown_type(thread, arguments[0]) + "(" + std::to_string(year_of(date));
  for (int field : {month_of(date), day_of(date), clock.hour, clock.minute})
    text += ", " + std::to_string(field);
  if (clock.second != 0 || clock.microsecond != 0) text += ", " + std::to_string(clock.second);
  if (clock.microsecond != 0) text += ", " + std::to_string(clock.microsecond);
  if (clock.fold != 0) text += ", fold=1";
  Object zone(thread, self_moment(arguments).zone());
  if (!zone->is_none()) {
    RawObject shown = repr(thread, zone);
    if (shown.is_error()) return shown;
    text += ", tzinfo=" + utf8_of(shown);
  }
  return new_str(thread, text + ")");
}

namespace {

RawObject moment_text(Thread* thread, Arguments arguments, const std::string& separator,
                      TimeSpec spec) {
  std::string text;
  append_date(&text, self_moment(arguments).date());
  text += separator;
  append_clock(&text, clock_of(self_moment(arguments).time()), spec);
  Object zone(thread, self_moment(arguments).zone()), self(thread, arguments[0]);
  Offset offset = offset_of(thread, zone, self);
  if (offset.failed()) return RawObject::error();
  if (!offset.naive()) append_offset(&text, offset.micros, ":");
  return new_str(thread, text);
}

}  // namespace

RawObject datetime_datetime_isoformat(Thread* thread, Arguments arguments) {
  std::string separator = "T";
  if (arguments.has(1)) {
    Object value(thread, arguments[1]);
    if (!is_str(*value) || str_length(underlying_value(*value)) != 1) {
      return raise_type_error(thread, "isoformat() argument 1 must be a unicode character, not %V",
                              &value);
    }
    separator = utf8_of(*value);
  }
  TimeSpec spec = TimeSpec::kAuto;
  if (arguments.has(2) && !time_spec(thread, arguments[2], &spec, 2)) return RawObject::error();
  return moment_text(thread, arguments, separator, spec);
}

// Through the method, which a subclass may have replaced.
RawObject datetime_datetime___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]), separator(thread, new_str_ascii(thread, " "));
  return call_named(thread, self, "isoformat", separator);
}

RawObject datetime_datetime_fromisoformat(Thread* thread, Arguments arguments) {
  Object text(thread, arguments[1]), cls(thread, arguments[0]);
  if (!is_str(*text)) return raise_type_error(thread, "fromisoformat: argument must be str");
  std::string chars = utf8_of(*text);
  if (chars.size() < 7) return raise_iso_format(thread, text);
  size_t date_length = iso_date_length(chars);
  Civil civil;
  ParsedTime parsed;
  if (date_length > chars.size() ||
      !parse_iso_date(std::string_view(chars).substr(0, date_length), &civil)) {
    return raise_iso_format(thread, text);
  }
  if (date_length < chars.size()) {
    size_t start = date_length + 1;  // behind the separator, whatever character that is
    while (start < chars.size() && (chars[start] & 0xc0) == 0x80) start++;
    if (!parse_iso_time(std::string_view(chars).substr(start), &parsed))
      return raise_iso_format(thread, text);
  }
  Object zone(thread, parsed.has_zone ? new_fixed_zone(thread, parsed.offset) : RawObject::none());
  if (zone->is_error() || !check_date(thread, civil.year, civil.month, civil.day) ||
      !check_time(thread, parsed.hour, parsed.minute, parsed.second, parsed.microsecond, 0)) {
    return RawObject::error();
  }
  int64_t micros = micros_of_day(parsed.hour, parsed.minute, parsed.second, parsed.microsecond);
  return new_datetime(thread, cls, pack_date(civil.year, civil.month, civil.day),
                      time_word(micros, 0), zone);
}

namespace {

// Year, month (its top bit is the fold, from protocol 4 on), day, hour, minute, second,
// microsecond.
RawObject reduce_datetime(Thread* thread, Arguments arguments, bool with_fold) {
  int64_t date = self_moment(arguments).date();
  Clock clock = clock_of(self_moment(arguments).time());
  int fold = with_fold ? clock.fold << 7 : 0;
  uint8_t state[] = {static_cast<uint8_t>(date >> 24),
                     static_cast<uint8_t>(date >> 16),
                     static_cast<uint8_t>(month_of(date) | fold),
                     static_cast<uint8_t>(date),
                     static_cast<uint8_t>(clock.hour),
                     static_cast<uint8_t>(clock.minute),
                     static_cast<uint8_t>(clock.second),
                     static_cast<uint8_t>(clock.microsecond >> 16),
                     static_cast<uint8_t>(clock.microsecond >> 8),
                     static_cast<uint8_t>(clock.microsecond)};
  Object type(thread, type_of(thread, arguments[0])), bytes(thread, new_bytes(thread, state, 10));
  Object zone(thread, self_moment(arguments).zone());
  Object values(thread,
                zone->is_none() ? new_tuple_of(thread, bytes) : new_tuple_of(thread, bytes, zone));
  return new_tuple_of(thread, type, values);
}

}  // namespace

RawObject datetime_datetime___reduce__(Thread* thread, Arguments arguments) {
  return reduce_datetime(thread, arguments, false);
}
RawObject datetime_datetime___reduce_ex__(Thread* thread, Arguments arguments) {
  int64_t protocol;
  if (!int_field(thread, arguments[1], &protocol)) return RawObject::error();
  return reduce_datetime(thread, arguments, protocol > 3);
}

}  // namespace pyro::natives
