#include "modules/_datetime/datetimes.h"

// Reading ISO 8601 text, in the forms that fromisoformat() documents: dates as YYYY-MM-DD,
// YYYYMMDD, YYYY-Www-D, YYYYWwwD, the last two also without the day; times as HH[:MM[:SS[.f...]]]
// with or without colons, with a comma for the point; offsets like times behind a sign, or Z.

namespace pyro::datetimes {

namespace {

bool read_digits(std::string_view text, size_t position, size_t count, int64_t* value) {
  if (position + count > text.size()) return false;
  *value = 0;
  for (size_t i = position; i < position + count; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    *value = *value * 10 + (text[i] - '0');
  }
  return true;
}

// "Www" and possibly a day behind the year.
bool parse_week_date(std::string_view text, int64_t year, bool separated, size_t position,
                     Civil* civil) {
  int64_t week, day = 1, ordinal;
  if (!read_digits(text, position + 1, 2, &week)) return false;
  position += 3;
  if (position < text.size()) {
    if (separated && text[position++] != '-') return false;
    if (position + 1 != text.size() || !read_digits(text, position, 1, &day)) return false;
  }
  if (ordinal_of_iso(year, week, day, &ordinal) != IsoError::kNone) return false;
  *civil = civil_of(ordinal);
  return true;
}

// The digits of a fraction, of any length; those behind the sixth are read and dropped.
bool parse_fraction(std::string_view digits, int64_t* micros) {
  if (digits.empty()) return false;
  *micros = 0;
  int64_t scale = 100000;
  for (char c : digits) {
    if (c < '0' || c > '9') return false;
    *micros += (c - '0') * scale;
    scale /= 10;
  }
  return true;
}

// hh, hhmm, hh:mm, hhmmss..., each with a fraction of a second behind a point or a comma. As in
// CPython the fraction behind the seconds may also stand behind the separator of the fields, that
// is a colon or nothing (then with two digits at least).
bool parse_clock_and_fraction(std::string_view text, ParsedTime* time) {
  bool separated = text.size() > 2 && text[2] == ':';
  for (int64_t* field : {&time->hour, &time->minute, &time->second}) {
    if (!read_digits(text, 0, 2, field)) return false;
    text.remove_prefix(2);
    if (text.empty()) return true;
    bool is_point = text[0] == '.' || text[0] == ',';
    if (separated && text[0] != ':' && !is_point) return false;
    if (separated || is_point) text.remove_prefix(1);
    if (is_point) return parse_fraction(text, &time->microsecond);
  }
  return (separated || text.size() > 1) && parse_fraction(text, &time->microsecond);
}

}  // namespace

bool parse_iso_date(std::string_view text, Civil* civil) {
  int64_t year, month, day;
  if (text.size() < 7 || !read_digits(text, 0, 4, &year)) return false;
  bool separated = text[4] == '-';
  size_t position = separated ? 5 : 4;
  if (text[position] == 'W') return parse_week_date(text, year, separated, position, civil);
  if (text.size() != (separated ? 10u : 8u) || !read_digits(text, position, 2, &month))
    return false;
  position += 2;
  if (separated && text[position++] != '-') return false;
  if (!read_digits(text, position, 2, &day)) return false;
  *civil = {year, static_cast<int>(month), static_cast<int>(day)};
  return true;
}

bool parse_iso_time(std::string_view text, ParsedTime* time) {
  size_t sign = text.find_first_of("+-Z");
  if (!parse_clock_and_fraction(text.substr(0, sign), time)) return false;
  if (sign == std::string_view::npos) return true;
  time->has_zone = true;
  if (text[sign] == 'Z') return sign + 1 == text.size();
  ParsedTime offset;
  if (!parse_clock_and_fraction(text.substr(sign + 1), &offset)) return false;
  time->offset = micros_of_day(offset.hour, offset.minute, offset.second, offset.microsecond);
  if (text[sign] == '-') time->offset = -time->offset;
  return true;
}

size_t iso_date_length(std::string_view text) {
  auto digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  if (text.size() == 7) return 7;
  if (text[4] == '-') {
    if (text[5] != 'W') return 10;
    // YYYY-Www or YYYY-Www-D; behind the week a hyphen may also be the separator of the time.
    if (text.size() < 9 || text[8] != '-') return 8;
    if (text.size() == 9) return std::string_view::npos;
    return text.size() > 10 && digit(10) ? 8 : 10;
  }
  if (text[4] != 'W') return 8;
  // YYYYWww or YYYYWwwD: digits in pairs belong to the time, so their number tells.
  size_t end = 7;
  while (digit(end)) end++;
  if (end < 9) return end;
  return end % 2 == 0 ? 7 : 8;
}

RawObject raise_iso_format(Thread* thread, const Object& text) {
  return raise_value_error(thread, "Invalid isoformat string: %R", &text);
}

}  // namespace pyro::datetimes
