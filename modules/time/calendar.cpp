#include <cerrno>
#include <cstring>
#include <ctime>
#include <vector>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "modules/time_value.h"
#include "runtime/struct_sequence.h"

// Broken-down times of the module time: conversion, formatting, time zones.

namespace pyro::natives {

namespace {

constexpr StructSequenceField kTimeFields[] = {
    {"tm_year", "year in full, such as 2024"},
    {"tm_mon", "month, 1 to 12"},
    {"tm_mday", "day of the month, 1 to 31"},
    {"tm_hour", "hour, 0 to 23"},
    {"tm_min", "minute, 0 to 59"},
    {"tm_sec", "second, 0 to 61 (leap seconds)"},
    {"tm_wday", "weekday, 0 (Monday) to 6"},
    {"tm_yday", "day of the year, 1 to 366"},
    {"tm_isdst", "daylight saving: 1 yes, 0 no, -1 unknown"},
    {"tm_zone", "short name of the time zone"},
    {"tm_gmtoff", "seconds east of UTC"},
};
constexpr StructSequenceDefinition kStructTime = {
    "time.struct_time", "A broken-down time: a tuple of nine items with names.", kTimeFields, 9,
    true};
constexpr int kTimeStateKey = 0;

RawObject struct_time_type(Thread* thread) {
  return thread->runtime()->module_state(&kTimeStateKey);
}

RawObject new_struct_time(Thread* thread, const tm& time) {
  Tuple values(thread, new_tuple(thread, 11));
  word items[] = {time.tm_year + 1900,    time.tm_mon + 1,  time.tm_mday,
                  time.tm_hour,           time.tm_min,      time.tm_sec,
                  (time.tm_wday + 6) % 7, time.tm_yday + 1, time.tm_isdst};
  for (word i = 0; i < 9; i++) tuple_init(*values, i, RawObject::from_small_int(items[i]));
  RawObject zone = decode_file_system(thread, time.tm_zone == nullptr ? "" : time.tm_zone);
  tuple_init(*values, 9, zone);
  tuple_init(*values, 10, RawObject::from_small_int(time.tm_gmtoff));
  Object type(thread, struct_time_type(thread));
  return new_struct_sequence(thread, type, values);
}

// The argument of localtime() and others: seconds, or None for now.
bool seconds_argument(Thread* thread, RawObject argument, time_t* seconds) {
  if (argument.is_none()) {
    *seconds = ::time(nullptr);
    return true;
  }
  Object value(thread, argument);
  return as_seconds(thread, value, TimeRounding::kFloor, seconds, nullptr);
}

bool split_time(Thread* thread, time_t seconds, bool local, tm* out) {
  errno = 0;
  if ((local ? localtime_r(&seconds, out) : gmtime_r(&seconds, out)) != nullptr) return true;
  raise_os_error(thread, errno == 0 ? EINVAL : errno);
  return false;
}

// A tuple of nine ints as a tm; the named fields of a struct_time add zone and offset (the zone's
// text lives in `zone`).
bool tuple_to_tm(Thread* thread, const Object& value, const char* function, tm* out,
                 std::string* zone) {
  std::memset(out, 0, sizeof(*out));
  if (!is_tuple(*value)) {
    raise_type_error(thread, "Tuple or struct_time argument required");
    return false;
  }
  Tuple items(thread, underlying_value(*value));
  if (tuple_length(*items) != 9) {
    raise_type_error(thread, "%s(): illegal time tuple argument", function);
    return false;
  }
  int numbers[9];
  Object item(thread, RawObject::none());
  for (word i = 0; i < 9; i++) {
    item = tuple_at(*items, i);
    if (!as_int(thread, item, &numbers[i])) return false;
  }
  if (numbers[0] < INT32_MIN + 1900) {
    raise(thread, Exc::kOverflowError, "year out of range");
    return false;
  }
  out->tm_year = numbers[0] - 1900;
  out->tm_mon = numbers[1] - 1;
  out->tm_mday = numbers[2];
  out->tm_hour = numbers[3];
  out->tm_min = numbers[4];
  out->tm_sec = numbers[5];
  out->tm_wday = static_cast<int>((int64_t{numbers[6]} + 1) % 7);
  out->tm_yday = numbers[7] - 1;
  out->tm_isdst = numbers[8];
  if (type_of(thread, *value) == struct_time_type(thread)) {
    item = value->at(RawUserTuple::kWords + 9);
    if (is_str(*item)) {
      if (!encode_file_system(thread, item, zone)) return false;
      out->tm_zone = zone->c_str();
    }
    item = value->at(RawUserTuple::kWords + 10);
    int64_t offset = 0;
    if (!item->is_none() && !as_int64(thread, item, &offset)) return false;
    out->tm_gmtoff = offset;
  }
  return true;
}

// Zeros are taken for the first month and day, as the library's users expect.
bool check_tm(Thread* thread, tm* time) {
  if (time->tm_mon == -1) time->tm_mon = 0;
  if (time->tm_mday == 0) time->tm_mday = 1;
  if (time->tm_yday == -1) time->tm_yday = 0;
  const char* wrong = time->tm_mon < 0 || time->tm_mon > 11      ? "month"
                      : time->tm_mday < 0 || time->tm_mday > 31  ? "day of month"
                      : time->tm_hour < 0 || time->tm_hour > 23  ? "hour"
                      : time->tm_min < 0 || time->tm_min > 59    ? "minute"
                      : time->tm_sec < 0 || time->tm_sec > 61    ? "seconds"
                      : time->tm_wday < 0                        ? "day of week"
                      : time->tm_yday < 0 || time->tm_yday > 365 ? "day of year"
                                                                 : nullptr;
  if (wrong == nullptr) return true;
  raise_value_error(thread, "%s out of range", wrong);
  return false;
}

bool checked_tm(Thread* thread, RawObject argument, const char* function, tm* out,
                std::string* zone) {
  if (argument.is_unbound()) return split_time(thread, ::time(nullptr), true, out);
  Object value(thread, argument);
  return tuple_to_tm(thread, value, function, out, zone) && check_tm(thread, out);
}

RawObject english_text(Thread* thread, const tm& time) {
  static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[80];
  int length = std::snprintf(text, sizeof(text), "%s %s%3d %.2d:%.2d:%.2d %d", kDays[time.tm_wday],
                             kMonths[time.tm_mon], time.tm_mday, time.tm_hour, time.tm_min,
                             time.tm_sec, 1900 + time.tm_year);
  return new_str_ascii(thread, std::string_view(text, static_cast<size_t>(length)));
}

// strftime() says nothing about a buffer that is too small except 0, which is right for an empty
// result as well.
RawObject format_time(Thread* thread, const std::string& format, const tm& time) {
  if (format.empty()) return new_str_ascii(thread, "");
  size_t limit = 256 * format.size();
  for (size_t size = 1024;; size *= 2) {
    std::vector<char> buffer(size);
    size_t length = ::strftime(buffer.data(), size, format.c_str(), &time);
    if (length > 0 || size >= limit)
      return decode_file_system(thread, std::string_view(buffer.data(), length));
  }
}

// timezone, altzone, daylight and tzname, from the zone's offsets in January and July of this year.
bool set_zone_constants(Thread* thread, const Object& module) {
  tzset();
  constexpr time_t kYear = (365 * 24 + 6) * 3600;
  time_t base = ::time(nullptr) / kYear * kYear;
  tm january, july;
  time_t middle = base + kYear / 2;
  localtime_r(&base, &january);
  localtime_r(&middle, &july);
  std::string january_name = january.tm_zone == nullptr ? "   " : january.tm_zone;
  std::string july_name = july.tm_zone == nullptr ? "   " : july.tm_zone;
  bool northern = january.tm_gmtoff <= july.tm_gmtoff;
  const std::string& standard = northern ? january_name : july_name;
  const std::string& summer = northern ? july_name : january_name;
  long standard_offset = northern ? january.tm_gmtoff : july.tm_gmtoff;
  long summer_offset = northern ? july.tm_gmtoff : january.tm_gmtoff;
  Object first(thread, decode_file_system(thread, standard));
  Object second(thread, decode_file_system(thread, summer));
  Object names(thread, new_tuple_of(thread, first, second));
  return module_set_int(thread, module, "timezone", -standard_offset) &&
         module_set_int(thread, module, "altzone", -summer_offset) &&
         module_set_int(thread, module, "daylight", standard_offset != summer_offset) &&
         module_set(thread, module, "tzname", names);
}

constexpr int kTimeModuleKey = 0;

}  // namespace

RawObject time_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object type(thread, new_struct_sequence_type(thread, kStructTime));
  if (type->is_error()) return *type;
  thread->runtime()->set_module_state(&kTimeStateKey, *type);
  thread->runtime()->set_module_state(&kTimeModuleKey, *module);
  constexpr IntConstant kConstants[] = {
      {"_STRUCT_TM_ITEMS", 11},
      {"CLOCK_REALTIME", CLOCK_REALTIME},
      {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
      {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
      {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
      {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
      {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
      {"CLOCK_TAI", CLOCK_TAI},
  };
  return none_or_error(module_set(thread, module, "struct_time", type) &&
                       module_set_ints(thread, module, kConstants) &&
                       set_zone_constants(thread, module));
}

RawObject time_localtime(Thread* thread, Arguments arguments) {
  time_t seconds;
  tm time;
  if (!seconds_argument(thread, arguments[0], &seconds) ||
      !split_time(thread, seconds, true, &time))
    return RawObject::error();
  return new_struct_time(thread, time);
}

RawObject time_gmtime(Thread* thread, Arguments arguments) {
  time_t seconds;
  tm time;
  if (!seconds_argument(thread, arguments[0], &seconds) ||
      !split_time(thread, seconds, false, &time))
    return RawObject::error();
  return new_struct_time(thread, time);
}

RawObject time_mktime(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  tm time;
  std::string zone;
  if (!tuple_to_tm(thread, value, "mktime", &time, &zone)) return RawObject::error();
  time.tm_wday = -1;  // stays if the time cannot be expressed: -1 itself is a valid result
  time_t seconds = ::mktime(&time);
  if (seconds == -1 && time.tm_wday == -1)
    return raise(thread, Exc::kOverflowError, "mktime argument out of range");
  return new_float(thread, static_cast<double>(seconds));
}

RawObject time_asctime(Thread* thread, Arguments arguments) {
  tm time;
  std::string zone;
  if (!checked_tm(thread, arguments[0], "asctime", &time, &zone)) return RawObject::error();
  return english_text(thread, time);
}

RawObject time_ctime(Thread* thread, Arguments arguments) {
  time_t seconds;
  tm time;
  if (!seconds_argument(thread, arguments[0], &seconds) ||
      !split_time(thread, seconds, true, &time))
    return RawObject::error();
  return english_text(thread, time);
}

RawObject time_strftime(Thread* thread, Arguments arguments) {
  Object format(thread, arguments[0]);
  if (!is_str(*format))
    return raise_type_error(thread, "strftime() argument 1 must be str, not %V", &format);
  tm time;
  std::string zone, text;
  if (!checked_tm(thread, arguments[1], "strftime", &time, &zone)) return RawObject::error();
  if (!encode_file_system(thread, format, &text)) return RawObject::error();
  if (text.find('\0') != std::string::npos)
    return raise_value_error(thread, "embedded null character");
  if (time.tm_isdst < -1) time.tm_isdst = -1;
  if (time.tm_isdst > 1) time.tm_isdst = 1;
  return format_time(thread, text, time);
}

RawObject time_strptime(Thread* thread, Arguments arguments) {
  Object parse(thread, import_from(thread, "_strptime", "_strptime_time"));
  if (parse->is_error()) return *parse;
  Object args(thread, arguments[0]);
  Object none(thread, RawObject::none());
  return call_with(thread, parse, args, none);
}

RawObject time_tzset(Thread* thread, Arguments) {
  Object module(thread, thread->runtime()->module_state(&kTimeModuleKey));
  return none_or_error(set_zone_constants(thread, module));
}

}  // namespace pyro::natives
