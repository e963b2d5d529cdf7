#pragma once

#include <string>

#include "lib-python/natives.h"
#include "modules/_datetime/calendar.h"
#include "modules/module_types.h"
#include "modules/support.h"
#include "runtime/int.h"
#include "runtime/type.h"

// _datetime: dates and times as library reference "datetime" has them.
//
// Instances are compact and immutable. A timedelta is days and microseconds of the day, normalised
// so that the second is in [0, one day). A date is one packed word (calendar.h); a datetime adds
// the microseconds of the day << 1 | fold and a time zone; a time is the latter two. tzinfo has no
// state of its own; a timezone keeps its offset and name.
//
// Comparing, hashing and subtracting ask aware objects for their UTC offset. The offset of a
// timezone is read directly; other zones are asked through their methods.
//
// Which operations call the constructor of a subclass follows CPython: those that make a new point
// in time do, replace() does not, and timedelta arithmetic gives plain timedeltas.

namespace pyro::datetimes {

using Wide = __int128;

enum TypeIndex : word {
  kTimeDeltaType,
  kDateType,
  kDateTimeType,
  kTimeType,
  kTzInfoType,
  kTimeZoneType,
  kTypeCount,
  // Behind the types:
  kUtc = kTypeCount,
  kStateSize,
};
// One of the types above, or timezone.utc.
RawObject module_type(Thread* thread, word index);
RawObject utc_zone(Thread* thread);

// "datetime.date", or the bare name of a subclass, as reprs have it.
std::string shown_type(Thread* thread, RawObject value);

// --- timedelta
// Microseconds in all; fits 67 bits.
inline Wide micros_of(RawTimeDelta delta) {
  return Wide{delta.days()} * kMicrosPerDay + delta.microseconds();
}
// OverflowError if the days do not fit.
RawObject new_delta(Thread* thread, Wide microseconds);
RawObject new_delta_of(Thread* thread, const Object& cls, Wide microseconds);
// False: too wide.
bool int_to_wide_NoGC(RawObject number, Wide* result);
RawObject new_int_wide(Thread* thread, Wide value);

// --- arguments
// An int argument as a C int. `value` Unbound: TypeError for the missing argument.
[[nodiscard]] bool int_field(Thread* thread, RawObject value, int64_t* result);
RawObject raise_missing(Thread* thread, const char* name, int position);
[[nodiscard]] bool check_date(Thread* thread, int64_t year, int64_t month, int64_t day);
[[nodiscard]] bool check_time(Thread* thread, int64_t hour, int64_t minute, int64_t second,
                              int64_t microsecond, int64_t fold);
[[nodiscard]] bool check_zone(Thread* thread, const Object& zone);
// The bytes of a pickled state if `value` is bytes or str of that length whose byte at `check` is
// in [low, high] without its top bit; else an empty string. False: a str that is no Latin-1.
[[nodiscard]] bool pickled_state(Thread* thread, const Object& value, size_t length, size_t check,
                                 int low, int high, const char* what, std::string* state);

constexpr int64_t time_word(int64_t micros, int64_t fold) { return micros << 1 | fold; }
constexpr int64_t micros_of_day(int64_t hour, int64_t minute, int64_t second, int64_t microsecond) {
  return ((hour * 60 + minute) * 60 + second) * kMicrosPerSecond + microsecond;
}
struct Clock {
  int hour, minute, second, microsecond, fold;
};
Clock clock_of(int64_t time);

// --- making
// Fields must have been checked. A subclass's constructor is called.
RawObject new_date(Thread* thread, const Object& cls, int64_t date);
RawObject new_datetime(Thread* thread, const Object& cls, int64_t date, int64_t time,
                       const Object& zone);
RawObject new_time(Thread* thread, const Object& cls, int64_t time, const Object& zone);
// Without calling constructors.
RawObject allocate_datetime(Thread* thread, const Object& cls, int64_t date, int64_t time,
                            const Object& zone);
RawObject allocate_time(Thread* thread, const Object& cls, int64_t time, const Object& zone);
// ValueError "year 0 is out of range" for others.
RawObject new_zone(Thread* thread, const Object& offset, const Object& name);
// A timezone for an offset in microseconds; UTC for zero.
RawObject new_fixed_zone(Thread* thread, int64_t offset);

// --- offsets
struct Offset {
  enum class State : uint8_t { kError, kNone, kValue } state;
  int64_t micros = 0;
  bool failed() const { return state == State::kError; }
  bool naive() const { return state == State::kNone; }
  bool operator==(const Offset&) const = default;
};
// zone.utcoffset(argument), zone.dst(argument): a timedelta or None.
RawObject zone_delta(Thread* thread, const Object& zone, const char* method,
                     const Object& argument);
RawObject zone_name(Thread* thread, const Object& zone, const Object& argument);
Offset offset_of(Thread* thread, const Object& zone, const Object& argument);

// "+05:30", with seconds and microseconds where they are not zero.
void append_offset(std::string* out, int64_t micros, const char* separator);
enum class TimeSpec : uint8_t { kAuto, kHours, kMinutes, kSeconds, kMilliseconds, kMicroseconds };
[[nodiscard]] bool time_spec(Thread* thread, RawObject text, TimeSpec* spec, int position);
void append_date(std::string* out, int64_t date);
void append_clock(std::string* out, const Clock& clock, TimeSpec spec);
std::string padded(int64_t value, int width);

// --- ISO 8601 (iso_parse.cpp)
enum class ParseError : uint8_t { kNone, kFormat, kRaised };
struct ParsedTime {
  int64_t hour = 0, minute = 0, second = 0, microsecond = 0;
  bool has_zone = false;
  int64_t offset = 0;
};
bool parse_iso_date(std::string_view text, Civil* civil);
bool parse_iso_time(std::string_view text, ParsedTime* time);
// Where the date of a datetime ends.
size_t iso_date_length(std::string_view text);
RawObject raise_iso_format(Thread* thread, const Object& text);

inline bool is_exact(Thread* thread, RawObject cls, TypeIndex index) {
  return cls == module_type(thread, index);
}

}  // namespace pyro::datetimes
