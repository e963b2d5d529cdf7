#include "modules/_datetime/datetimes.h"

// tzinfo, the abstract base, and timezone, fixed offsets.

namespace pyro::datetimes {

RawObject new_zone(Thread* thread, const Object& offset, const Object& name) {
  Object cls(thread, module_type(thread, kTimeZoneType));
  RawTimeZone zone(allocate_for(thread, *cls).raw());
  zone.set_offset(*offset);
  zone.set_name(*name);
  return zone;
}

namespace {

RawObject checked_zone(Thread* thread, const Object& offset, const Object& name) {
  Wide micros = micros_of(RawTimeDelta::cast(*offset));
  if (micros == 0 && name->is_none()) return utc_zone(thread);
  if (micros > -kMicrosPerDay && micros < kMicrosPerDay) return new_zone(thread, offset, name);
  return raise_value_error(thread,
                           "offset must be a timedelta strictly between -timedelta(hours=24) and "
                           "timedelta(hours=24), not %R.",
                           &offset);
}

}  // namespace

RawObject new_fixed_zone(Thread* thread, int64_t micros) {
  Object offset(thread, new_delta(thread, micros)), none(thread, RawObject::none());
  return checked_zone(thread, offset, none);
}

}  // namespace pyro::datetimes

namespace pyro::natives {

using namespace datetimes;

namespace {

RawObject raise_abstract(Thread* thread, const char* method) {
  return raise(thread, Exc::kNotImplementedError, "a tzinfo subclass must implement %s()", method);
}

bool check_argument(Thread* thread, Arguments arguments, const char* method) {
  if (arguments[1].is_none() || is_heap_date_time(arguments[1])) return true;
  Object value(thread, arguments[1]);
  raise_type_error(thread, "%s(dt) argument must be a datetime instance or None, not %T", method,
                   &value);
  return false;
}

RawObject zone_text(Thread* thread, RawTimeZone zone) {
  if (!zone.name().is_none()) return zone.name();
  auto micros = static_cast<int64_t>(micros_of(RawTimeDelta::cast(zone.offset())));
  std::string text = "UTC";
  if (micros != 0) append_offset(&text, micros, ":");
  return new_str(thread, text);
}

RawTimeZone self_zone(Arguments arguments) { return RawTimeZone(arguments[0].raw()); }

RawObject compare_zones(Thread* thread, Arguments arguments, bool equal) {
  if (!is_heap_time_zone(arguments[1])) return RawObject::not_implemented();
  Wide left = micros_of(RawTimeDelta::cast(self_zone(arguments).offset()));
  Wide right = micros_of(RawTimeDelta::cast(RawTimeZone(arguments[1].raw()).offset()));
  return RawObject::from_bool((left == right) == equal);
}

}  // namespace

RawObject datetime_tzinfo___new__(Thread* thread, Arguments arguments) {
  return allocate_for(thread, arguments[0]);
}
RawObject datetime_tzinfo_tzname(Thread* thread, Arguments) {
  return raise_abstract(thread, "tzname");
}
RawObject datetime_tzinfo_utcoffset(Thread* thread, Arguments) {
  return raise_abstract(thread, "utcoffset");
}
RawObject datetime_tzinfo_dst(Thread* thread, Arguments) { return raise_abstract(thread, "dst"); }

RawObject datetime_timezone___new__(Thread* thread, Arguments arguments) {
  Object offset(thread, arguments[1]), name(thread, arguments.get_or(2, RawObject::none()));
  if (!is_heap_time_delta(*offset)) {
    return raise_type_error(thread, "timezone() argument 1 must be datetime.timedelta, not %V",
                            &offset);
  }
  if (arguments.has(2) && !is_str(*name)) {
    if (name->is_none())
      return raise_type_error(thread, "timezone() argument 2 must be str, not None");
    return raise_type_error(thread, "timezone() argument 2 must be str, not %V", &name);
  }
  return checked_zone(thread, offset, name);
}

RawObject datetime_timezone___repr__(Thread* thread, Arguments arguments) {
  if (arguments[0] == utc_zone(thread)) return new_str_ascii(thread, "datetime.timezone.utc");
  Object offset(thread, self_zone(arguments).offset()), name(thread, self_zone(arguments).name());
  if (name->is_none()) return new_str_format(thread, "datetime.timezone(%R)", &offset);
  return new_str_format(thread, "datetime.timezone(%R, %R)", &offset, &name);
}
RawObject datetime_timezone___str__(Thread* thread, Arguments arguments) {
  return zone_text(thread, self_zone(arguments));
}
RawObject datetime_timezone___hash__(Thread* thread, Arguments arguments) {
  Object offset(thread, self_zone(arguments).offset());
  word value;
  return hash(thread, offset, &value) ? new_int(thread, value) : RawObject::error();
}
RawObject datetime_timezone___eq__(Thread* thread, Arguments arguments) {
  return compare_zones(thread, arguments, true);
}
RawObject datetime_timezone___ne__(Thread* thread, Arguments arguments) {
  return compare_zones(thread, arguments, false);
}

RawObject datetime_timezone_tzname(Thread* thread, Arguments arguments) {
  if (!check_argument(thread, arguments, "tzname")) return RawObject::error();
  return zone_text(thread, self_zone(arguments));
}
RawObject datetime_timezone_utcoffset(Thread* thread, Arguments arguments) {
  return check_argument(thread, arguments, "utcoffset") ? self_zone(arguments).offset()
                                                        : RawObject::error();
}
RawObject datetime_timezone_dst(Thread* thread, Arguments arguments) {
  return none_or_error(check_argument(thread, arguments, "dst"));
}

RawObject datetime_timezone_fromutc(Thread* thread, Arguments arguments) {
  Object moment(thread, arguments[1]);
  if (!is_heap_date_time(*moment))
    return raise_type_error(thread, "fromutc: argument must be a datetime");
  if (RawDateTime(moment->raw()).zone() != arguments[0])
    return raise_value_error(thread, "fromutc: dt.tzinfo is not self");
  Object offset(thread, self_zone(arguments).offset());
  return binary_operation(thread, BinaryOp::kAdd, moment, offset);
}

RawObject datetime_timezone___getinitargs__(Thread* thread, Arguments arguments) {
  Object offset(thread, self_zone(arguments).offset()), name(thread, self_zone(arguments).name());
  return name->is_none() ? new_tuple_of(thread, offset) : new_tuple_of(thread, offset, name);
}

}  // namespace pyro::natives
