#include "modules/_datetime/datetimes.h"
#include "runtime/compare_order.h"

// datetime: arithmetic, comparison, hashing.

namespace pyro::natives {

using namespace datetimes;

namespace {

RawDateTime self_moment(Arguments arguments) { return RawDateTime(arguments[0].raw()); }

// Microseconds since the day before 1 January of year 1.
int64_t local_micros(RawObject moment) {
  RawDateTime datetime(moment.raw());
  return ordinal_of(datetime.date()) * kMicrosPerDay + (datetime.time() >> 1);
}

Offset moment_offset(Thread* thread, RawObject raw_moment) {
  Object moment(thread, raw_moment), zone(thread, RawDateTime(raw_moment.raw()).zone());
  return offset_of(thread, zone, moment);
}

RawObject with_fold(Thread* thread, RawObject moment, int64_t fold) {
  RawDateTime datetime(moment.raw());
  Object cls(thread, module_type(thread, kDateTimeType)), zone(thread, datetime.zone());
  int64_t date = datetime.date(), time = (datetime.time() & ~int64_t{1}) | fold;
  return allocate_datetime(thread, cls, date, time, zone);
}

RawObject add_micros(Thread* thread, RawObject moment, Wide micros) {
  Wide sum = local_micros(moment) + micros;
  if (sum < kMicrosPerDay || sum >= Wide{kMaxOrdinal + 1} * kMicrosPerDay)
    return raise(thread, Exc::kOverflowError, "date value out of range");
  auto total = static_cast<int64_t>(sum);
  Object cls(thread, type_of(thread, moment)), zone(thread, RawDateTime(moment.raw()).zone());
  return new_datetime(thread, cls, date_of_ordinal(total / kMicrosPerDay),
                      time_word(total % kMicrosPerDay, 0), zone);
}

RawObject add_delta(Thread* thread, Arguments arguments, int sign) {
  return add_micros(thread, arguments[0], sign * micros_of(RawTimeDelta::cast(arguments[1])));
}

// The offsets of both, zero if they have the same zone. False: an exception is pending.
bool offsets_of_both(Thread* thread, Arguments arguments, Offset* left, Offset* right) {
  *left = *right = {Offset::State::kNone};
  if (self_moment(arguments).zone() == RawDateTime(arguments[1].raw()).zone()) return true;
  *left = moment_offset(thread, arguments[0]);
  if (left->failed()) return false;
  *right = moment_offset(thread, arguments[1]);
  return !right->failed();
}

RawObject subtract(Thread* thread, Arguments arguments, int sign) {
  Offset left, right;
  if (!offsets_of_both(thread, arguments, &left, &right)) return RawObject::error();
  if (left.naive() != right.naive())
    return raise_type_error(thread, "can't subtract offset-naive and offset-aware datetimes");
  int64_t difference =
      (local_micros(arguments[0]) - left.micros) - (local_micros(arguments[1]) - right.micros);
  return new_delta(thread, sign * difference);
}

// PEP 495: a time whose offset depends on the fold equals no time of another zone. 1, 0, or -1 on
// error.
int depends_on_fold(Thread* thread, RawObject raw_moment, const Offset& offset) {
  Object moment(thread, raw_moment);
  RawObject flipped = with_fold(thread, *moment, (RawDateTime(moment->raw()).time() & 1) ^ 1);
  Offset other = moment_offset(thread, flipped);
  if (other.failed()) return -1;
  return other == offset ? 0 : 1;
}

RawObject compare_across(Thread* thread, CompareOp op, Arguments arguments, const Offset& left,
                         const Offset& right) {
  bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  if (left.naive() != right.naive()) {
    if (equality) return RawObject::from_bool(op == CompareOp::kNe);
    return raise_type_error(thread, "can't compare offset-naive and offset-aware datetimes");
  }
  int64_t order =
      (local_micros(arguments[0]) - left.micros) - (local_micros(arguments[1]) - right.micros);
  if (equality && order == 0) {
    int problem = depends_on_fold(thread, arguments[0], left);
    if (problem == 0) problem = depends_on_fold(thread, arguments[1], right);
    if (problem < 0) return RawObject::error();
    order = problem;
  }
  return RawObject::from_bool(satisfies(op, order));
}

RawObject compare_datetimes(Thread* thread, CompareOp op, Arguments arguments) {
  if (!is_heap_date_time(arguments[1])) {
    if (!is_heap_date(arguments[1])) return RawObject::not_implemented();
    if (op == CompareOp::kEq || op == CompareOp::kNe)
      return RawObject::from_bool(op == CompareOp::kNe);
    return raise_type_error(thread, "can't compare %s to %s",
                            shown_type(thread, arguments[0]).c_str(),
                            shown_type(thread, arguments[1]).c_str());
  }
  if (self_moment(arguments).zone() == RawDateTime(arguments[1].raw()).zone()) {
    return RawObject::from_bool(
        satisfies(op, local_micros(arguments[0]) - local_micros(arguments[1])));
  }
  Offset left, right;
  if (!offsets_of_both(thread, arguments, &left, &right)) return RawObject::error();
  return compare_across(thread, op, arguments, left, right);
}

}  // namespace

PYRO_COMPARISONS(datetime_datetime, compare_datetimes)

RawObject datetime_datetime___add__(Thread* thread, Arguments arguments) {
  return is_heap_time_delta(arguments[1]) ? add_delta(thread, arguments, 1)
                                          : RawObject::not_implemented();
}
RawObject datetime_datetime___radd__(Thread* thread, Arguments arguments) {
  return datetime_datetime___add__(thread, arguments);
}
RawObject datetime_datetime___sub__(Thread* thread, Arguments arguments) {
  if (is_heap_date_time(arguments[1])) return subtract(thread, arguments, 1);
  return is_heap_time_delta(arguments[1]) ? add_delta(thread, arguments, -1)
                                          : RawObject::not_implemented();
}
RawObject datetime_datetime___rsub__(Thread* thread, Arguments arguments) {
  return is_heap_date_time(arguments[1]) ? subtract(thread, arguments, -1)
                                         : RawObject::not_implemented();
}

// Equal moments have equal hashes: that of the moment in UTC, whatever the fold.
RawObject datetime_datetime___hash__(Thread* thread, Arguments arguments) {
  if (!self_moment(arguments).hash().is_none()) return self_moment(arguments).hash();
  Offset offset{Offset::State::kNone};
  if (!self_moment(arguments).zone().is_none()) {
    bool folded = (self_moment(arguments).time() & 1) != 0;
    RawObject asked = folded ? with_fold(thread, arguments[0], 0) : arguments[0];
    offset = moment_offset(thread, asked);
    if (offset.failed()) return RawObject::error();
  }
  auto micros = static_cast<uint64_t>(local_micros(arguments[0]) - offset.micros) ^
                thread->runtime()->hash_seed()[0];
  RawObject hash = RawObject::from_small_int(static_cast<word>(micros * 0x9e3779b97f4a7c15u >> 3));
  self_moment(arguments).set_hash(hash);
  return hash;
}

namespace {

RawObject ask_zone(Thread* thread, Arguments arguments, const char* method) {
  Object zone(thread, self_moment(arguments).zone()), self(thread, arguments[0]);
  return zone_delta(thread, zone, method, self);
}

}  // namespace

RawObject datetime_datetime_utcoffset(Thread* thread, Arguments arguments) {
  return ask_zone(thread, arguments, "utcoffset");
}
RawObject datetime_datetime_dst(Thread* thread, Arguments arguments) {
  return ask_zone(thread, arguments, "dst");
}
RawObject datetime_datetime_tzname(Thread* thread, Arguments arguments) {
  Object zone(thread, self_moment(arguments).zone()), self(thread, arguments[0]);
  return zone_name(thread, zone, self);
}

}  // namespace pyro::natives
