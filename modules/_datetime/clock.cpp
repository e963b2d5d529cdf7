#include <cerrno>
#include <cmath>
#include <ctime>

#include "modules/_datetime/datetimes.h"
#include "modules/time_value.h"

// Between datetimes and the system's clock: POSIX timestamps and local time (PEP 495 for the fold).

namespace pyro::natives {

using namespace datetimes;

namespace {

// No change of a zone's offset is larger than this.
constexpr int64_t kMaxFoldSeconds = kSecondsPerDay;

// Seconds of a calendar day since the Epoch, in whatever zone.
int64_t seconds_of(int64_t ordinal, int64_t second_of_day) {
  return (ordinal - kEpochOrdinal) * kSecondsPerDay + second_of_day;
}

enum class Where : uint8_t { kLocal, kUtc };

// OSError beyond what the system's calendar has.
bool break_down(Thread* thread, time_t seconds, Where where, tm* result) {
  errno = 0;
  tm* done = where == Where::kUtc ? gmtime_r(&seconds, result) : localtime_r(&seconds, result);
  if (done != nullptr) return true;
  raise_os_error(thread, errno != 0 ? errno : EINVAL);
  return false;
}

int64_t seconds_of(const tm& fields) {
  return seconds_of(ordinal_of(fields.tm_year + int64_t{1900}, fields.tm_mon + 1, fields.tm_mday),
                    (fields.tm_hour * 60 + fields.tm_min) * 60 + std::min(fields.tm_sec, 59));
}

// Local time for UTC, both as seconds. ValueError outside the years of datetime.
bool local_seconds(Thread* thread, int64_t utc, int64_t* local) {
  tm fields;
  if (!break_down(thread, utc, Where::kLocal, &fields)) return false;
  int64_t year = fields.tm_year + int64_t{1900};
  if (year < kMinYear || year > kMaxYear) {
    raise_value_error(thread, "year %ld is out of range", year);
    return false;
  }
  *local = seconds_of(fields);
  return true;
}

// Seconds and microseconds of a timestamp, rounded half to even.
bool split_timestamp(Thread* thread, const Object& value, time_t* seconds, int64_t* micros) {
  *micros = 0;
  if (!is_float(*value))
    return as_seconds(thread, value, TimeRounding::kHalfEven, seconds, nullptr);
  double whole, number = float_value_of(*value);
  if (std::isnan(number)) {
    raise_value_error(thread, "Invalid value NaN (not a number)");
    return false;
  }
  double part = std::nearbyint(std::modf(number, &whole) * 1e6);
  if (part >= 1e6) part -= 1e6, whole += 1;
  if (part < 0) part += 1e6, whole -= 1;
  if (!(whole >= -9223372036854775808.0 && whole < 9223372036854775808.0)) {
    raise(thread, Exc::kOverflowError, "timestamp out of range for platform time_t");
    return false;
  }
  *seconds = static_cast<time_t>(whole);
  *micros = static_cast<int64_t>(part);
  return true;
}

// Is this local time the second one of its name? 1, 0, or -1 on error.
int find_fold(Thread* thread, int64_t utc, int64_t local) {
  int64_t probe;
  if (ordinal_of(kMinYear, 1, 3) > utc / kSecondsPerDay + kEpochOrdinal) return 0;
  if (!local_seconds(thread, utc - kMaxFoldSeconds, &probe)) return -1;
  int64_t transition = local - probe - kMaxFoldSeconds;
  if (transition >= 0) return 0;
  if (!local_seconds(thread, utc + transition, &probe)) return -1;
  return probe == local ? 1 : 0;
}

RawObject moment_of(Thread* thread, const Object& cls, time_t seconds, int64_t micros, Where where,
                    const Object& zone) {
  tm fields;
  if (!break_down(thread, seconds, where, &fields)) return RawObject::error();
  int64_t year = fields.tm_year + int64_t{1900};
  if (!check_date(thread, year, fields.tm_mon + 1, fields.tm_mday)) return RawObject::error();
  int fold = 0;
  if (where == Where::kLocal) fold = find_fold(thread, seconds, seconds_of(fields));
  if (fold < 0) return RawObject::error();
  int64_t second = std::min(fields.tm_sec, 59);  // a leap second is the last second again
  int64_t of_day = micros_of_day(fields.tm_hour, fields.tm_min, second, micros);
  return new_datetime(thread, cls, pack_date(year, fields.tm_mon + 1, fields.tm_mday),
                      time_word(of_day, fold), zone);
}

// In UTC with the zone attached, then moved there by the zone; without one, in local time.
RawObject moment_in(Thread* thread, const Object& cls, time_t seconds, int64_t micros,
                    const Object& zone) {
  if (zone->is_none()) return moment_of(thread, cls, seconds, micros, Where::kLocal, zone);
  Object moment(thread, moment_of(thread, cls, seconds, micros, Where::kUtc, zone));
  return moment->is_error() ? *moment : call_named(thread, zone, "fromutc", moment);
}

// The UTC seconds that a naive local time stands for: the fold chooses among two; a time in a gap
// is taken with the offset of the side that the fold names.
bool utc_of_local(Thread* thread, int64_t local, int64_t fold, int64_t* utc) {
  int64_t there, first = 0, second;
  if (!local_seconds(thread, local, &there)) return false;
  int64_t a = there - local, u1 = local - a, t1;
  if (!local_seconds(thread, u1, &t1)) return false;
  int64_t b;
  if (t1 == local) {
    // One answer; the other one, if any, is up to a day earlier or later.
    int64_t u2 = u1 + (fold != 0 ? kMaxFoldSeconds : -kMaxFoldSeconds), t2;
    if (!local_seconds(thread, u2, &t2)) return false;
    b = t2 - u2;
    if (a == b) {
      *utc = u1;
      return true;
    }
  } else {
    b = t1 - u1;
  }
  second = local - b;
  if (!local_seconds(thread, second, &first)) return false;
  if (first == local) {
    *utc = second;
  } else if (t1 == local) {
    *utc = u1;
  } else {
    *utc = fold != 0 ? std::min(second, u1) : std::max(second, u1);
  }
  return true;
}

}  // namespace

RawObject datetime_date_fromtimestamp(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]), cls(thread, arguments[0]);
  time_t seconds;
  tm fields;
  // Seconds are cut off towards minus infinity.
  if (!as_seconds(thread, value, TimeRounding::kFloor, &seconds, nullptr) ||
      !break_down(thread, seconds, Where::kLocal, &fields) ||
      !check_date(thread, fields.tm_year + int64_t{1900}, fields.tm_mon + 1, fields.tm_mday)) {
    return RawObject::error();
  }
  return new_date(thread, cls, pack_date(fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday));
}

