#include <cstring>
#include <vector>

#include "interpreter/code_assembly.h"
#include "modules/marshal/marshal.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/float.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/set.h"

namespace pyro::marshal {

namespace {

// A value, Unbound for the letter '0' (the end of a dict), or Error.
class Reader {
 public:
  Reader(Thread* thread, Source& source)
      : thread_(thread), source_(source), references_(thread, new_list(thread, 0)) {}

  RawObject read() {
    if (depth_ >= kMaximumDepth) return raise_value_error(thread_, "recursion limit exceeded");
    depth_++;
    RawObject value = read_any();
    depth_--;
    return value;
  }

  RawObject read_top() {
    RawObject value = read();
    return value.is_unbound() ? raise_type_error(thread_, "NULL object in marshal data for object")
                              : value;
  }

 private:
  bool take(size_t count) {
    buffer_ = {};
    if (count == 0) return true;
    if (!source_.read(thread_, count, &buffer_)) return false;
    if (buffer_.size() == count) return true;
    raise(thread_, Exc::kEOFError, "marshal data too short");
    return false;
  }
  bool read_byte(int* value) {
    if (!take(1)) return false;
    *value = static_cast<uint8_t>(buffer_[0]);
    return true;
  }
  bool read_i32(word* value) {
    if (!take(4)) return false;
    int32_t raw;
    std::memcpy(&raw, buffer_.data(), 4);
    *value = raw;
    return true;
  }
  bool read_size(word* size, const char* what) {
    if (!read_i32(size)) return false;
    if (*size >= 0) return true;
    raise_value_error(thread_, "bad marshal data (%s size out of range)", what);
    return false;
  }

  RawObject read_any() {
    if (!source_.read(thread_, 1, &buffer_)) return RawObject::error();
    if (buffer_.empty()) return raise(thread_, Exc::kEOFError, "EOF read where object expected");
    int letter = static_cast<uint8_t>(buffer_[0]);
    bool flagged = (letter & kReferenceFlag) != 0;
    letter &= ~kReferenceFlag;
    switch (letter) {
      case '0':
        return RawObject::unbound();
      case 'N':
        return RawObject::none();
      case 'T':
        return RawObject::true_object();
      case 'F':
        return RawObject::false_object();
      case '.':
        return RawObject::ellipsis();
      case 'S':
        return exc_type(thread_, Exc::kStopIteration);
      case 'r':
        return read_reference();
      case '(':
      case ')':
        return read_tuple(letter, flagged);
      case '[':
        return read_list(flagged);
      case '{':
        return read_dict(flagged);
      case '<':
      case '>':
        return read_set(letter, flagged);
      case 'c':
        return read_code(flagged);
      default:
        break;
    }
    Object value(thread_, read_atom(letter));
    if (flagged && !value->is_error() && !list_append(thread_, references_, value))
      return RawObject::error();
    return *value;
  }

  RawObject read_atom(int letter) {
    word number;
    switch (letter) {
      case 'i':
        return read_i32(&number) ? new_int(thread_, number) : RawObject::error();
      case 'I':
        return read_int64();
      case 'l':
        return read_long();
      case 'f':
      case 'g': {
        double value;
        return read_double(letter == 'g', &value) ? new_float(thread_, value) : RawObject::error();
      }
      case 'x':
      case 'y': {
        double real, imaginary;
        bool ok = read_double(letter == 'y', &real) && read_double(letter == 'y', &imaginary);
        return ok ? new_complex(thread_, real, imaginary) : RawObject::error();
      }
      case 's':
        return read_bytes();
      case 'a':
      case 'A':
      case 'z':
      case 'Z':
        return read_ascii(letter);
      case 'u':
      case 't':
        return read_unicode(letter);
      default:
        return raise_value_error(thread_, "bad marshal data (unknown type code)");
    }
  }

  RawObject read_int64() {
    if (!take(8)) return RawObject::error();
    int64_t value;
    std::memcpy(&value, buffer_.data(), 8);
    return new_int(thread_, value);
  }

