#include "modules/_datetime/datetimes.h"
#include "runtime/compare_order.h"

// time: a time of day.

namespace pyro::datetimes {

RawObject allocate_time(Thread* thread, const Object& cls, int64_t time, const Object& zone) {
  RawTimeOfDay result(allocate_for(thread, *cls).raw());
  result.set_time(time);
  result.set_zone(*zone);
  return result;
}

RawObject new_time(Thread* thread, const Object& cls, int64_t time, const Object& zone) {
  if (is_exact(thread, *cls, kTimeType)) return allocate_time(thread, cls, time, zone);
  Clock clock = clock_of(time);
  StackWindow window(thread);
  for (RawObject value : {*cls, RawObject::unbound()}) {
    if (!window.push(value)) return RawObject::error();
  }
  for (int field : {clock.hour, clock.minute, clock.second, clock.microsecond}) {
    if (!window.push(RawObject::from_small_int(field))) return RawObject::error();
  }
  if (!window.push(*zone)) return RawObject::error();
  return call_window(thread, window.base(), 5, RawObject::none());
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

namespace {

RawTimeOfDay self_time(Arguments arguments) { return RawTimeOfDay(arguments[0].raw()); }

// time(state[, tzinfo]); *state is empty if the arguments are none.
RawObject time_from_state(Thread* thread, Arguments arguments, std::string* state) {
  if (!arguments.has(1) || arguments.has(3)) return RawObject::none();
  Object value(thread, arguments[1]), cls(thread, arguments[0]);
  if (!pickled_state(thread, value, 6, 0, 0, 23, "time", state)) return RawObject::error();
  if (state->empty()) return RawObject::none();
  Object zone(thread, arguments.get_or(2, RawObject::none()));
  if (!zone->is_none() &&
      !is_subtype_NoGC(type_of(thread, *zone), module_type(thread, kTzInfoType)))
    return raise_type_error(thread, "bad tzinfo state arg");
  auto byte = [&](size_t i) { return static_cast<int64_t>(static_cast<uint8_t>((*state)[i])); };
  int64_t micros =
      micros_of_day(byte(0) & 0x7f, byte(1), byte(2), byte(3) << 16 | byte(4) << 8 | byte(5));
  return allocate_time(thread, cls, time_word(micros, byte(0) >> 7), zone);
}

Offset time_offset(Thread* thread, RawObject time) {
  Object zone(thread, RawTimeOfDay(time.raw()).zone()), none(thread, RawObject::none());
  return offset_of(thread, zone, none);
}

RawObject compare_times(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_time_of_day(arguments[1])) return RawObject::not_implemented();
  Offset left, right;
  if (self_time(arguments).zone() != RawTimeOfDay(arguments[1].raw()).zone()) {
    left = time_offset(thread, arguments[0]);
    if (left.failed()) return RawObject::error();
    right = time_offset(thread, arguments[1]);
    if (right.failed()) return RawObject::error();
    if (left.naive() != right.naive()) {
      if (op == CompareOp::kEq || op == CompareOp::kNe)
        return RawObject::from_bool(op == CompareOp::kNe);
      return raise_type_error(thread, "can't compare offset-naive and offset-aware times");
    }
  }
  int64_t order = ((self_time(arguments).time() >> 1) - left.micros) -
                  ((RawTimeOfDay(arguments[1].raw()).time() >> 1) - right.micros);
  return RawObject::from_bool(satisfies(op, order));
}

RawObject ask_zone(Thread* thread, Arguments arguments, const char* method) {
  Object zone(thread, self_time(arguments).zone()), none(thread, RawObject::none());
  return zone_delta(thread, zone, method, none);
}

}  // namespace

RawObject datetime_time___new__(Thread* thread, Arguments arguments) {
  std::string state;
  RawObject restored = time_from_state(thread, arguments, &state);
  if (!restored.is_none()) return restored;
  int64_t fields[] = {0, 0, 0, 0}, fold = 0;
  for (int i = 0; i < 4; i++) {
    if (arguments.has(i + 1) && !int_field(thread, arguments[i + 1], &fields[i]))
      return RawObject::error();
  }
  if (arguments.has(6) && !int_field(thread, arguments[6], &fold)) return RawObject::error();
  if (!check_time(thread, fields[0], fields[1], fields[2], fields[3], fold))
    return RawObject::error();
  Object zone(thread, arguments[5]), cls(thread, arguments[0]);
  if (!check_zone(thread, zone)) return RawObject::error();
  int64_t micros = micros_of_day(fields[0], fields[1], fields[2], fields[3]);
  return allocate_time(thread, cls, time_word(micros, fold), zone);
}

RawObject datetime_time_hour_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_time(arguments).time()).hour);
}
RawObject datetime_time_minute_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_time(arguments).time()).minute);
}
RawObject datetime_time_second_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_time(arguments).time()).second);
}
RawObject datetime_time_microsecond_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(clock_of(self_time(arguments).time()).microsecond);
}
RawObject datetime_time_tzinfo_get(Thread*, Arguments arguments) {
  return self_time(arguments).zone();
}
RawObject datetime_time_fold_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(self_time(arguments).time() & 1);
}

