#include <memory>

#include "modules/_zoneinfo/zone.h"
#include "runtime/call.h"

// ZoneInfo: its methods, and making one of what zoneinfo._common.load_data() has read.

namespace pyro::zones {

namespace {

using datetimes::kMicrosPerSecond;

enum Part : word { kUtcOffset, kDstOffset, kName, kPartCount };

ZoneTable* table_of(Thread* thread, RawObject zone) {
  word index = RawZoneInfo(zone.raw()).resource();
  return static_cast<ZoneTable*>(thread->runtime()->native_resource_at(index));
}

struct LocalTime {
  int64_t seconds, year;
  int fold;
};

LocalTime time_of_NoGC(RawDateTime moment) {
  int64_t date = moment.date(), time = moment.time();
  int64_t days = datetimes::ordinal_of(date) - datetimes::kEpochOrdinal;
  return {days * datetimes::kSecondsPerDay + (time >> 1) / kMicrosPerSecond,
          datetimes::year_of(date), static_cast<int>(time & 1)};
}

bool int_attribute(Thread* thread, const Object& value, const char* name, int64_t* result) {
  Object attribute(thread, attribute_named(thread, value, name));
  return !attribute->is_error() && as_int64(thread, attribute, result);
}

// Instances of subclasses, and whatever else looks like a datetime, are asked.
bool ask_time(Thread* thread, const Object& moment, LocalTime* time) {
  if (datetimes::is_exact(thread, type_of(thread, *moment), datetimes::kDateTimeType)) {
    *time = time_of_NoGC(RawDateTime(moment->raw()));
    return true;
  }
  Object ordinal(thread, call_named(thread, moment, "toordinal"));
  int64_t days, hour, minute, second, fold;
  if (ordinal->is_error() || !as_int64(thread, ordinal, &days) ||
      !int_attribute(thread, moment, "hour", &hour) ||
      !int_attribute(thread, moment, "minute", &minute) ||
      !int_attribute(thread, moment, "second", &second) ||
      !int_attribute(thread, moment, "fold", &fold) ||
      !int_attribute(thread, moment, "year", &time->year)) {
    return false;
  }
  if (time->year < datetimes::kMinYear || time->year > datetimes::kMaxYear) {
    raise_value_error(thread, "year %ld is out of range", static_cast<word>(time->year));
    return false;
  }
  days -= datetimes::kEpochOrdinal;
  time->seconds = days * datetimes::kSecondsPerDay + hour * 3600 + minute * 60 + second;
  time->fold = fold != 0;
  return true;
}

RawObject part_at(Thread* thread, Arguments arguments, Part part) {
  Object zone(thread, arguments[0]), moment(thread, arguments[1]);
  const ZoneTable* table = table_of(thread, *zone);
  TimeKind kind = kNoTime;
  if (!moment->is_none()) {
    LocalTime time;
    if (!ask_time(thread, moment, &time)) return RawObject::error();
    kind = table->kind_at_local(time.seconds, time.year, time.fold);
  } else if (table->is_fixed) {
    kind = table->after;
  }
  if (kind == kNoTime) return RawObject::none();
  return tuple_at(RawZoneInfo(zone->raw()).offsets(), kind * kPartCount + part);
}

// --- making

// The columns of a file: load_data() gives them as tuples.
struct ZoneFile {
  std::vector<int64_t> changes, offsets, kinds, dst_flags;
};

bool read_ints(Thread* thread, const Object& values, std::vector<int64_t>* result) {
  Object list(thread, list_from_iterable(thread, values)), item(thread, RawObject::none());
  if (list->is_error()) return false;
  for (word i = 0; i < RawList(list->raw()).length(); i++) {
    item = list_at(RawList(list->raw()), i);
    int64_t number;
    if (!as_int64(thread, item, &number)) return false;
    result->push_back(number);
  }
  return true;
}

RawObject seconds_delta(Thread* thread, int64_t seconds) {
  return datetimes::new_delta(thread, datetimes::Wide{seconds} * kMicrosPerSecond);
}

// Adds a kind of time, or finds one with the same properties.
bool add_kind(Thread* thread, const List& parts, ZoneTable* table, int64_t offset, int64_t dst,
              const Object& name, TimeKind* kind) {
  Object value(thread, seconds_delta(thread, offset));
  if (value->is_error() || !list_append(thread, parts, value)) return false;
  value = seconds_delta(thread, dst);
  if (value->is_error() || !list_append(thread, parts, value) || !list_append(thread, parts, name))
    return false;
  *kind = static_cast<TimeKind>(table->offsets.size());
  table->offsets.push_back(offset);
  return true;
}

bool same_kind(Thread* thread, const List& parts, TimeKind left, TimeKind right) {
  Object a(thread, RawObject::none()), b(thread, RawObject::none());
  for (word part = 0; part < kPartCount; part++) {
    a = list_at(*parts, left * kPartCount + part);
    b = list_at(*parts, right * kPartCount + part);
    if (equals(thread, a, b) != Truth::kTrue) return false;
  }
  return true;
}

bool check_tz_offset(Thread* thread, int64_t offset) {
  if (offset > -datetimes::kSecondsPerDay && offset < datetimes::kSecondsPerDay) return true;
  raise_value_error(thread,
                    "offset must be a timedelta strictly between -timedelta(hours=24) and "
                    "timedelta(hours=24).");
  return false;
}

bool add_rule(Thread* thread, const List& parts, ZoneTable* table, const Object& text) {
  RawObject exact = *text;
  std::string copy(bytes_data(exact));
  TzString rule;
  if (const char* problem = parse_tz_string(copy, &rule)) {
    raise_value_error(thread, "%s %R", problem, &text);
    return false;
  }
  if (!check_tz_offset(thread, rule.standard_offset) ||
      (rule.has_dst && !check_tz_offset(thread, rule.dst_offset))) {
    return false;
  }
  Object name(thread, new_str(thread, rule.standard_name));
  if (!add_kind(thread, parts, table, rule.standard_offset, 0, name, &table->standard))
    return false;
  table->after = table->standard;
  if (!rule.has_dst) return true;
  name = new_str(thread, rule.dst_name);
  table->has_rule = true;
  table->start = rule.start;
  table->end = rule.end;
  return add_kind(thread, parts, table, rule.dst_offset, rule.dst_offset - rule.standard_offset,
                  name, &table->dst);
}

bool add_file_kinds(Thread* thread, const List& parts, ZoneTable* table, const ZoneFile& file,
                    const Object& names) {
  std::vector<bool> is_dst;
  for (int64_t flag : file.dst_flags) is_dst.push_back(flag != 0);
  for (int64_t kind : file.kinds) {
    if (kind < 0 || kind >= static_cast<int64_t>(file.offsets.size())) {
      raise_value_error(thread, "Invalid transition index found while reading TZif: %ld",
                        static_cast<word>(kind));
      return false;
    }
    table->kinds.push_back(static_cast<TimeKind>(kind));
  }
  std::vector<int64_t> dst = dst_offsets(table->kinds, file.offsets, is_dst);
  Object name(thread, RawObject::none());
  for (size_t i = 0; i < file.offsets.size(); i++) {
    Object index(thread, RawObject::from_small_int(static_cast<word>(i)));
    name = get_item(thread, names, index);
    TimeKind kind;
    if (name->is_error() || !add_kind(thread, parts, table, file.offsets[i], dst[i], name, &kind)) {
      return false;
    }
  }
  auto standard = std::find(is_dst.begin(), is_dst.end(), false);
  if (standard != is_dst.end()) {
    table->before = static_cast<TimeKind>(standard - is_dst.begin());
  } else if (!table->kinds.empty()) {
    table->before = table->kinds[0];
  }
  return true;
}

bool read_file(Thread* thread, const Object& contents, ZoneFile* file, const List& rest) {
  List columns(thread, list_from_iterable(thread, contents));
  if (columns->is_error()) return false;
  if (columns->length() != 6) {
    raise_value_error(thread, "time zone data has %ld parts instead of 6", columns->length());
    return false;
  }
  std::vector<int64_t>* targets[] = {&file->kinds, &file->changes, &file->offsets,
                                     &file->dst_flags};
  Object column(thread, RawObject::none());
  for (word i = 0; i < 6; i++) {
    column = list_at(*columns, i);
    if (i < 4 ? !read_ints(thread, column, targets[i]) : !list_append(thread, rest, column))
      return false;
  }
  if (file->kinds.size() != file->changes.size() ||
      file->offsets.size() != file->dst_flags.size()) {
    raise_value_error(thread, "columns of time zone data differ in length");
    return false;
  }
  return true;
}

// Fills the table and the list of what programs see.
bool build(Thread* thread, const Object& contents, ZoneTable* table, const List& parts) {
  ZoneFile file;
  List rest(thread, new_list(thread));
  if (!read_file(thread, contents, &file, rest)) return false;
  Object names(thread, list_at(*rest, 0)), text(thread, list_at(*rest, 1));
  table->changes = file.changes;
  if (!add_file_kinds(thread, parts, table, file, names)) return false;
  if (!table->kinds.empty()) make_local_changes(table);
  auto count = static_cast<TimeKind>(file.offsets.size());
  RawObject exact = *text;
  if (is_bytes(*text) && !bytes_data(exact).empty()) {
    if (!add_rule(thread, parts, table, text)) return false;
  } else {
    if (count == 0) {
      raise_value_error(thread, "No time zone information found.");
      return false;
    }
    table->after = table->kinds.empty() ? count - 1 : table->kinds.back();
  }
  table->is_fixed =
      count <= 1 && !table->has_rule && (count == 0 || same_kind(thread, parts, 0, table->after));
  return true;
}

RawObject shown_file(Thread* thread, const Object& zone) {
  Object cls(thread, type_of(thread, *zone));
  // The module stands in front of the name of the type itself, as in the type's own definition.
  std::string name =
      type_has_flag(*cls, kTypeHeap) ? utf8_of(RawType(cls->raw()).name()) : "zoneinfo.ZoneInfo";
  Object key(thread, RawZoneInfo(zone->raw()).field0());
  if (!key->is_none()) return new_str_format(thread, "%s(key=%R)", name.c_str(), &key);
  Object text(thread, RawZoneInfo(zone->raw()).field1());
  return new_str_format(thread, "%s.from_file(%S)", name.c_str(), &text);
}

}  // namespace

}  // namespace pyro::zones

