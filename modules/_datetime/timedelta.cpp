#include <cmath>

#include "modules/_datetime/datetimes.h"
#include "runtime/compare_order.h"

// timedelta: construction, text, comparison.

namespace pyro::datetimes {

namespace {

constexpr int64_t kMaxDeltaDays = 999999999;

RawObject raise_too_wide(Thread* thread) {
  return raise(thread, Exc::kOverflowError, "Python int too large to convert to C int");
}

struct Component {
  const char* name;
  int64_t micros;
};
// In the order of the constructor's parameters.
constexpr Component kComponents[] = {{"days", kMicrosPerDay},
                                     {"seconds", kMicrosPerSecond},
                                     {"microseconds", 1},
                                     {"milliseconds", 1000},
                                     {"minutes", 60 * kMicrosPerSecond},
                                     {"hours", 3600 * kMicrosPerSecond},
                                     {"weeks", 7 * kMicrosPerDay}};
// The order in which fractions are added up: from the smallest unit on.
constexpr int kAddingOrder[] = {2, 3, 1, 4, 5, 0, 6};

// A whole amount of a unit.
bool add_whole(Thread* thread, Wide amount, int64_t unit, Wide* total) {
  Wide product;
  if (!__builtin_mul_overflow(amount, Wide{unit}, &product) &&
      !__builtin_add_overflow(*total, product, total)) {
    return true;
  }
  raise_too_wide(thread);
  return false;
}

bool double_to_wide(Thread* thread, double whole, Wide* result) {
  if (std::isnan(whole)) {
    raise_value_error(thread, "cannot convert float NaN to integer");
  } else if (std::isinf(whole)) {
    raise(thread, Exc::kOverflowError, "cannot convert float infinity to integer");
  } else if (std::fabs(whole) > 1e38) {
    raise_too_wide(thread);
  } else {
    *result = static_cast<Wide>(whole);
    return true;
  }
  return false;
}

// The fraction of a float goes to whole microseconds as far as possible; the rest to `left_over`.
bool add_float(Thread* thread, double amount, int64_t unit, Wide* total, double* left_over) {
  double whole, fraction = std::modf(amount, &whole);
  Wide units;
  if (!double_to_wide(thread, whole, &units) || !add_whole(thread, units, unit, total))
    return false;
  if (fraction == 0) return true;
  fraction = std::modf(fraction * static_cast<double>(unit), &whole);
  *left_over += fraction;
  return double_to_wide(thread, whole, &units) && add_whole(thread, units, 1, total);
}

bool add_component(Thread* thread, RawObject value, const Component& component, Wide* total,
                   double* left_over) {
  if (is_int(value)) {
    Wide amount;
    if (int_to_wide_NoGC(int_value_of(value), &amount))
      return add_whole(thread, amount, component.micros, total);
    raise_too_wide(thread);
    return false;
  }
  if (is_float(value))
    return add_float(thread, float_value_of(value), component.micros, total, left_over);
  Object shown(thread, value);
  raise_type_error(thread, "unsupported type for timedelta %s component: %T", component.name,
                   &shown);
  return false;
}

// The rest of the fractions, rounded so that a tie gives an even total.
Wide rounded_rest(Wide total, double left_over) {
  double nearest = std::round(left_over);
  if (std::fabs(nearest - left_over) == 0.5) {
    double odd = (total & 1) != 0 ? 1.0 : 0.0;
    nearest = 2.0 * std::round((left_over + odd) * 0.5) - odd;
  }
  return static_cast<Wide>(nearest);
}

}  // namespace

bool int_to_wide_NoGC(RawObject number, Wide* result) {
  if (number.is_small_int()) {
    *result = number.small_int();
    return true;
  }
  IntView view(number);
  auto limbs = view->limbs;
  if (limbs.size() > 2 || (limbs.size() == 2 && limbs[1] >> 62 != 0)) return false;
  Wide magnitude = limbs.size() == 2 ? Wide{limbs[1]} << 64 : 0;
  if (!limbs.empty()) magnitude |= limbs[0];
  *result = view->negative ? -magnitude : magnitude;
  return true;
}

RawObject new_int_wide(Thread* thread, Wide value) {
  if (value >= INT64_MIN && value <= INT64_MAX) return new_int(thread, static_cast<word>(value));
  auto magnitude = static_cast<unsigned __int128>(value < 0 ? -value : value);
  uint64_t limbs[] = {static_cast<uint64_t>(magnitude), static_cast<uint64_t>(magnitude >> 64)};
  return new_big_int(thread, {limbs, limbs[1] != 0 ? 2u : 1u}, value < 0);
}

RawObject new_delta_of(Thread* thread, const Object& cls, Wide microseconds) {
  Wide days = microseconds / kMicrosPerDay;
  auto rest = static_cast<int64_t>(microseconds % kMicrosPerDay);
  if (rest < 0) rest += kMicrosPerDay, days--;
  if (days < INT32_MIN || days > INT32_MAX) return raise_too_wide(thread);
  if (days < -kMaxDeltaDays || days > kMaxDeltaDays) {
    return raise(thread, Exc::kOverflowError, "days=%ld; must have magnitude <= %ld",
                 static_cast<word>(days), kMaxDeltaDays);
  }
  RawTimeDelta delta(allocate_for(thread, *cls).raw());
  delta.set_days(static_cast<word>(days));
  delta.set_microseconds(rest);
  return delta;
}

RawObject new_delta(Thread* thread, Wide microseconds) {
  Object cls(thread, module_type(thread, kTimeDeltaType));
  return new_delta_of(thread, cls, microseconds);
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

RawObject datetime_timedelta___new__(Thread* thread, Arguments arguments) {
  Wide total = 0;
  double left_over = 0;
  for (int i : kAddingOrder) {
    if (!arguments.has(i + 1)) continue;
    if (!add_component(thread, arguments[i + 1], kComponents[i], &total, &left_over))
      return RawObject::error();
  }
  if (left_over != 0) total += rounded_rest(total, left_over);
  Object cls(thread, arguments[0]);
  return new_delta_of(thread, cls, total);
}

RawObject datetime_timedelta_seconds_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawTimeDelta::cast(arguments[0]).microseconds() /
                                   kMicrosPerSecond);
}
RawObject datetime_timedelta_microseconds_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawTimeDelta::cast(arguments[0]).microseconds() %
                                   kMicrosPerSecond);
}