RawObject datetime_time_replace(Thread* thread, Arguments arguments) {
  Clock clock = clock_of(self_time(arguments).time());
  int64_t fields[] = {clock.hour, clock.minute, clock.second, clock.microsecond}, fold = clock.fold;
  for (int i = 0; i < 4; i++) {
    if (arguments.has(i + 1) && !int_field(thread, arguments[i + 1], &fields[i]))
      return RawObject::error();
  }
  if (arguments.has(6) && !int_field(thread, arguments[6], &fold)) return RawObject::error();
  if (!check_time(thread, fields[0], fields[1], fields[2], fields[3], fold))
    return RawObject::error();
  Object zone(thread, arguments.get_or(5, self_time(arguments).zone()));
  if (!check_zone(thread, zone)) return RawObject::error();
  Object cls(thread, type_of(thread, arguments[0]));
  int64_t micros = micros_of_day(fields[0], fields[1], fields[2], fields[3]);
  return allocate_time(thread, cls, time_word(micros, fold), zone);
}

RawObject datetime_time___repr__(Thread* thread, Arguments arguments) {
  Clock clock = clock_of(self_time(arguments).time());
  std::string text = shown_type(thread, arguments[0]) + "(" + std::to_string(clock.hour) + ", " +
                     std::to_string(clock.minute);
  if (clock.second != 0 || clock.microsecond != 0) text += ", " + std::to_string(clock.second);
  if (clock.microsecond != 0) text += ", " + std::to_string(clock.microsecond);
  Object zone(thread, self_time(arguments).zone());
  if (!zone->is_none()) {
    RawObject shown = repr(thread, zone);
    if (shown.is_error()) return shown;
    text += ", tzinfo=" + utf8_of(shown);
  }
  return new_str(thread, text + (clock.fold != 0 ? ", fold=1)" : ")"));
}

RawObject datetime_time_isoformat(Thread* thread, Arguments arguments) {
  TimeSpec spec = TimeSpec::kAuto;
  if (arguments.has(1) && !time_spec(thread, arguments[1], &spec, 1)) return RawObject::error();
  std::string text;
  append_clock(&text, clock_of(self_time(arguments).time()), spec);
  Offset offset = time_offset(thread, arguments[0]);
  if (offset.failed()) return RawObject::error();
  if (!offset.naive()) append_offset(&text, offset.micros, ":");
  return new_str(thread, text);
}
RawObject datetime_time___str__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return call_named(thread, self, "isoformat");
}

// Equal times have equal hashes: that of the time in UTC, whatever the fold.
RawObject datetime_time___hash__(Thread* thread, Arguments arguments) {
  if (!self_time(arguments).hash().is_none()) return self_time(arguments).hash();
  Offset offset = time_offset(thread, arguments[0]);
  if (offset.failed()) return RawObject::error();
  auto micros = static_cast<uint64_t>((self_time(arguments).time() >> 1) - offset.micros) ^
                thread->runtime()->hash_seed()[0];
  RawObject hash = RawObject::from_small_int(static_cast<word>(micros * 0x9e3779b97f4a7c15u >> 3));
  self_time(arguments).set_hash(hash);
  return hash;
}

PYRO_COMPARISONS(datetime_time, compare_times)

RawObject datetime_time_utcoffset(Thread* thread, Arguments arguments) {
  return ask_zone(thread, arguments, "utcoffset");
}
RawObject datetime_time_dst(Thread* thread, Arguments arguments) {
  return ask_zone(thread, arguments, "dst");
}
RawObject datetime_time_tzname(Thread* thread, Arguments arguments) {
  Object zone(thread, self_time(arguments).zone()), none(thread, RawObject::none());
  return zone_name(thread, zone, none);
}

RawObject datetime_time_fromisoformat(Thread* thread, Arguments arguments) {
  Object text(thread, arguments[1]), cls(thread, arguments[0]);
  if (!is_str(*text)) return raise_type_error(thread, "fromisoformat: argument must be str");
  std::string chars = utf8_of(*text);
  ParsedTime parsed;
  if (!parse_iso_time(std::string_view(chars).substr(chars.starts_with('T') ? 1 : 0), &parsed))
    return raise_iso_format(thread, text);
  Object zone(thread, parsed.has_zone ? new_fixed_zone(thread, parsed.offset) : RawObject::none());
  if (zone->is_error() ||
      !check_time(thread, parsed.hour, parsed.minute, parsed.second, parsed.microsecond, 0)) {
    return RawObject::error();
  }
  int64_t micros = micros_of_day(parsed.hour, parsed.minute, parsed.second, parsed.microsecond);
  return new_time(thread, cls, time_word(micros, 0), zone);
}

namespace {

// Hour (its top bit is the fold, from protocol 4 on), minute, second, three bytes of microseconds.
RawObject reduce_time(Thread* thread, Arguments arguments, bool with_fold) {
  Clock clock = clock_of(self_time(arguments).time());
  int fold = with_fold ? clock.fold << 7 : 0;
  uint8_t state[] = {
      static_cast<uint8_t>(clock.hour | fold),      static_cast<uint8_t>(clock.minute),
      static_cast<uint8_t>(clock.second),           static_cast<uint8_t>(clock.microsecond >> 16),
      static_cast<uint8_t>(clock.microsecond >> 8), static_cast<uint8_t>(clock.microsecond)};
  Object type(thread, type_of(thread, arguments[0])), bytes(thread, new_bytes(thread, state, 6));
  Object zone(thread, self_time(arguments).zone());
  Object values(thread,
                zone->is_none() ? new_tuple_of(thread, bytes) : new_tuple_of(thread, bytes, zone));
  return new_tuple_of(thread, type, values);
}

}  // namespace

RawObject datetime_time___reduce__(Thread* thread, Arguments arguments) {
  return reduce_time(thread, arguments, false);
}
RawObject datetime_time___reduce_ex__(Thread* thread, Arguments arguments) {
  int64_t protocol;
  if (!int_field(thread, arguments[1], &protocol)) return RawObject::error();
  return reduce_time(thread, arguments, protocol > 3);
}

}  // namespace pyro::natives