namespace pyro::natives {

using namespace zones;

RawObject zoneinfo__make(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), contents(thread, arguments[2]);
  auto table = std::make_unique<ZoneTable>();
  List parts(thread, new_list(thread));
  if (!build(thread, contents, table.get(), parts)) return RawObject::error();
  ZoneInfo zone(thread, allocate_for(thread, *cls));
  zone->set_resource(thread->runtime()->add_native_resource(std::move(table)));
  thread->heap()->register_native(*zone);
  zone->set_field0(arguments[1]);
  zone->set_field1(arguments[3]);
  zone->set_source(arguments[4].small_int());
  RawObject offsets = list_to_tuple(thread, parts);
  zone->set_offsets(offsets);
  return *zone;
}

RawObject zoneinfo__source(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawZoneInfo(arguments[0].raw()).source());
}

RawObject zoneinfo_ZoneInfo___repr__(Thread* thread, Arguments arguments) {
  Object zone(thread, arguments[0]);
  return shown_file(thread, zone);
}

RawObject zoneinfo_ZoneInfo___str__(Thread* thread, Arguments arguments) {
  Object zone(thread, arguments[0]), key(thread, RawZoneInfo(arguments[0].raw()).field0());
  return key->is_none() ? repr(thread, zone) : str(thread, key);
}

