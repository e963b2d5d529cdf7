#include "lib-python/natives.h"
#include "modules/_csv/csv.h"

// csv.writer: lines out of rows.

namespace pyro {

namespace csv {

namespace {

class RowWriter {
 public:
  RowWriter(Thread* thread, const CsvDialect& dialect)
      : thread_(thread), dialect_(dialect), settings_(*dialect) {}
  // The row as a line, or Error.
  RawObject line(const Object& row);

 private:
  bool field(const Object& value);
  bool append(RawObject text, bool quoted);
  bool needs_care(uint32_t c) const {
    if (c == settings_.delimiter || c == settings_.escape || c == settings_.quote) return true;
    RawObject terminator = underlying_value(dialect_->lineterminator());
    StrData data = str_data(terminator);
    for (word i = 0; i < data.length; i++) {
      if (data.at(i) == c) return true;
    }
    return false;
  }
  bool copy_with_care(const StrData& data, StrBuilder* out, bool* quoted);

  Thread* thread_;
  const CsvDialect& dialect_;
  Settings settings_;
  StrBuilder out_;
  word count_ = 0;
};

bool is_number(Thread* thread, RawObject value) {
  if (is_int(value) || is_float(value) || is_complex(value)) return true;
  Object type(thread, type_of(thread, value));
  for (Symbol name : {Symbol::k__index__, Symbol::k__int__, Symbol::k__float__}) {
    if (!type_lookup(thread, *type, name).is_unbound()) return true;
  }
  return false;
}

// False: a character must be escaped and there is nothing to escape it with.
bool RowWriter::copy_with_care(const StrData& data, StrBuilder* out, bool* quoted) {
  for (word i = 0; i < data.length; i++) {
    uint32_t c = data.at(i);
    if (needs_care(c)) {
      bool escape = settings_.quoting == kQuoteNone || c == settings_.escape;
      if (!escape && c == settings_.quote) {
        if (settings_.double_quote) {
          out->append(c);
        } else {
          escape = true;
        }
      }
      if (!escape) {
        *quoted = true;
      } else {
        if (settings_.escape == kNoCharacter) return false;
        out->append(settings_.escape);
      }
    }
    out->append(c);
  }
  return true;
}

bool RowWriter::append(RawObject text, bool quoted) {
  RawObject exact = underlying_value(text);
  StrBuilder field;
  if (!copy_with_care(str_data(exact), &field, &quoted)) {
    raise_csv_error(thread_, "need to escape, but no escapechar set");
    return false;
  }
  if (count_++ > 0) out_.append(settings_.delimiter);
  if (quoted) out_.append(settings_.quote);
  out_.append(field.view());
  if (quoted) out_.append(settings_.quote);
  return true;
}

bool RowWriter::field(const Object& value) {
  bool quoted = settings_.quoting == kQuoteAll ||
                (settings_.quoting == kQuoteNonNumeric && !is_number(thread_, *value));
  if (is_str(*value)) return append(*value, quoted);
  if (value->is_none()) return append(RawObject::from_small_str("", 0), quoted);
  RawObject text = str(thread_, value);
  return !text.is_error() && append(text, quoted);
}

RawObject RowWriter::line(const Object& row) {
  Object iterator(thread_, get_iterator(thread_, row)), value(thread_, RawObject::none());
  if (iterator->is_error()) {
    if (clear_pending_if(thread_, Exc::kTypeError))
      raise_csv_error(thread_, "iterable expected, not %T", &row);
    return RawObject::error();
  }
  for (;;) {
    value = iterate(thread_, iterator);
    if (value->is_error()) return *value;
    if (value->is_unbound()) break;
    if (!field(value)) return RawObject::error();
  }
  if (count_ > 0 && out_.size() == 0) {
    if (settings_.quoting == kQuoteNone)
      return raise_csv_error(thread_, "single empty field record must be quoted");
    count_ = 0;
    if (!append(RawObject::from_small_str("", 0), true)) return RawObject::error();
  }
  out_.append_str(dialect_->lineterminator());
  return out_.finish(thread_);
}

RawObject write_row(Thread* thread, const NativeRecord& writer, const Object& row) {
  CsvDialect dialect(thread, writer->field1());
  Object line(thread, RowWriter(thread, dialect).line(row));
  if (line->is_error()) return *line;
  Object write(thread, writer->field0());
  return call(thread, write, line);
}

}  // namespace

}  // namespace csv

namespace natives {

using namespace csv;

RawObject csv_writer(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[0]);
  if (count < 1) return raise_type_error(thread, " expected at least 1 argument, got 0");
  if (count > 2) return raise_type_error(thread, " expected at most 2 arguments, got %ld", count);
  Object base(thread, count > 1 ? tuple_at(arguments[0], 1) : RawObject::unbound()),
      keywords(thread, arguments[1]);
  Object dialect(thread, make_dialect(thread, base, keywords));
  if (dialect->is_error()) return *dialect;
  Object file(thread, tuple_at(arguments[0], 0)), name(thread, intern_ascii(thread, "write"));
  Object write(thread, find_attribute(thread, file, name));
  if (write->is_error()) return *write;
  if (write->is_unbound() || !is_callable(thread, *write))
    return raise_type_error(thread, "argument 1 must have a \"write\" method");
  RawNativeRecord self =
      RawNativeRecord::cast(allocate_for(thread, known_type(thread, kWriterType)));
  self.set_field0(*write);
  self.set_field1(*dialect);
  return self;
}

RawObject csv_Writer_writerow(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  Object row(thread, arguments[1]);
  return write_row(thread, self, row);
}

RawObject csv_Writer_writerows(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  Object rows(thread, arguments[1]), row(thread, RawObject::none());
  rows = get_iterator(thread, rows);
  if (rows->is_error()) return *rows;
  for (;;) {
    row = iterate(thread, rows);
    if (row->is_error()) return *row;
    if (row->is_unbound()) return RawObject::none();
    if (write_row(thread, self, row).is_error()) return RawObject::error();
  }
}

}  // namespace natives

}  // namespace pyro
