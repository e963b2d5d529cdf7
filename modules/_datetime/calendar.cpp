#include "modules/_datetime/calendar.h"

namespace pyro::datetimes {

int days_in_month(int64_t year, int month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

int64_t ordinal_of(int64_t year, int month, int day) {
  int64_t y = month <= 2 ? year - 1 : year;
  int64_t era = (y >= 0 ? y : y - 399) / 400;
  int64_t year_of_era = y - era * 400;
  int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 305;  // year 0's March begins 305 days before ordinal 1
}

Civil civil_of(int64_t ordinal) {
  int64_t days = ordinal + 305;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted = (5 * day_of_year + 2) / 153;  // 0 is March
  int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int64_t iso_year_start(int64_t year) {
  int64_t fourth = ordinal_of(year, 1, 4);
  return fourth - ((fourth + 6) % 7 + 7) % 7;
}

IsoError ordinal_of_iso(int64_t year, int64_t week, int64_t day, int64_t* ordinal) {
  if (year < kMinYear || year > kMaxYear) return IsoError::kYear;
  int64_t start = iso_year_start(year);
  int64_t weeks = (iso_year_start(year + 1) - start) / 7;
  if (week < 1 || week > weeks) return IsoError::kWeek;
  if (day < 1 || day > 7) return IsoError::kDay;
  *ordinal = start + (week - 1) * 7 + day - 1;
  return IsoError::kNone;
}

}  // namespace pyro::datetimes
