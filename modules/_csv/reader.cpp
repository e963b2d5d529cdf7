#include "lib-python/natives.h"
#include "modules/_csv/csv.h"

// csv.reader: rows out of lines.
//
// A row is parsed character by character with the states below. Fields without quotes and escapes,
// which are most of them, are cut out of the line as they are.

namespace pyro {

namespace csv {

namespace {

class RowReader {
 public:
  RowReader(Thread* thread, RawCsvDialect dialect)
      : thread_(thread),
        settings_(dialect),
        limit_(field_limit(thread)),
        line_(thread, RawObject::none()),
        fields_(thread, new_list(thread)) {}

  // Takes a line (an exact str); false with an exception pending.
  [[nodiscard]] bool feed(RawObject line);
  [[nodiscard]] bool end_of_input();
  bool complete() const { return state_ == State::kStartRecord; }
  bool begun() const { return text_.length() != 0 || state_ == State::kInQuotedField; }
  RawObject fields() const { return *fields_; }

 private:
  enum class State : uint8_t {
    kStartRecord,
    kStartField,
    kEscaped,
    kInField,
    kInQuotedField,
    kEscapedInQuotedField,
    kQuoteInQuotedField,
    kEatNewline,
    kAfterEscapedNewline,
  };
  static constexpr uint32_t kEndOfLine = kNoCharacter - 1;

  bool plain_field(const StrData& data, word* index, bool* done);
  bool process(uint32_t c);
  bool start_field(uint32_t c);
  bool in_field(uint32_t c);
  bool quote_in_quoted_field(uint32_t c);
  bool add(uint32_t c);
  bool save(RawObject field);
  bool save_text() {
    RawObject text = text_.finish(thread_);
    return !text.is_error() && save(text);
  }
  bool too_long() {
    raise_csv_error(thread_, "field larger than field limit (%ld)", limit_);
    return false;
  }

