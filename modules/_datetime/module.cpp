#include "modules/_datetime/datetimes.h"

// What the types of _datetime share, and the making of the module.

namespace pyro::datetimes {

namespace {

constexpr int kStateKey = 0;
constexpr const char* kTypeNames[] = {"timedelta", "date",   "datetime",
                                      "time",      "tzinfo", "timezone"};

}  // namespace

RawObject module_type(Thread* thread, word index) {
  return array_at(thread->runtime()->module_state(&kStateKey), index);
}
RawObject utc_zone(Thread* thread) { return module_type(thread, kUtc); }

std::string shown_type(Thread* thread, RawObject value) {
  RawObject type = type_of(thread, value);
  std::string name = utf8_of(RawType(type.raw()).name());
  return type_has_flag(type, kTypeHeap) ? name : "datetime." + name;
}

bool int_field(Thread* thread, RawObject raw_value, int64_t* result) {
  if (raw_value.is_small_int()) {
    *result = raw_value.small_int();
  } else {
    Object value(thread, raw_value);
    RawObject index = index_of(thread, value);
    if (index.is_error()) return false;
    word number;
    if (!int_to_word_NoGC(int_value_of(index), &number)) {
      raise(thread, Exc::kOverflowError, "Python int too large to convert to C long");
      return false;
    }
    *result = number;
  }
  if (*result >= INT32_MIN && *result <= INT32_MAX) return true;
  raise(thread, Exc::kOverflowError, "signed integer is %s",
        *result > 0 ? "greater than maximum" : "less than minimum");
  return false;
}

RawObject raise_missing(Thread* thread, const char* name, int position) {
  return raise_type_error(thread, "function missing required argument '%s' (pos %d)", name,
                          position);
}

bool check_date(Thread* thread, int64_t year, int64_t month, int64_t day) {
  if (year < kMinYear || year > kMaxYear) {
    raise_value_error(thread, "year %ld is out of range", year);
  } else if (month < 1 || month > 12) {
    raise_value_error(thread, "month must be in 1..12");
  } else if (day < 1 || day > days_in_month(year, static_cast<int>(month))) {
    raise_value_error(thread, "day is out of range for month");
  } else {
    return true;
  }
  return false;
}

bool check_time(Thread* thread, int64_t hour, int64_t minute, int64_t second, int64_t microsecond,
                int64_t fold) {
  const char* wrong = hour < 0 || hour > 23                     ? "hour must be in 0..23"
                      : minute < 0 || minute > 59               ? "minute must be in 0..59"
                      : second < 0 || second > 59               ? "second must be in 0..59"
                      : microsecond < 0 || microsecond > 999999 ? "microsecond must be in 0..999999"
                      : fold < 0 || fold > 1                    ? "fold must be either 0 or 1"
                                                                : nullptr;
  if (wrong == nullptr) return true;
  raise_value_error(thread, "%s", wrong);
  return false;
}

bool check_zone(Thread* thread, const Object& zone) {
  if (zone->is_none() || is_subtype_NoGC(type_of(thread, *zone), module_type(thread, kTzInfoType)))
    return true;
  raise_type_error(thread, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'",
                   &zone);
  return false;
}

bool pickled_state(Thread* thread, const Object& value, size_t length, size_t check, int low,
                   int high, const char* what, std::string* state) {
  auto fits = [&](uint32_t code) {
    return static_cast<int>(code & ~0x80u) >= low && static_cast<int>(code & ~0x80u) <= high;
  };
  if (is_bytes(*value)) {
    RawObject bytes = underlying_value(*value);
    std::string_view data = bytes_data(bytes);
    if (data.size() == length && fits(static_cast<uint8_t>(data[check])))
      *state = std::string(data);
    return true;
  }
  if (!is_str(*value)) return true;
  RawObject text = underlying_value(*value);
  StrData data = str_data(text);
  if (data.length != static_cast<word>(length) || !fits(data.at(static_cast<word>(check))))
    return true;
  for (word i = 0; i < data.length; i++) {
    if (data.at(i) > 0xff) {
      state->clear();
      raise_value_error(thread,
                        "Failed to encode latin1 string when unpickling a %s object. "
                        "pickle.load(data, encoding='latin1') is assumed.",
                        what);
      return false;
    }
    state->push_back(static_cast<char>(data.at(i)));
  }
  return true;
}

Clock clock_of(int64_t time) {
  int64_t micros = time >> 1;
  int64_t seconds = micros / kMicrosPerSecond;
  return {static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60),
          static_cast<int>(seconds % 60), static_cast<int>(micros % kMicrosPerSecond),
          static_cast<int>(time & 1)};
}

RawObject zone_delta(Thread* thread, const Object& zone, const char* method,
                     const Object& argument) {
  if (zone->is_none()) return RawObject::none();
  if (is_heap_time_zone(*zone)) {
    return method[0] == 'd' ? RawObject::none() : RawTimeZone::cast(*zone).offset();
  }
  Object result(thread, call_named(thread, zone, method, argument));
  if (result->is_error() || result->is_none()) return *result;
  if (!is_heap_time_delta(*result)) {
    return raise_type_error(thread, "tzinfo.%s() must return None or timedelta, not '%T'", method,
                            &result);
  }
  Wide micros = micros_of(RawTimeDelta::cast(*result));
  if (micros > -kMicrosPerDay && micros < kMicrosPerDay) return *result;
  return raise_value_error(thread,
                           "offset must be a timedelta strictly between -timedelta(hours=24) and "
                           "timedelta(hours=24).");
}