RawObject datetime_timedelta___repr__(Thread* thread, Arguments arguments) {
  RawTimeDelta delta = RawTimeDelta::cast(arguments[0]);
  std::string fields;
  auto add = [&](const char* name, int64_t value) {
    if (value == 0) return;
    fields += (fields.empty() ? "" : ", ") + std::string(name) + "=" + std::to_string(value);
  };
  add("days", delta.days());
  add("seconds", delta.microseconds() / kMicrosPerSecond);
  add("microseconds", delta.microseconds() % kMicrosPerSecond);
  if (fields.empty()) fields = "0";
  return new_str(thread, shown_type(thread, arguments[0]) + "(" + fields + ")");
}

RawObject datetime_timedelta___str__(Thread* thread, Arguments arguments) {
  RawTimeDelta delta = RawTimeDelta::cast(arguments[0]);
  std::string text;
  if (word days = delta.days(); days != 0) {
    text = std::to_string(days) + (days == 1 || days == -1 ? " day, " : " days, ");
  }
  Clock clock = clock_of(time_word(delta.microseconds(), 0));
  text +=
      std::to_string(clock.hour) + ":" + padded(clock.minute, 2) + ":" + padded(clock.second, 2);
  if (clock.microsecond != 0) text += "." + padded(clock.microsecond, 6);
  return new_str(thread, text);
}

RawObject datetime_timedelta___hash__(Thread*, Arguments arguments) {
  RawTimeDelta delta = RawTimeDelta::cast(arguments[0]);
  uint64_t mixed = (static_cast<uint64_t>(delta.days()) * 0x9e3779b97f4a7c15u ^
                    static_cast<uint64_t>(delta.microseconds())) *
                   0xd6e8feb86659fd93u;
  return RawObject::from_small_int(static_cast<word>(mixed >> 3));
}

RawObject datetime_timedelta___bool__(Thread*, Arguments arguments) {
  RawTimeDelta delta = RawTimeDelta::cast(arguments[0]);
  return RawObject::from_bool(delta.days() != 0 || delta.microseconds() != 0);
}

namespace {

RawObject compare_deltas(Thread*, CompareOp op, Arguments arguments) {
  if (!is_heap_time_delta(arguments[1])) return RawObject::not_implemented();
  RawTimeDelta left = RawTimeDelta::cast(arguments[0]), right = RawTimeDelta::cast(arguments[1]);
  word order = left.days() - right.days();
  if (order == 0) order = left.microseconds() - right.microseconds();
  return RawObject::from_bool(satisfies(op, order));
}

}  // namespace

PYRO_COMPARISONS(datetime_timedelta, compare_deltas)

RawObject datetime_timedelta___reduce__(Thread* thread, Arguments arguments) {
  Object type(thread, type_of(thread, arguments[0]));
  RawObject state = new_tuple(thread, 3);
  RawTimeDelta delta = RawTimeDelta::cast(arguments[0]);
  tuple_init(state, 0, RawObject::from_small_int(delta.days()));
  tuple_init(state, 1, RawObject::from_small_int(delta.microseconds() / kMicrosPerSecond));
  tuple_init(state, 2, RawObject::from_small_int(delta.microseconds() % kMicrosPerSecond));
  Object rooted(thread, state);
  return new_tuple_of(thread, type, rooted);
}

}  // namespace pyro::natives