  Thread* thread_;
  Settings settings_;
  word limit_;
  Object line_;
  List fields_;
  StrBuilder text_;
  State state_ = State::kStartRecord;
  bool numeric_ = false;
};

bool RowReader::add(uint32_t c) {
  if (text_.size() >= limit_) return too_long();
  text_.append(c);
  return true;
}

bool RowReader::save(RawObject field_raw) {
  Object field(thread_, field_raw);
  if (numeric_) {
    numeric_ = false;
    Object type(thread_, thread_->runtime()->type_at(LayoutId::kFloat));
    field = call(thread_, type, field);
    if (field->is_error()) return false;
  }
  return list_append(thread_, fields_, field);
}

// A field that begins at *index and needs no second look, with the delimiter behind it.
bool RowReader::plain_field(const StrData& data, word* index, bool* done) {
  word start = *index, stop = start;
  *done = false;
  uint32_t first = data.at(start);
  if (first == settings_.quote || (first == ' ' && settings_.skip_space)) return true;
  for (; stop < data.length; stop++) {
    uint32_t c = data.at(stop);
    if (c == settings_.delimiter) break;
    if (c == '\n' || c == '\r' || c == settings_.escape) return true;
  }
  if (stop == data.length) return true;
  if (stop - start > limit_) return too_long();
  numeric_ = settings_.quoting == kQuoteNonNumeric && stop > start;
  RawObject field = str_substring(thread_, line_, start, stop - start);
  *index = stop + 1;
  *done = true;
  state_ = State::kStartField;
  return !field.is_error() && save(field);
}

bool RowReader::start_field(uint32_t c) {
  if (c == '\n' || c == '\r' || c == kEndOfLine) {
    state_ = c == kEndOfLine ? State::kStartRecord : State::kEatNewline;
    return save_text();
  }
  if (c == settings_.quote && settings_.quoting != kQuoteNone) {
    state_ = State::kInQuotedField;
  } else if (c == settings_.escape) {
    state_ = State::kEscaped;
  } else if (c == ' ' && settings_.skip_space) {
    return true;
  } else if (c == settings_.delimiter) {
    return save_text();
  } else {
    numeric_ = settings_.quoting == kQuoteNonNumeric;
    state_ = State::kInField;
    return add(c);
  }
  return true;
}

bool RowReader::in_field(uint32_t c) {
  if (c == '\n' || c == '\r' || c == kEndOfLine) {
    state_ = c == kEndOfLine ? State::kStartRecord : State::kEatNewline;
    return save_text();
  }
  if (c == settings_.escape) {
    state_ = State::kEscaped;
  } else if (c == settings_.delimiter) {
    state_ = State::kStartField;
    return save_text();
  } else {
    return add(c);
  }
  return true;
}

bool RowReader::quote_in_quoted_field(uint32_t c) {
  if (settings_.quoting != kQuoteNone && c == settings_.quote) {
    state_ = State::kInQuotedField;
    return add(c);
  }
  if (c == settings_.delimiter) {
    state_ = State::kStartField;
    return save_text();
  }
  if (c == '\n' || c == '\r' || c == kEndOfLine) {
    state_ = c == kEndOfLine ? State::kStartRecord : State::kEatNewline;
    return save_text();
  }
  if (!settings_.strict) {
    state_ = State::kInField;
    return add(c);
  }
  Object delimiter(thread_, new_str_from_code_point(thread_, settings_.delimiter));
  Object quote(thread_, new_str_from_code_point(thread_, settings_.quote));
  raise_csv_error(thread_, "'%S' expected after '%S'", &delimiter, &quote);
  return false;
}

bool RowReader::process(uint32_t c) {
  switch (state_) {
    case State::kStartRecord:
      if (c == kEndOfLine) return true;  // an empty line is an empty row
      if (c == '\n' || c == '\r') {
        state_ = State::kEatNewline;
        return true;
      }
      state_ = State::kStartField;
      return start_field(c);
    case State::kStartField:
      return start_field(c);
    case State::kEscaped:
      if (c == '\n' || c == '\r') {
        state_ = State::kAfterEscapedNewline;
        return add(c);
      }
      state_ = State::kInField;
      return add(c == kEndOfLine ? '\n' : c);
    case State::kAfterEscapedNewline:
      if (c == kEndOfLine) return true;
      state_ = State::kInField;
      return in_field(c);
    case State::kInField:
      return in_field(c);
    case State::kInQuotedField:
      if (c == kEndOfLine) return true;
      if (c == settings_.escape) {
        state_ = State::kEscapedInQuotedField;
        return true;
      }
      if (c == settings_.quote && settings_.quoting != kQuoteNone) {
        state_ = settings_.double_quote ? State::kQuoteInQuotedField : State::kInField;
        return true;
      }
      return add(c);
    case State::kEscapedInQuotedField:
      state_ = State::kInQuotedField;
      return add(c == kEndOfLine ? '\n' : c);
    case State::kQuoteInQuotedField:
      return quote_in_quoted_field(c);
    case State::kEatNewline:
      if (c == '\n' || c == '\r') return true;
      if (c == kEndOfLine) {
        state_ = State::kStartRecord;
        return true;
      }
      raise_csv_error(thread_,
                      "new-line character seen in unquoted field - do you need to open the file in "
                      "universal-newline mode?");
      return false;
  }
  return true;
}

bool RowReader::feed(RawObject line) {
  line_ = line;
  const RawObject& str = *line_.operator->();
  word length = str_length(str);
  for (word index = 0; index < length;) {
    StrData data = str_data(str);
    if (state_ == State::kStartField || state_ == State::kStartRecord) {
      bool done;
      if (!plain_field(data, &index, &done)) return false;
      if (done) continue;
      data = str_data(str);
    }
    if (!process(data.at(index++))) return false;
  }
  return process(kEndOfLine);
}

bool RowReader::end_of_input() {
  if (settings_.strict) {
    raise_csv_error(thread_, "unexpected end of data");
    return false;
  }
  return save_text();
}

}  // namespace

}  // namespace csv

namespace natives {

using namespace csv;

RawObject csv_reader(Thread* thread, Arguments arguments) {
  word count = tuple_length(arguments[0]);
  if (count < 1) return raise_type_error(thread, " expected at least 1 argument, got 0");
  if (count > 2) return raise_type_error(thread, " expected at most 2 arguments, got %ld", count);
  Object iterator(thread, tuple_at(arguments[0], 0));
  iterator = get_iterator(thread, iterator);
  if (iterator->is_error()) return *iterator;
  Object base(thread, count > 1 ? tuple_at(arguments[0], 1) : RawObject::unbound()),
      keywords(thread, arguments[1]);
  Object dialect(thread, make_dialect(thread, base, keywords));
  if (dialect->is_error()) return *dialect;
  RawNativeRecord self =
      RawNativeRecord::cast(allocate_for(thread, known_type(thread, kReaderType)));
  self.set_field0(*iterator);
  self.set_field1(*dialect);
  self.set_field2(RawObject::from_small_int(0));
  return self;
}

RawObject csv_Reader___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject csv_Reader___next__(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  RowReader row(thread, RawCsvDialect::cast(self->field1()));
  Object iterator(thread, self->field0()), line(thread, RawObject::none());
  do {
    line = iterate(thread, iterator);
    if (line->is_error()) return *line;
    if (line->is_unbound()) {
      if (!row.begun()) return raise_stop_iteration(thread, RawObject::none());
      if (!row.end_of_input()) return RawObject::error();
      break;
    }
    if (!is_str(*line)) {
      return raise_csv_error(
          thread, "iterator should return strings, not %T (the file should be opened in text mode)",
          &line);
    }
    self->set_field2(RawObject::from_small_int(self->field2().small_int() + 1));
    if (!row.feed(underlying_value(*line))) return RawObject::error();
  } while (!row.complete());
  return row.fields();
}

}  // namespace natives

}  // namespace pyro