Offset offset_of(Thread* thread, const Object& zone, const Object& argument) {
  RawObject delta = zone_delta(thread, zone, "utcoffset", argument);
  if (delta.is_error()) return {Offset::State::kError};
  if (delta.is_none()) return {Offset::State::kNone};
  return {Offset::State::kValue, static_cast<int64_t>(micros_of(RawTimeDelta::cast(delta)))};
}

RawObject zone_name(Thread* thread, const Object& zone, const Object& argument) {
  if (zone->is_none()) return RawObject::none();
  Object result(thread, call_named(thread, zone, "tzname", argument));
  if (result->is_error() || result->is_none() || is_str(*result)) return *result;
  return raise_type_error(thread, "tzinfo.tzname() must return None or a string, not '%T'",
                          &result);
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

namespace {

bool type_constant(Thread* thread, TypeIndex index, const char* name, const Object& value) {
  Type type(thread, module_type(thread, index));
  Object key(thread, intern_ascii(thread, name));
  return type_dict_set(thread, type, key, value);
}

bool add_constants(Thread* thread) {
  Object cls(thread, module_type(thread, kTimeDeltaType)), none(thread, RawObject::none());
  Object value(thread, new_delta(thread, Wide{-999999999} * kMicrosPerDay));
  if (!type_constant(thread, kTimeDeltaType, "min", value)) return false;
  value = new_delta(thread, Wide{1000000000} * kMicrosPerDay - 1);
  if (!type_constant(thread, kTimeDeltaType, "max", value)) return false;
  value = new_delta(thread, 1);
  for (TypeIndex index : {kTimeDeltaType, kTimeType, kDateTimeType}) {
    if (!type_constant(thread, index, "resolution", value)) return false;
  }
  value = new_delta(thread, kMicrosPerDay);
  if (!type_constant(thread, kDateType, "resolution", value)) return false;
  for (bool last : {false, true}) {
    int64_t date = last ? pack_date(kMaxYear, 12, 31) : pack_date(kMinYear, 1, 1);
    int64_t time = time_word(last ? kMicrosPerDay - 1 : 0, 0);
    const char* name = last ? "max" : "min";
    cls = module_type(thread, kDateType);
    value = new_date(thread, cls, date);
    if (!type_constant(thread, kDateType, name, value)) return false;
    cls = module_type(thread, kTimeType);
    value = new_time(thread, cls, time, none);
    if (!type_constant(thread, kTimeType, name, value)) return false;
    cls = module_type(thread, kDateTimeType);
    value = new_datetime(thread, cls, date, time, none);
    if (!type_constant(thread, kDateTimeType, name, value)) return false;
    value = new_fixed_zone(thread, (last ? 1 : -1) * (kMicrosPerDay - 60 * kMicrosPerSecond));
    if (!type_constant(thread, kTimeZoneType, name, value)) return false;
  }
  value = utc_zone(thread);
  return type_constant(thread, kTimeZoneType, "utc", value);
}

RawObject make_state(Thread* thread, const Object& module) {
  Object state(thread, new_array(thread, kStateSize));
  Dict declared(thread, module_get(thread, module, "__stub_types__"));
  for (word i = 0; i < kTypeCount; i++) {
    Object key(thread, intern_ascii(thread, kTypeNames[i]));
    RawObject type = dict_get(thread, declared, key);
    array_set(*state, i, type);
  }
  thread->runtime()->set_module_state(&kStateKey, *state);
  Object offset(thread, new_delta(thread, 0)), none(thread, RawObject::none());
  RawObject utc = new_zone(thread, offset, none);
  array_set(*state, kUtc, utc);
  return *state;
}

}  // namespace

// The types exist once in a runtime, however often the module is imported afresh: dates of both
// copies work together.
RawObject datetime_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object state(thread, thread->runtime()->module_state(&kStateKey));
  bool fresh = state->is_none();
  if (fresh) state = make_state(thread, module);
  Dict declared(thread, module_get(thread, module, "__stub_types__"));
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (word i = 0; i < kTypeCount; i++) {
    key = intern_ascii(thread, kTypeNames[i]);
    value = array_at(*state, i);
    dict_set_str(thread, declared, key, value);
    if (!module_set(thread, module, kTypeNames[i], value)) return RawObject::error();
  }
  if (fresh && !add_constants(thread)) return RawObject::error();
  value = utc_zone(thread);
  return none_or_error(module_set(thread, module, "UTC", value) &&
                       module_set_int(thread, module, "MINYEAR", kMinYear) &&
                       module_set_int(thread, module, "MAXYEAR", kMaxYear));
}

RawObject datetime__check_str(Thread* thread, Arguments arguments) {
  Object function(thread, arguments[0]), value(thread, arguments[1]);
  if (is_str(*value)) return RawObject::none();
  return raise_type_error(thread, "%S() argument %ld must be str, not %V", &function,
                          arguments[2].small_int(), &value);
}

}  // namespace pyro::natives
