#include "modules/_datetime/datetimes.h"
#include "runtime/codecs.h"

// Dates and times as ISO 8601 text.

namespace pyro::datetimes {

std::string padded(int64_t value, int width) {
  std::string digits = std::to_string(value);
  if (digits.size() >= static_cast<size_t>(width)) return digits;
  return std::string(static_cast<size_t>(width) - digits.size(), '0') + digits;
}

void append_date(std::string* out, int64_t date) {
  int year = year_of(date), month = month_of(date), day = day_of(date);
  const char text[] = {static_cast<char>('0' + year / 1000 % 10),
                       static_cast<char>('0' + year / 100 % 10),
                       static_cast<char>('0' + year / 10 % 10),
                       static_cast<char>('0' + year % 10),
                       '-',
                       static_cast<char>('0' + month / 10),
                       static_cast<char>('0' + month % 10),
                       '-',
                       static_cast<char>('0' + day / 10),
                       static_cast<char>('0' + day % 10)};
  out->append(text, sizeof text);
}

namespace {

void append_two(std::string* out, int value) {
  out->push_back(static_cast<char>('0' + value / 10));
  out->push_back(static_cast<char>('0' + value % 10));
}

}  // namespace

void append_clock(std::string* out, const Clock& clock, TimeSpec spec) {
  if (spec == TimeSpec::kAuto)
    spec = clock.microsecond != 0 ? TimeSpec::kMicroseconds : TimeSpec::kSeconds;
  append_two(out, clock.hour);
  if (spec == TimeSpec::kHours) return;
  out->push_back(':');
  append_two(out, clock.minute);
  if (spec == TimeSpec::kMinutes) return;
  out->push_back(':');
  append_two(out, clock.second);
  if (spec == TimeSpec::kMilliseconds) *out += "." + padded(clock.microsecond / 1000, 3);
  if (spec == TimeSpec::kMicroseconds) *out += "." + padded(clock.microsecond, 6);
}

void append_offset(std::string* out, int64_t micros, const char* separator) {
  out->push_back(micros < 0 ? '-' : '+');
  Clock clock = clock_of(time_word(micros < 0 ? -micros : micros, 0));
  append_two(out, clock.hour);
  *out += separator;
  append_two(out, clock.minute);
  if (clock.second == 0 && clock.microsecond == 0) return;
  *out += separator;
  append_two(out, clock.second);
  if (clock.microsecond != 0) *out += "." + padded(clock.microsecond, 6);
}

bool time_spec(Thread* thread, RawObject value, TimeSpec* spec, int position) {
  static constexpr const char* kNames[] = {"auto",    "hours",        "minutes",
                                           "seconds", "milliseconds", "microseconds"};
  if (!is_str(value)) {
    Object shown(thread, value);
    const char* none = value.is_none() ? "None" : nullptr;
    if (none != nullptr) {
      raise_type_error(thread, "isoformat() argument %d must be str, not None", position);
    } else {
      raise_type_error(thread, "isoformat() argument %d must be str, not %V", position, &shown);
    }
    return false;
  }
  Object name(thread, value);
  std::string text;
  if (!utf8_text_of(thread, name, &text)) return false;
  for (int i = 0; i < 6; i++) {
    if (text != kNames[i]) continue;
    *spec = static_cast<TimeSpec>(i);
    return true;
  }
  raise_value_error(thread, "Unknown timespec value");
  return false;
}

}  // namespace pyro::datetimes