RawObject zoneinfo_ZoneInfo_utcoffset(Thread* thread, Arguments arguments) {
  return part_at(thread, arguments, kUtcOffset);
}
RawObject zoneinfo_ZoneInfo_dst(Thread* thread, Arguments arguments) {
  return part_at(thread, arguments, kDstOffset);
}
RawObject zoneinfo_ZoneInfo_tzname(Thread* thread, Arguments arguments) {
  return part_at(thread, arguments, kName);
}

RawObject zoneinfo_ZoneInfo_fromutc(Thread* thread, Arguments arguments) {
  Object zone(thread, arguments[0]), moment(thread, arguments[1]);
  if (!is_heap_date_time(*moment))
    return raise_type_error(thread, "fromutc: argument must be a datetime");
  if (RawDateTime(moment->raw()).zone() != *zone)
    return raise_value_error(thread, "fromutc: dt.tzinfo is not self");
  LocalTime time;
  if (!ask_time(thread, moment, &time)) return RawObject::error();
  bool fold;
  TimeKind kind = table_of(thread, *zone)->kind_at_utc(time.seconds, time.year, &fold);
  if (kind == kNoTime) return *moment;
  Object offset(thread,
                tuple_at(RawZoneInfo(zone->raw()).offsets(), kind * kPartCount + kUtcOffset));
  Object local(thread, binary_operation(thread, BinaryOp::kAdd, moment, offset));
  if (local->is_error() || !fold) return *local;
  Object cls(thread, type_of(thread, *local));
  if (datetimes::is_exact(thread, *cls, datetimes::kDateTimeType)) {
    RawDateTime shifted(local->raw());
    return datetimes::allocate_datetime(thread, cls, shifted.date(), shifted.time() | 1, zone);
  }
  Object replace(thread, attribute_named(thread, local, "replace"));
  if (replace->is_error()) return *replace;
  Dict keywords(thread, new_dict(thread));
  Object key(thread, intern_ascii(thread, "fold")), one(thread, RawObject::from_small_int(1));
  dict_set_str(thread, keywords, key, one);
  Object nothing(thread, new_tuple(thread, 0));
  return call_with(thread, replace, nothing, keywords);
}

}  // namespace pyro::natives