RawObject datetime_datetime_fromtimestamp(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]), zone(thread, arguments[2]), cls(thread, arguments[0]);
  time_t seconds;
  int64_t micros;
  if (!check_zone(thread, zone) || !split_timestamp(thread, value, &seconds, &micros))
    return RawObject::error();
  return moment_in(thread, cls, seconds, micros, zone);
}

RawObject datetime_datetime_utcfromtimestamp(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[1]), none(thread, RawObject::none()), cls(thread, arguments[0]);
  time_t seconds;
  int64_t micros;
  if (!split_timestamp(thread, value, &seconds, &micros)) return RawObject::error();
  return moment_of(thread, cls, seconds, micros, Where::kUtc, none);
}

RawObject datetime_datetime_now(Thread* thread, Arguments arguments) {
  Object zone(thread, arguments[1]), cls(thread, arguments[0]);
  if (!check_zone(thread, zone)) return RawObject::error();
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return moment_in(thread, cls, now.tv_sec, now.tv_nsec / 1000, zone);
}

RawObject datetime_datetime_utcnow(Thread* thread, Arguments arguments) {
  Object none(thread, RawObject::none()), cls(thread, arguments[0]);
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return moment_of(thread, cls, now.tv_sec, now.tv_nsec / 1000, Where::kUtc, none);
}

RawObject datetime_datetime_timestamp(Thread* thread, Arguments arguments) {
  RawDateTime self(arguments[0].raw());
  int64_t micros = self.time() >> 1, fold = self.time() & 1, ordinal = ordinal_of(self.date());
  int64_t local = seconds_of(ordinal, micros / kMicrosPerSecond),
          fraction = micros % kMicrosPerSecond;
  if (self.zone().is_none()) {
    int64_t utc;
    if (!utc_of_local(thread, local, fold, &utc)) return RawObject::error();
    return new_float(thread, static_cast<double>(utc) + static_cast<double>(fraction) / 1e6);
  }
  Object zone(thread, self.zone()), moment(thread, arguments[0]);
  Offset offset = offset_of(thread, zone, moment);
  if (offset.failed()) return RawObject::error();
  if (offset.naive())
    return raise_type_error(thread, "can't subtract offset-naive and offset-aware datetimes");
  int64_t total = local * kMicrosPerSecond + fraction - offset.micros;
  Object numerator(thread, new_int(thread, total));
  return int_truediv(thread, *numerator, RawObject::from_small_int(kMicrosPerSecond));
}

}  // namespace pyro::natives
