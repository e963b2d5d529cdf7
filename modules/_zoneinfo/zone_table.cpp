#include <algorithm>

#include "modules/_zoneinfo/zone.h"

namespace pyro::zones {

using datetimes::days_in_month;
using datetimes::is_leap_year;
using datetimes::kEpochOrdinal;
using datetimes::kSecondsPerDay;
using datetimes::ordinal_of;

namespace {

bool is_within(int64_t value, int64_t start, int64_t end) {
  return start < end ? start <= value && value < end : !(end <= value && value < start);
}

}  // namespace

int64_t YearlyMoment::in_year(int64_t year) const {
  constexpr int kLastOfFebruary = 59;
  int64_t ordinal;
  if (form == Form::kWeekday) {
    int64_t first = ordinal_of(year, month, 1);
    int64_t first_weekday = first % 7;  // ordinal 1 is a Monday; Sunday is 0
    int64_t date = 1 + (weekday - first_weekday + 7) % 7 + (week - 1) * 7;
    if (date > days_in_month(year, month)) date -= 7;
    ordinal = first + date - 1;
  } else {
    ordinal = ordinal_of(year, 1, 1) + day - 1;
    if (form == Form::kJulian && is_leap_year(year) && day >= kLastOfFebruary) ordinal++;
  }
  return (ordinal - kEpochOrdinal) * kSecondsPerDay + seconds;
}

TimeKind ZoneTable::rule_at_local(int64_t seconds, int64_t year, int fold) const {
  int64_t begin = start.in_year(year), finish = end.in_year(year);
  int64_t difference = offsets[static_cast<size_t>(dst)] - offsets[static_cast<size_t>(standard)];
  // The clock that is ahead decides with fold 0, the other one with fold 1.
  if ((fold != 0) == (difference >= 0)) {
    finish -= difference;
  } else {
    begin += difference;
  }
  return is_within(seconds, begin, finish) ? dst : standard;
}

TimeKind ZoneTable::rule_at_utc(int64_t seconds, int64_t year, bool* fold) const {
  int64_t standard_offset = offsets[static_cast<size_t>(standard)],
          dst_offset = offsets[static_cast<size_t>(dst)];
  int64_t begin = start.in_year(year) - standard_offset, finish = end.in_year(year) - dst_offset;
  int64_t difference = dst_offset - standard_offset;
  // Clocks that were put back show the same times again.
  int64_t repeated = difference > 0 ? finish : begin;
  int64_t length = difference > 0 ? difference : -difference;
  *fold = repeated <= seconds && seconds < repeated + length;
  return is_within(seconds, begin, finish) ? dst : standard;
}

TimeKind ZoneTable::kind_at_local(int64_t seconds, int64_t year, int fold) const {
  const std::vector<int64_t>& local = local_changes[fold != 0];
  if (!local.empty() && seconds < local.front()) return before;
  if (local.empty() || seconds > local.back())
    return has_rule ? rule_at_local(seconds, year, fold) : after;
  auto next = std::upper_bound(local.begin(), local.end(), seconds);
  return kinds[static_cast<size_t>(next - local.begin() - 1)];
}

TimeKind ZoneTable::kind_at_utc(int64_t seconds, int64_t year, bool* fold) const {
  *fold = false;
  if (!changes.empty() && seconds < changes.front()) return before;
  if (has_rule && (changes.empty() || seconds > changes.back()))
    return rule_at_utc(seconds, year, fold);
  if (changes.empty()) return after;
  auto next = std::upper_bound(changes.begin(), changes.end(), seconds);
  size_t index = static_cast<size_t>(next - changes.begin() - 1);
  TimeKind now = kinds[index], previous = index > 0 ? kinds[index - 1] : before;
  if (previous == kNoTime) return now;
  int64_t shift = offsets[static_cast<size_t>(previous)] - offsets[static_cast<size_t>(now)];
  *fold = shift > seconds - changes[index];
  return now;
}

std::vector<int64_t> dst_offsets(const std::vector<TimeKind>& kinds,
                                 const std::vector<int64_t>& offsets,
                                 const std::vector<bool>& is_dst) {
  std::vector<int64_t> result(offsets.size(), 0);
  auto missing = std::count(is_dst.begin(), is_dst.end(), true);
  for (size_t i = 1; i < kinds.size() && missing > 0; i++) {
    auto kind = static_cast<size_t>(kinds[i]), previous = static_cast<size_t>(kinds[i - 1]);
    if (!is_dst[kind] || result[kind] != 0) continue;
    int64_t difference = is_dst[previous] ? 0 : offsets[kind] - offsets[previous];
    if (difference == 0 && kind + 1 < offsets.size() && i + 1 < kinds.size()) {
      auto next = static_cast<size_t>(kinds[i + 1]);
      if (is_dst[next]) continue;
      difference = offsets[kind] - offsets[next];
    }
    if (difference == 0) continue;
    result[kind] = difference;
    missing--;
  }
  if (missing == 0) return result;
  for (size_t kind = 0; kind < result.size(); kind++) {
    if (is_dst[kind] && result[kind] == 0) result[kind] = 3600;
  }
  return result;
}

void make_local_changes(ZoneTable* table) {
  size_t count = table->changes.size();
  for (auto& local : table->local_changes) local = table->changes;
  for (size_t i = 0; i < count; i++) {
    // Nothing is said of the time before the first change: the first kind is taken for it.
    size_t before = i > 0 ? static_cast<size_t>(table->kinds[i - 1]) : 0;
    size_t after = static_cast<size_t>(table->kinds[i]);
    auto [low, high] = std::minmax(table->offsets[before], table->offsets[after]);
    table->local_changes[0][i] += high;
    table->local_changes[1][i] += low;
  }
}

}  // namespace pyro::zones
