#pragma once

#include <cstdint>

// The proleptic Gregorian calendar (ISO 8601): every year that 4 divides is a leap year, except
// centuries that 400 does not divide, backwards and forwards without end. Day 1 ("ordinal 1") is
// 1 January of year 1, a Monday.
//
// The conversions are the "days from civil" and "civil from days" algorithms of Howard Hinnant
// ("chrono-Compatible Low-Level Date Algorithms", 2013): years begin in March, so that the leap day
// is the last of its year and the lengths of months follow one linear formula; 400 years have
// 146097 days.
//
// A date is packed into a word as year << 16 | month << 8 | day, so packed dates compare as dates
// do. A time of day is a count of microseconds.

namespace pyro::datetimes {

constexpr int64_t kMicrosPerSecond = 1000000, kSecondsPerDay = 86400,
                  kMicrosPerDay = kSecondsPerDay * kMicrosPerSecond;
constexpr int kMinYear = 1, kMaxYear = 9999;
constexpr int64_t kMaxOrdinal = 3652059;   // 31 December 9999
constexpr int64_t kEpochOrdinal = 719163;  // 1 January 1970

struct Civil {
  int64_t year;
  int month, day;
};

constexpr int64_t pack_date(int64_t year, int64_t month, int64_t day) {
  return year << 16 | month << 8 | day;
}
constexpr int year_of(int64_t date) { return static_cast<int>(date >> 16); }
constexpr int month_of(int64_t date) { return static_cast<int>(date >> 8 & 0xff); }
constexpr int day_of(int64_t date) { return static_cast<int>(date & 0xff); }

constexpr bool is_leap_year(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int days_in_month(int64_t year, int month);
int64_t ordinal_of(int64_t year, int month, int day);
inline int64_t ordinal_of(int64_t date) {
  return ordinal_of(year_of(date), month_of(date), day_of(date));
}
Civil civil_of(int64_t ordinal);
inline int64_t date_of_ordinal(int64_t ordinal) {
  Civil civil = civil_of(ordinal);
  return pack_date(civil.year, civil.month, civil.day);
}
// Monday is 0.
inline int weekday_of(int64_t date) {
  int64_t ordinal = ordinal_of(date);
  return static_cast<int>(((ordinal + 6) % 7 + 7) % 7);
}
// The ordinal of the Monday that begins the ISO year (ISO 8601: week 1 is the week of the first
// Thursday, so of 4 January).
int64_t iso_year_start(int64_t year);

enum class IsoError : uint8_t { kNone, kYear, kWeek, kDay };
// The ordinal of a day in an ISO week.
IsoError ordinal_of_iso(int64_t year, int64_t week, int64_t day, int64_t* ordinal);

}  // namespace pyro::datetimes