  RawObject read_long() {
    word count;
    if (!read_i32(&count)) return RawObject::error();
    if (count == INT32_MIN)
      return raise_value_error(thread_, "bad marshal data (long size out of range)");
    bool negative = count < 0;
    size_t digits = static_cast<size_t>(negative ? -count : count);
    if (!take(digits * 2)) return RawObject::error();
    std::vector<uint64_t> limbs((digits * 15 + 63) / 64 + 1);
    uint16_t digit = 1;
    for (size_t i = 0; i < digits; i++) {
      std::memcpy(&digit, buffer_.data() + 2 * i, 2);
      if (digit > 0x7fff)
        return raise_value_error(thread_, "bad marshal data (digit out of range in long)");
      size_t at = i * 15;
      limbs[at / 64] |= static_cast<uint64_t>(digit) << (at % 64);
      if (at % 64 > 49) limbs[at / 64 + 1] |= static_cast<uint64_t>(digit) >> (64 - at % 64);
    }
    if (digits > 0 && digit == 0)
      return raise_value_error(thread_, "bad marshal data (unnormalized long data)");
    while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
    return new_big_int(thread_, limbs, negative);
  }

  bool read_double(bool binary, double* value) {
    if (binary) {
      if (!take(8)) return false;
      std::memcpy(value, buffer_.data(), 8);
      return true;
    }
    int length;
    if (!read_byte(&length) || !take(static_cast<size_t>(length))) return false;
    Object text(thread_, new_str_latin1(thread_, buffer_));
    RawObject number = float_from_text(thread_, text);
    if (number.is_error()) return false;
    *value = float_value_of(number);
    return true;
  }

  RawObject read_bytes() {
    word size;
    if (!read_size(&size, "bytes object") || !take(static_cast<size_t>(size)))
      return RawObject::error();
    return new_bytes(thread_, buffer_);
  }

  RawObject read_ascii(int letter) {
    word size;
    if (letter == 'z' || letter == 'Z') {
      int length;
      if (!read_byte(&length)) return RawObject::error();
      size = length;
    } else if (!read_size(&size, "string")) {
      return RawObject::error();
    }
    if (!take(static_cast<size_t>(size))) return RawObject::error();
    Object text(thread_, new_str_latin1(thread_, buffer_));
    return letter == 'A' || letter == 'Z' ? intern(thread_, text) : *text;
  }

  RawObject read_unicode(int letter) {
    word size;
    if (!read_size(&size, "string") || !take(static_cast<size_t>(size))) return RawObject::error();
    Object bytes(thread_, new_bytes(thread_, buffer_));
    Object text(thread_, decode_utf8(thread_, bytes, "surrogatepass"));
    return letter == 't' && !text->is_error() ? intern(thread_, text) : *text;
  }

  // --- values that may contain themselves

  // Takes a number in the table before the value's parts are read; Unbound marks what is not
  // finished.
  bool reserve(bool flagged, word* index) {
    *index = -1;
    if (!flagged) return true;
    *index = references_->length();
    Object placeholder(thread_, RawObject::unbound());
    return list_append(thread_, references_, placeholder);
  }
  void fill(word index, RawObject value) {
    if (index >= 0) array_set(references_->items(), index, value);
  }

  RawObject read_reference() {
    word index;
    if (!read_i32(&index)) return RawObject::error();
    RawObject value = RawObject::unbound();
    if (index >= 0 && index < references_->length()) value = list_at(*references_, index);
    return value.is_unbound() ? raise_value_error(thread_, "bad marshal data (invalid reference)")
                              : value;
  }

  // A part of a container: Unbound is an error.
  RawObject read_item(const char* where) {
    RawObject value = read();
    return value.is_unbound()
               ? raise_type_error(thread_, "NULL object in marshal data for %s", where)
               : value;
  }

