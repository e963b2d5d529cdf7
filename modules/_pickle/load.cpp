#include <bit>

#include "modules/_pickle/loader.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/numbers/float_text.h"
#include "runtime/set.h"

// Reading pickles: input, stack, memo, and the opcodes for builtin types.

namespace pyro::pickling {

constexpr word kPrefetch = 128 * 1024;

Loader::Loader(Thread* thread, const Unpickler& unpickler, bool fix_imports)
    : thread_(thread),
      unpickler_(unpickler),
      stack_(thread, new_list(thread, 64)),
      memo_(thread, unpickler->memo()),
      fix_imports_(fix_imports) {
  own_find_class_ =
      layout_of(*unpickler) == kind_info(Kind::kUnpickler).layout || unpickler->resource() < 0;
}

RawObject load_from_bytes(Thread* thread, const Unpickler& unpickler, const Object& data,
                          bool fix_imports) {
  Loader loader(thread, unpickler, fix_imports);
  // Large objects never move; the text of others is copied.
  RawObject raw = *data;
  std::string copy;
  if (!raw.is_heap() || raw.heap_words() <= Header::kMaxSmallWords) {
    copy = bytes_data(raw);
    loader.read_from(copy);
  } else {
    loader.read_from(bytes_data(raw));
  }
  return loader.run();
}

RawObject load_from_file(Thread* thread, const Unpickler& unpickler, bool fix_imports) {
  Loader loader(thread, unpickler, fix_imports);
  loader.read_from_file();
  return loader.run();
}

// --- input

bool Loader::append_read(const Object& data, const char* method) {
  if (data->is_error()) return false;
  RawObject exact = underlying_value(*data);
  if (is_bytes(exact)) {
    buffer_ += bytes_data(exact);
    return true;
  }
  BufferView view(thread_);
  if (!view.acquire(data)) return false;
  buffer_ += view.bytes_NoGC();
  return true;
}

// Tells the file how much of what was peeked at has been used; the rest is forgotten.
bool Loader::skip_consumed() {
  size_t used = static_cast<size_t>(at_ - begin_), before = buffer_.size() - lent_;
  if (lent_ == 0) return true;
  size_t consumed = used > before ? used - before : 0;
  buffer_.resize(std::max(used, before));
  lent_ = 0;
  begin_ = buffer_.data();
  at_ = begin_ + used;
  end_ = begin_ + buffer_.size();
  if (consumed == 0) return true;
  Object read(thread_, unpickler_->read()),
      count(thread_, RawObject::from_small_int(static_cast<word>(consumed)));
  return !call(thread_, read, count).is_error();
}

// Reads so that `count` bytes are in the buffer, including those that are left.
bool Loader::refill(word count_wanted) {
  if (!skip_consumed()) return false;
  buffer_.erase(0, static_cast<size_t>(at_ - begin_));
  size_t had = buffer_.size();
  word missing = count_wanted - static_cast<word>(had);
  Object data(thread_, RawObject::none()), method(thread_, unpickler_->peek()),
      count(thread_, RawObject::none());
  if (!method->is_none()) {
    count = RawObject::from_small_int(std::max(kPrefetch, missing));
    data = call(thread_, method, count);
    if (data->is_error()) {
      if (!clear_pending_if(thread_, Exc::kNotImplementedError)) return false;
      unpickler_->set_peek(RawObject::none());
    } else {
      if (!append_read(data, "peek")) return false;
      lent_ = buffer_.size() - had;
      if (static_cast<word>(lent_) < missing) {
        buffer_.resize(had);
        lent_ = 0;
      }
    }
  }
  if (lent_ == 0) {
    method = unpickler_->read();
    count = RawObject::from_small_int(missing);
    data = call(thread_, method, count);
    if (!append_read(data, "read")) return false;
  }
  begin_ = at_ = buffer_.data();
  end_ = begin_ + buffer_.size();
  return true;
}

const char* Loader::take_slow(word count) {
  if (count < 0 || !from_file_) {
    raise_unpickling(thread_, "pickle data was truncated");
    return nullptr;
  }
  if (!refill(count)) return nullptr;
  if (end_ - at_ < count) {
    raise_unpickling(thread_, "pickle data was truncated");
    return nullptr;
  }
  const char* result = at_;
  at_ += count;
  return result;
}

// A line with its end.
bool Loader::take_line(std::string_view* line) {
  const char* stop =
      at_ == end_
          ? nullptr
          : static_cast<const char*>(std::memchr(at_, '\n', static_cast<size_t>(end_ - at_)));
  if (stop == nullptr && from_file_) {
    if (!skip_consumed()) return false;
    buffer_.erase(0, static_cast<size_t>(at_ - begin_));
    Object readline(thread_, unpickler_->readline());
    Object data(thread_, call(thread_, readline));
    if (!append_read(data, "readline")) return false;
    begin_ = at_ = buffer_.data();
    end_ = begin_ + buffer_.size();
    if (!buffer_.empty() && buffer_.back() == '\n') stop = end_ - 1;
  }
  if (stop == nullptr) {
    raise_unpickling(thread_, "pickle data was truncated");
    return false;
  }
  *line = {at_, static_cast<size_t>(stop + 1 - at_)};
  at_ = stop + 1;
  return true;
}

bool Loader::number(int bytes, uint64_t* value) {
  const char* data = take(bytes);
  if (data == nullptr) return false;
  *value = 0;
  std::memcpy(value, data, static_cast<size_t>(bytes));
  return true;
}

bool Loader::counted(int bytes, std::string_view* data) {
  uint64_t count;
  if (!number(bytes, &count)) return false;
  if (count > INT64_MAX) {
    raise(thread_, Exc::kOverflowError, "BINBYTES exceeds system's maximum size of %ld bytes",
          INT64_MAX);
    return false;
  }
  const char* start = take(static_cast<word>(count));
  if (start == nullptr) return false;
  *data = {start, static_cast<size_t>(count)};
  return true;
}

bool Loader::signed_count(std::string_view* data, const char* what) {
  uint64_t count;
  if (!number(4, &count)) return false;
  if (static_cast<int32_t>(count) < 0) {
    raise_unpickling(thread_, "%s has negative byte count", what);
    return false;
  }
  const char* start = take(static_cast<word>(count));
  if (start == nullptr) return false;
  *data = {start, static_cast<size_t>(count)};
  return true;
}

// --- stack and memo

bool Loader::underflow() {
  raise_unpickling(thread_,
                   marks_.empty() ? "unpickling stack underflow" : "unexpected MARK found");
  return false;
}

bool Loader::top(Object* value) {
  if (size() <= fence()) return underflow();
  *value = stack_at(size() - 1);
  return true;
}

void Loader::truncate(word length) {
  RawObject items = stack_->items();
  for (word i = length, old = size(); i < old; i++)
    items.set_immediate_at(i + 1, RawObject::from_small_int(0));
  stack_->set_length(length);
}

bool Loader::pop(Object* value) {
  if (!top(value)) return false;
  truncate(size() - 1);
  return true;
}

bool Loader::pop_mark(word* mark) {
  if (marks_.empty()) {
    raise_unpickling(thread_, "could not find MARK");
    return false;
  }
  *mark = marks_.back();
  marks_.pop_back();
  return true;
}

RawObject Loader::tuple_from(word start) {
  RawObject tuple = new_tuple(thread_, size() - start);
  if (tuple.is_error()) return tuple;
  for (word i = start; i < size(); i++) tuple_init(tuple, i - start, stack_at(i));
  truncate(start);
  return tuple;
}

RawObject Loader::list_from(word start) {
  RawObject list = new_list(thread_, size() - start);
  if (list.is_error()) return list;
  for (word i = start; i < size(); i++)
    array_set(RawList(list.raw()).items(), i - start, stack_at(i));
  RawList(list.raw()).set_length(size() - start);
  truncate(start);
  return list;
}

bool Loader::put(uint64_t index) {
  if (size() <= fence()) return underflow();
  Object value(thread_, stack_at(size() - 1));
  if (index == static_cast<uint64_t>(memo_->length())) return list_append(thread_, memo_, value);
  Object hole(thread_, RawObject::unbound());
  // A memo is dense in every pickle that a pickler wrote.
  if (index > static_cast<uint64_t>(memo_->length()) + (uint64_t{1} << 26)) {
    raise_memory_error(thread_);
    return false;
  }
  while (static_cast<uint64_t>(memo_->length()) <= index) {
    if (!list_append(thread_, memo_, hole)) return false;
  }
  list_set_at(*memo_, static_cast<word>(index), *value);
  return true;
}

bool Loader::get(uint64_t index) {
  if (index >= static_cast<uint64_t>(memo_->length()) ||
      list_at(*memo_, static_cast<word>(index)).is_unbound()) {
    raise_unpickling(thread_, "Memo value not found at index %ld", static_cast<word>(index));
    return false;
  }
  return push_raw(list_at(*memo_, static_cast<word>(index)));
}

bool Loader::line_index(uint64_t* index, const char* negative) {
  std::string_view line;
  if (!take_line(&line)) return false;
  Object text(thread_, new_str_latin1(thread_, line));
  RawObject number = int_from_text(thread_, text, 10);
  word value = -1;
  if (number.is_error()) return false;
  if (!int_to_word_NoGC(number, &value)) value = negative != nullptr ? -1 : INT64_MAX;
  if (value < 0 && negative != nullptr) {
    raise_value_error(thread_, "%s", negative);
    return false;
  }
  *index = static_cast<uint64_t>(value);
  return true;
}

// --- the loop

RawObject Loader::run() {
  if (stack_->is_error()) return *stack_;
  for (bool stop = false; !stop;) {
    const char* opcode = take(1);
    if (opcode == nullptr) {
      Object type(thread_, import_from(thread_, "_pickle", "UnpicklingError"));
      if (is_subtype_NoGC(type_of(thread_, thread_->pending_exception()), *type)) {
        thread_->take_exception();
        raise(thread_, Exc::kEOFError, "Ran out of input");
      }
      return RawObject::error();
    }
    if (!step(static_cast<uint8_t>(*opcode), &stop)) return RawObject::error();
  }
  Object result(thread_, RawObject::none());
  if (!skip_consumed()) return RawObject::error();
  return pop(&result) ? *result : RawObject::error();
}

bool Loader::step(uint8_t opcode, bool* stop) {
  uint64_t value;
  word mark;
  std::string_view data;
  switch (opcode) {
    case kStop:
      *stop = true;
      return true;
    case kMark:
      marks_.push_back(size());
      return true;
    case kNone:
      return push_raw(RawObject::none());
    case kNewTrue:
      return push_raw(RawObject::true_object());
    case kNewFalse:
      return push_raw(RawObject::false_object());
    case kBinInt1:
      return number(1, &value) && push_raw(RawObject::from_small_int(static_cast<word>(value)));
    case kBinInt2:
      return number(2, &value) && push_raw(RawObject::from_small_int(static_cast<word>(value)));
    case kBinInt:
      return number(4, &value) && push_raw(RawObject::from_small_int(static_cast<int32_t>(value)));
    case kLong1:
      return counted(1, &data) && load_long(data);
    case kLong4:
      return signed_count(&data, "LONG pickle") && load_long(data);
    case kBinFloat:
      return number(8, &value) &&
             push_raw(float_from_double(thread_, std::bit_cast<double>(__builtin_bswap64(value))));
    case kShortBinUnicode:
      return counted(1, &data) && load_utf8(data);
    case kBinUnicode:
      return counted(4, &data) && load_utf8(data);
    case kBinUnicode8:
      return counted(8, &data) && load_utf8(data);
    case kShortBinBytes:
      return counted(1, &data) && push_raw(new_bytes(thread_, data));
    case kBinBytes:
      return counted(4, &data) && push_raw(new_bytes(thread_, data));
    case kBinBytes8:
      return counted(8, &data) && push_raw(new_bytes(thread_, data));
    case kByteArray8:
      return counted(8, &data) && load_byte_array(data);
    case kEmptyTuple:
      return push_raw(thread_->runtime()->empty_tuple());
    case kTuple1:
      return load_short_tuple(1);
    case kTuple2:
      return load_short_tuple(2);
    case kTuple3:
      return load_short_tuple(3);
    case kTuple:
      return pop_mark(&mark) && push_raw(tuple_from(mark));
    case kEmptyList:
      return push_raw(new_list(thread_));
    case kList:
      return pop_mark(&mark) && push_raw(list_from(mark));
    case kAppend:
      return append_items(size() - 1);
    case kAppends:
      return pop_mark(&mark) && append_items(mark);
    case kEmptyDict:
      return push_raw(new_dict(thread_));
    case kDict:
      return load_dict();
    case kSetItem:
      return set_items(size() - 2);
    case kSetItems:
      return pop_mark(&mark) && set_items(mark);
    case kEmptySet:
      return push_raw(new_set(thread_));
    case kAddItems:
      return pop_mark(&mark) && add_items(mark);
    case kFrozenSet:
      return load_frozen_set();
    case kMemoize:
      return put(static_cast<uint64_t>(memo_->length()));
    case kBinPut:
      return number(1, &value) && put(value);
    case kLongBinPut:
      return number(4, &value) && put(value);
    case kBinGet:
      return number(1, &value) && get(value);
    case kLongBinGet:
      return number(4, &value) && get(value);
    case kStackGlobal:
      return load_stack_global();
    case kGlobal:
      return load_global();
    case kReduce:
      return load_reduce();
    case kNewObj:
      return load_new_object();
    case kBuild:
      return load_build();
    default:
      return step_rare(opcode);
  }
}

bool Loader::step_rare(uint8_t opcode) {
  uint64_t value;
  word mark;
  std::string_view data;
  Object object(thread_, RawObject::none());
  switch (opcode) {
    case kProto:
      if (!number(1, &value)) return false;
      if (value > static_cast<uint64_t>(kHighestProtocol)) {
        raise_value_error(thread_, "unsupported pickle protocol: %ld", static_cast<word>(value));
        return false;
      }
      protocol_ = static_cast<word>(value);
      return true;
    case kFrame:
      if (!number(8, &value)) return false;
      if (value > INT64_MAX) {
        raise(thread_, Exc::kOverflowError, "FRAME length exceeds system's maximum of %ld bytes",
              INT64_MAX);
        return false;
      }
      if (take(static_cast<word>(value)) == nullptr) return false;
      at_ -= value;
      return true;
    case kPop:
      if (!marks_.empty() && fence() == size()) {
        marks_.pop_back();
        return true;
      }
      return pop(&object);
    case kPopMark:
      if (!pop_mark(&mark)) return false;
      truncate(mark);
      return true;
    case kDup:
      return top(&object) && push(object);
    case kInt:
      return load_int();
    case kLong:
      return load_long_text();
    case kFloat:
      return load_float();
    case kString:
      return load_quoted();
    case kBinString:
      return counted(4, &data) && load_old_text(data);
    case kShortBinString:
      return counted(1, &data) && load_old_text(data);
    case kUnicode:
      return load_unicode_line();
    case kPut:
      return line_index(&value, "negative PUT argument") && put(value);
    case kGet:
      return line_index(&value, nullptr) && get(value);
    case kPersId: {
      if (!take_line(&data)) return false;
      object = decode(thread_, Object(thread_, new_bytes(thread_, data.substr(0, data.size() - 1))),
                      "ascii", nullptr);
      if (!object->is_error()) return persistent(object);
      if (!pending_matches(thread_, Exc::kUnicodeDecodeError)) return false;
      thread_->take_exception();
      raise_unpickling(thread_, "persistent IDs in protocol 0 must be ASCII strings");
      return false;
    }
    case kBinPersId:
      return pop(&object) && persistent(object);
    case kInst:
      return load_inst();
    case kObj:
      return load_obj();
    case kNewObjEx:
      return load_new_object_with_keywords();
    case kExt1:
      return load_extension(1);
    case kExt2:
      return load_extension(2);
    case kExt4:
      return load_extension(4);
    case kNextBuffer:
      return load_next_buffer();
    case kReadOnlyBuffer:
      return load_read_only();
    default:
      return invalid_key(opcode);
  }
}

bool Loader::invalid_key(uint8_t opcode) {
  if (opcode >= ' ' && opcode < 0x7f && opcode != '\'' && opcode != '\\') {
    raise_unpickling(thread_, "invalid load key, '%c'.", opcode);
  } else {
    raise_unpickling(thread_, "invalid load key, '\\x%02x'.", opcode);
  }
  return false;
}

// --- numbers

bool Loader::load_int() {
  std::string_view line;
  if (!take_line(&line)) return false;
  if (line == "00\n" || line == "01\n") return push_raw(RawObject::from_bool(line[1] == '1'));
  Object text(thread_, new_str_latin1(thread_, line));
  RawObject value = int_from_text(thread_, text, 0);
  if (value.is_error()) {
    if (clear_pending_if(thread_, Exc::kValueError))
      raise_value_error(thread_, "could not convert string to int");
    return false;
  }
  return push_raw(value);
}

bool Loader::load_long_text() {
  std::string_view line;
  if (!take_line(&line)) return false;
  if (line.size() >= 2 && line[line.size() - 2] == 'L') line.remove_suffix(2);
  Object text(thread_, new_str_latin1(thread_, line));
  return push_raw(int_from_text(thread_, text, 10));
}

bool Loader::load_long(std::string_view data) {
  if (data.empty()) return push_raw(RawObject::from_small_int(0));
  bool negative = static_cast<uint8_t>(data.back()) >= 0x80;
  if (data.size() <= 8) {
    int64_t value = negative ? -1 : 0;
    std::memcpy(&value, data.data(), data.size());
    return push_raw(new_int(thread_, value));
  }
  std::vector<uint64_t> limbs((data.size() + 7) / 8, negative ? ~uint64_t{0} : 0);
  std::memcpy(limbs.data(), data.data(), data.size());
  if (negative) {
    bool carry = true;
    for (uint64_t& limb : limbs) {
      limb = ~limb + (carry ? 1 : 0);
      carry = carry && limb == 0;
    }
  }
  return push_raw(new_big_int(thread_, limbs, negative));
}

bool Loader::load_float() {
  std::string_view line;
  if (!take_line(&line)) return false;
  std::optional<double> value = ParseFloat(line.substr(0, line.size() - 1));
  if (value) return push_raw(float_from_double(thread_, *value));
  Object text(thread_, new_str_latin1(thread_, line));
  raise_value_error(thread_, "could not convert string to float: '%S'", &text);
  return false;
}

// --- text and bytes

// Text of Python 2: decoded as the unpickler was told, or left as bytes.
bool Loader::load_old_text(std::string_view data) {
  Object bytes(thread_, new_bytes(thread_, data));
  if (bytes->is_error()) return false;
  std::string encoding = utf8_of(unpickler_->encoding()), errors = utf8_of(unpickler_->errors());
  if (encoding == "bytes") return push(bytes);
  return push_raw(decode(thread_, bytes, encoding.c_str(), errors.c_str()));
}

bool Loader::load_quoted() {
  std::string_view line;
  if (!take_line(&line)) return false;
  line.remove_suffix(1);
  if (line.size() < 2 || line.front() != line.back() ||
      (line.front() != '\'' && line.front() != '"')) {
    raise_unpickling(thread_, "the STRING opcode argument must be quoted");
    return false;
  }
  Object text(thread_, new_bytes(thread_, line.substr(1, line.size() - 2)));
  Object function(thread_, import_from(thread_, "_codecs", "escape_decode"));
  if (function->is_error()) return false;
  Object pair(thread_, call(thread_, function, text));
  if (pair->is_error()) return false;
  RawObject bytes = tuple_at(*pair, 0);
  return load_old_text(std::string(bytes_data(bytes)));
}

bool Loader::load_unicode_line() {
  std::string_view line;
  if (!take_line(&line)) return false;
  Object bytes(thread_, new_bytes(thread_, line.substr(0, line.size() - 1)));
  return push_raw(decode(thread_, bytes, "raw-unicode-escape", nullptr));
}

// UTF-8 that may contain surrogates.
bool is_lenient_utf8(std::string_view data) {
  auto at = [&](size_t i) { return i < data.size() ? static_cast<uint8_t>(data[i]) : 0; };
  auto follows = [&](size_t i) { return (at(i) & 0xc0) == 0x80; };
  for (size_t i = 0; i < data.size();) {
    uint8_t lead = at(i);
    if (lead < 0x80) {
      i++;
    } else if (lead >= 0xc2 && lead <= 0xdf && follows(i + 1)) {
      i += 2;
    } else if (lead >= 0xe0 && lead <= 0xef && follows(i + 1) && follows(i + 2) &&
               (lead != 0xe0 || at(i + 1) >= 0xa0)) {
      i += 3;
    } else if (lead >= 0xf0 && lead <= 0xf4 && follows(i + 1) && follows(i + 2) && follows(i + 3) &&
               (lead != 0xf0 || at(i + 1) >= 0x90) && (lead != 0xf4 || at(i + 1) < 0x90)) {
      i += 4;
    } else {
      return false;
    }
  }
  return true;
}

bool is_ascii(std::string_view data) {
  uint64_t bits = 0, bytes;
  size_t i = 0;
  for (; i + 8 <= data.size(); i += 8) {
    std::memcpy(&bytes, data.data() + i, 8);
    bits |= bytes;
  }
  for (; i < data.size(); i++) bits |= static_cast<uint8_t>(data[i]);
  return (bits & 0x8080808080808080) == 0;
}

// The units of well-formed text; what they have in common is returned.
uint32_t decode_units(std::string_view data, uint32_t* units, word* count) {
  uint32_t bits = 0, *out = units;
  for (size_t i = 0; i < data.size();) {
    uint32_t code = static_cast<uint8_t>(data[i++]);
    if (code >= 0x80) {
      int more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : 1;
      code &= 0x3fu >> more;
      for (; more > 0; more--) code = code << 6 | (static_cast<uint8_t>(data[i++]) & 0x3f);
    }
    bits |= code;
    *out++ = code;
  }
  *count = out - units;
  return bits;
}

RawObject decode_small(Thread* thread, std::string_view data) {
  uint32_t units[256];
  word count;
  uint32_t bits = decode_units(data, units, &count);
  StrWidth width = bits < 0x100     ? StrWidth::kLatin1
                   : bits < 0x10000 ? StrWidth::kUcs2
                                    : StrWidth::kUcs4;
  if (count == 1) return new_str_from_code_point(thread, units[0]);
  RawObject str = new_str_uninitialized(thread, width, count);
  if (!str.is_error())
    copy_units_NoGC(str_units(str), width, {StrWidth::kUcs4, count, units}, 0, count);
  return str;
}

bool Loader::load_utf8(std::string_view data) {
  if (is_ascii(data)) return push_raw(new_str_ascii(thread_, data));
  if (is_lenient_utf8(data))
    return push_raw(data.size() <= 256 ? decode_small(thread_, data) : new_str(thread_, data));
  Object bytes(thread_, new_bytes(thread_, data));
  return push_raw(decode(thread_, bytes, "utf-8", "surrogatepass"));
}

bool Loader::load_byte_array(std::string_view data) {
  return push_raw(new_byte_array(thread_, data.data(), static_cast<word>(data.size())));
}

bool Loader::load_next_buffer() {
  Object buffers(thread_, unpickler_->buffers());
  if (buffers->is_none()) {
    raise_unpickling(
        thread_, "pickle stream refers to out-of-band data but no *buffers* argument was given");
    return false;
  }
  Object next(thread_, iterate(thread_, buffers));
  if (next->is_error()) return false;
  if (next->is_unbound()) {
    raise_unpickling(thread_, "not enough out-of-band buffers");
    return false;
  }
  return push(next);
}

bool Loader::load_read_only() {
  Object value(thread_, RawObject::none());
  if (!top(&value)) return false;
  Object view(thread_, new_memory_view(thread_, value));
  if (view->is_error()) return false;
  if ((RawMemoryView(view->raw()).flags() & kMemoryViewReadOnly) != 0) return true;
  Object read_only(thread_, call_named(thread_, view, "toreadonly"));
  if (read_only->is_error() || !pop(&value)) return false;
  return push(read_only);
}

// --- containers

bool Loader::load_short_tuple(word count) {
  if (size() - fence() < count) return underflow();
  return push_raw(tuple_from(size() - count));
}

bool Loader::load_dict() {
  word mark;
  if (!pop_mark(&mark)) return false;
  if ((size() - mark) % 2 != 0) {
    raise_unpickling(thread_, "odd number of items for DICT");
    return false;
  }
  Dict dict(thread_, new_dict(thread_));
  Object key(thread_, RawObject::none()), value(thread_, RawObject::none());
  for (word i = mark; i < size(); i += 2) {
    key = stack_at(i);
    value = stack_at(i + 1);
    if (!dict_set(thread_, dict, key, value)) return false;
  }
  truncate(mark);
  return push(dict);
}

bool Loader::load_frozen_set() {
  word mark;
  if (!pop_mark(&mark)) return false;
  Object items(thread_, tuple_from(mark));
  Object type(thread_, thread_->runtime()->type_at(LayoutId::kFrozenset));
  return push_raw(call(thread_, type, items));
}

// Appends what lies on the stack from `start` on to the object below.
bool Loader::append_items(word start) {
  if (start > size() || start <= fence()) return underflow();
  if (start == size()) return true;
  Object target(thread_, stack_at(start - 1)), value(thread_, RawObject::none());
  if (is_heap_list(*target) && is_exact_list(*target)) {
    List list(thread_, *target);
    if (list->length() == 0 && !list_reserve(thread_, list, size() - start)) return false;
    for (word i = start; i < size(); i++) {
      value = stack_at(i);
      if (!list_append(thread_, list, value)) return false;
    }
    truncate(start);
    return true;
  }
  value = intern_ascii(thread_, "extend");
  Object method(thread_, find_attribute(thread_, target, value));
  if (method->is_error()) return false;
  if (!method->is_unbound()) {
    value = list_from(start);
    return !value->is_error() && !call(thread_, method, value).is_error();
  }
  method = attribute_named(thread_, target, "append");
  if (method->is_error()) return false;
  for (word i = start; i < size(); i++) {
    value = stack_at(i);
    if (call(thread_, method, value).is_error()) return false;
  }
  truncate(start);
  return true;
}

bool Loader::set_items(word start) {
  if (start > size() || start <= fence()) return underflow();
  if (start == size()) return true;
  if ((size() - start) % 2 != 0) {
    raise_unpickling(thread_, "odd number of items for SETITEMS");
    return false;
  }
  Object target(thread_, stack_at(start - 1)), key(thread_, RawObject::none()),
      value(thread_, RawObject::none());
  bool exact = is_exact_dict(*target);
  for (word i = start; i < size(); i += 2) {
    key = stack_at(i);
    value = stack_at(i + 1);
    bool ok = exact ? dict_set(thread_, static_cast<const Dict&>(target), key, value)
                    : set_item(thread_, target, key, value);
    if (!ok) return false;
  }
  truncate(start);
  return true;
}

bool Loader::add_items(word start) {
  if (start > size() || start <= fence()) return underflow();
  if (start == size()) return true;
  Object target(thread_, stack_at(start - 1)), value(thread_, RawObject::none());
  if (layout_of(*target) == LayoutId::kSet) {
    for (word i = start; i < size(); i++) {
      value = stack_at(i);
      if (!set_add(thread_, static_cast<const AnySet&>(target), value)) return false;
    }
    truncate(start);
    return true;
  }
  Object method(thread_, attribute_named(thread_, target, "add"));
  if (method->is_error()) return false;
  for (word i = start; i < size(); i++) {
    value = stack_at(i);
    if (call(thread_, method, value).is_error()) return false;
  }
  truncate(start);
  return true;
}

}  // namespace pyro::pickling
