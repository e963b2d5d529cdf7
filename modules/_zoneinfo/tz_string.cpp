#include "modules/_zoneinfo/zone.h"

// TZ strings: std offset [dst [offset] , start [/time] , end [/time]] (POSIX, Base Definitions
// 8.3).

namespace pyro::zones {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

class TzReader {
 public:
  explicit TzReader(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  bool at(char c) const { return !at_end() && text_[at_] == c; }
  bool skip(char c) {
    if (!at(c)) return false;
    at_++;
    return true;
  }

  // A number of `least` to `most` digits.
  bool number(int least, int most, int64_t* value) {
    int digits = 0;
    *value = 0;
    for (; digits < most && !at_end() && is_digit(text_[at_]); digits++)
      *value = *value * 10 + (text_[at_++] - '0');
    return digits >= least;
  }

  // Letters, or letters, digits and signs in angle brackets.
  bool name(std::string* result) {
    bool quoted = skip('<');
    size_t begin = at_;
    while (!at_end() &&
           (is_letter(text_[at_]) || (quoted && (is_digit(text_[at_]) || at('+') || at('-'))))) {
      at_++;
    }
    *result = text_.substr(begin, at_ - begin);
    return !result->empty() && (!quoted || skip('>'));
  }

  // [+|-]hh[:mm[:ss]] in seconds.
  bool clock(int64_t most_hours, int64_t* seconds) {
    int64_t sign = at('-') ? -1 : 1, hours, minutes = 0, rest = 0;
    if (at('-') || at('+')) at_++;
    if (!number(1, 2, &hours) || hours > most_hours) return false;
    if (skip(':')) {
      if (!number(2, 2, &minutes)) return false;
      if (skip(':') && !number(2, 2, &rest)) return false;
    }
    *seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
  }

  bool moment(YearlyMoment* moment) {
    if (!day(moment)) return false;
    return !skip('/') || clock(99, &moment->seconds);
  }

 private:
  bool day(YearlyMoment* moment) {
    int64_t value;
    if (skip('M')) return weekday(moment);
    bool julian = skip('J');
    moment->form = julian ? YearlyMoment::Form::kJulian : YearlyMoment::Form::kDay;
    if (!number(1, 3, &value) || value > 365 || (julian && value < 1)) return false;
    moment->day = static_cast<int>(value);
    return true;
  }

  bool weekday(YearlyMoment* moment) {
    int64_t month, week, day;
    if (!number(1, 2, &month) || !skip('.') || !number(1, 1, &week) || !skip('.') ||
        !number(1, 1, &day)) {
      return false;
    }
    if (month < 1 || month > 12 || week < 1 || week > 5 || day > 6) return false;
    moment->form = YearlyMoment::Form::kWeekday;
    moment->month = static_cast<int>(month);
    moment->week = static_cast<int>(week);
    moment->weekday = static_cast<int>(day);
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

// Offsets in a TZ string count westwards.
const char* parse_tz_string(std::string_view text, TzString* result) {
  constexpr int64_t kMostOffsetHours = 24;
  TzReader reader(text);
  if (!reader.name(&result->standard_name)) return "Invalid STD format in";
  if (!reader.clock(kMostOffsetHours, &result->standard_offset)) return "Invalid STD offset in";
  result->standard_offset = -result->standard_offset;
  if (reader.at_end()) return nullptr;
  result->has_dst = true;
  if (!reader.name(&result->dst_name)) return "Invalid DST format in";
  result->dst_offset = result->standard_offset + 3600;
  if (!reader.at(',')) {
    if (!reader.clock(kMostOffsetHours, &result->dst_offset)) return "Invalid DST offset in";
    result->dst_offset = -result->dst_offset;
  }
  for (YearlyMoment* moment : {&result->start, &result->end}) {
    if (!reader.skip(',')) return "Missing transition rules in TZ string:";
    if (!reader.moment(moment)) return "Malformed transition rule in TZ string:";
  }
  return reader.at_end() ? nullptr : "Extraneous characters at end of TZ string:";
}

}  // namespace pyro::zones