  RawObject read_tuple(int letter, bool flagged) {
    word count, index;
    if (letter == ')') {
      int length;
      if (!read_byte(&length)) return RawObject::error();
      count = length;
    } else if (!read_size(&count, "tuple")) {
      return RawObject::error();
    }
    if (!reserve(flagged, &index)) return RawObject::error();
    if (letter == ')') return read_small_tuple(count, index);
    // The size is not to be trusted: room is made as items arrive.
    List items(thread_, new_list(thread_, 0));
    Object item(thread_, RawObject::none());
    for (word i = 0; i < count; i++) {
      item = read_item("tuple");
      if (item->is_error() || !list_append(thread_, items, item)) return RawObject::error();
    }
    Object tuple(thread_, new_tuple(thread_, count));
    if (tuple->is_error()) return *tuple;
    for (word i = 0; i < count; i++) tuple_init(*tuple, i, list_at(*items, i));
    fill(index, *tuple);
    return *tuple;
  }

  RawObject read_small_tuple(word count, word index) {
    Tuple tuple(thread_, new_tuple(thread_, count));
    for (word i = 0; i < count; i++) {
      RawObject item = read_item("tuple");
      if (item.is_error()) return item;
      tuple_init(*tuple, i, item);
    }
    fill(index, *tuple);
    return *tuple;
  }

  RawObject read_list(bool flagged) {
    word count, index;
    if (!read_size(&count, "list")) return RawObject::error();
    List list(thread_, new_list(thread_, 0));
    if (!reserve(flagged, &index)) return RawObject::error();
    fill(index, *list);
    Object item(thread_, RawObject::none());
    for (word i = 0; i < count; i++) {
      item = read_item("list");
      if (item->is_error() || !list_append(thread_, list, item)) return RawObject::error();
    }
    return *list;
  }

  RawObject read_dict(bool flagged) {
    word index;
    Dict dict(thread_, new_dict(thread_));
    if (!reserve(flagged, &index)) return RawObject::error();
    fill(index, *dict);
    Object key(thread_, RawObject::none()), value(thread_, RawObject::none());
    while (true) {
      key = read();
      if (key->is_error()) return *key;
      if (key->is_unbound()) return *dict;
      value = read();
      if (value->is_error()) return *value;
      if (value->is_unbound()) return *dict;
      if (!dict_set(thread_, dict, key, value)) return RawObject::error();
    }
  }

  RawObject read_set(int letter, bool flagged) {
    word count, index;
    if (!read_size(&count, "set")) return RawObject::error();
    AnySet set(thread_, letter == '<' ? new_set(thread_) : new_frozen_set(thread_));
    if (!reserve(flagged, &index)) return RawObject::error();
    // A frozenset cannot contain itself.
    if (letter == '<') fill(index, *set);
    Object item(thread_, RawObject::none());
    for (word i = 0; i < count; i++) {
      item = read_item("set");
      if (item->is_error() || !set_add(thread_, set, item)) return RawObject::error();
    }
    fill(index, *set);
    return *set;
  }

  RawObject read_code(bool flagged) {
    word fingerprint, index;
    if (!read_i32(&fingerprint)) return RawObject::error();
    if (static_cast<uint32_t>(fingerprint) != interpreter::instruction_set_fingerprint()) {
      return raise_value_error(thread_, "bad marshal data (code object of another version)");
    }
    if (!reserve(flagged, &index)) return RawObject::error();
    Tuple parts(thread_, new_tuple(thread_, interpreter::kPartCount));
    for (word i = 0; i < interpreter::kPartCount; i++) {
      RawObject part = read_item("code object");
      if (part.is_error()) return part;
      tuple_init(*parts, i, part);
    }
    RawObject code = interpreter::assemble_code(thread_, parts);
    if (!code.is_error()) fill(index, code);
    return code;
  }

  Thread* thread_;
  Source& source_;
  List references_;
  std::string_view buffer_;  // what was read last
  int depth_ = 0;
};

}  // namespace

RawObject read_value(Thread* thread, Source& source) { return Reader(thread, source).read_top(); }

}  // namespace pyro::marshal
