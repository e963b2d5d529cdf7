#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/_datetime/datetimes.h"

// _zoneinfo: time zones of the IANA database (RFC 8536).
//
// A zone is a table of moments at which its clocks changed, with the kind of time that began then,
// and a rule for the time behind the last of them (a POSIX TZ string). The table lies in native
// memory, once in UTC and twice in local time: for fold 0 a change happens when the later of the
// two clocks shows it, for fold 1 when the earlier does. ZoneInfo::offsets has what programs see of
// each kind of time: UTC offset, DST offset, name.

namespace pyro::zones {

// The number of a kind of time; kNoTime: nothing is known.
using TimeKind = int32_t;
inline constexpr TimeKind kNoTime = -1;

// A day of each year, and a time of it: RFC 8536 3.3.1 and POSIX "TZ".
struct YearlyMoment {
  enum class Form : uint8_t { kWeekday, kJulian, kDay } form = Form::kDay;
  int month = 0, week = 0, weekday = 0;  // kWeekday: Sunday is 0, week 5 the last
  int day = 0;                           // kJulian: 1..365 without 29 February; kDay: 0..365
  int64_t seconds = 2 * 3600;

  // Seconds since 1970 by the local clock.
  int64_t in_year(int64_t year) const;
};

struct TzString {
  std::string standard_name, dst_name;
  int64_t standard_offset = 0, dst_offset = 0;
  bool has_dst = false;
  YearlyMoment start, end;
};
// Null, or what is wrong ("Invalid STD offset in").
const char* parse_tz_string(std::string_view text, TzString* result);

struct ZoneTable : NativeResource {
  std::vector<int64_t> changes;           // UTC, seconds since 1970
  std::vector<int64_t> local_changes[2];  // by fold
  std::vector<TimeKind> kinds;            // that begin with the changes
  std::vector<int64_t> offsets;           // seconds to UTC, by kind
  TimeKind before = kNoTime;              // in front of the first change
  TimeKind after = kNoTime;               // behind the last one, if there is no rule
  bool has_rule = false;
  bool is_fixed = false;
  YearlyMoment start, end;
  TimeKind standard = kNoTime, dst = kNoTime;

  // By a local clock.
  TimeKind kind_at_local(int64_t seconds, int64_t year, int fold) const;
  // By UTC; whether the local time is the second of two equal ones goes to *fold.
  TimeKind kind_at_utc(int64_t seconds, int64_t year, bool* fold) const;

 private:
  TimeKind rule_at_local(int64_t seconds, int64_t year, int fold) const;
  TimeKind rule_at_utc(int64_t seconds, int64_t year, bool* fold) const;
};

// DST offsets, which files do not have: the difference to a neighbouring standard time, one hour if
// there is none.
std::vector<int64_t> dst_offsets(const std::vector<TimeKind>& kinds,
                                 const std::vector<int64_t>& offsets,
                                 const std::vector<bool>& is_dst);
void make_local_changes(ZoneTable* table);

}  // namespace pyro::zones
