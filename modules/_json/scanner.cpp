#include "lib-python/natives.h"
#include "modules/_json/json_text.h"
#include "runtime/dict_keys.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/numbers/float_text.h"
#include "runtime/types/text_arguments.h"

// _json.make_scanner: one JSON value out of a str.
//
// The text stays in the heap and may move whenever something is allocated, so the pointer to it is
// taken anew behind each allocation (`reload`). One instantiation for each width of characters.
//
// Objects are collected as pairs on the VM's stack. Records of one kind tend to follow each other
// with the same keys in the same order, so the scanner remembers for each nesting depth the key
// table of the last object there (its shape). While the next object's keys are those of the shape,
// they are compared with the text in place: nothing is hashed, and the dict shares the table.

namespace pyro {

namespace json {

namespace {

// Pairs or items that wait on the stack before they go into a dict or list.
constexpr word kMaxPending = 256;
constexpr word kShapes = 16, kKeySlots = 128;
constexpr word kMaxFastDigits = 18;
constexpr double kPowersOfTen[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// A number of the text: where its parts end, and its value where that is easily told.
struct NumberParts {
  word end = 0;
  bool is_float = false, negative = false;
  uint64_t digits = 0;  // of integer and fraction, if there are at most kMaxFastDigits
  word digit_count = 0;
  int64_t exponent = 0;
};

template <typename Unit>
class Scanner {
 public:
  Scanner(Thread* thread, const Object& text, const JsonScanner& settings)
      : thread_(thread),
        text_(text),
        settings_(settings),
        shapes_(thread, RawObject::none()),
        key_cache_(thread, RawObject::none()),
        strict_(settings->strict().is_true()) {
    RawObject float_type = thread->runtime()->type_at(LayoutId::kFloat);
    RawObject int_type = thread->runtime()->type_at(LayoutId::kInt);
    own_float_ = settings->parse_float() == float_type;
    own_int_ = settings->parse_int() == int_type;
    has_hook_ = !settings->object_hook().is_none();
    has_pairs_hook_ = !settings->object_pairs_hook().is_none();
    reload();
  }

  // The value that begins at `index`; *end is the index behind it.
  RawObject scan(word index, word* end);

 private:
  void reload() {
    const RawObject& str =
        *text_.operator->();  // the root itself: an immediate's characters lie in it
    StrData data = str_data(str);
    units_ = static_cast<const Unit*>(data.units);
    length_ = data.length;
    ascii_ = data.is_ascii();
  }
  uint32_t at(word index) const { return index < length_ ? units_[index] : 0; }
  word skip_space(word index) const {
    while (index < length_) {
      Unit c = units_[index];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') break;
      index++;
    }
    return index;
  }
  bool text_is(word index, const char* wanted) const {
    for (; *wanted != 0; wanted++, index++) {
      if (at(index) != static_cast<uint32_t>(*wanted)) return false;
    }
    return true;
  }
  RawObject fail(const char* message, word position) {
    return raise_decode_error(thread_, message, text_, position);
  }
  RawObject stop(word index) {
    return raise_stop_iteration(thread_, RawObject::from_small_int(index));
  }

  word plain_end(word index, bool* narrow) const;
  RawObject scan_text(word begin, word* end, bool* plain);
  RawObject make_plain(word begin, word end, bool narrow);
  RawObject scan_key(word begin, word* end, bool* plain);
  RawObject cached_key(word begin, word end, bool narrow);
  bool key_is(RawObject key, word begin, word* end) const;

  RawObject scan_array(word index, word* end);
  RawObject scan_object(word index, word* end);
  RawObject scan_pair(word* index, RawObject expected, bool* expected_met, bool* plain,
                      Object* value);
  RawObject finish_object(RawObject* pairs, word count, const Object& container,
                          const Object& shape, bool plain);
  RawObject call_pairs_hook(RawObject* pairs, word count, const List& list);
  RawObject shape_at(word depth) {
    return shapes_->is_none() ? RawObject::none() : array_at(*shapes_, depth & (kShapes - 1));
  }
  void remember_shape(const Dict& dict);

  RawObject scan_number(word index, word* end);
  NumberParts number_parts(word index) const;
  RawObject float_value(const NumberParts& parts, word begin);
  RawObject int_value(const NumberParts& parts, word begin);
  RawObject constant(const char* name, word length, word index, word* end);
  std::string ascii_text(word begin, word end) const;

  Thread* thread_;
  const Object& text_;
  const JsonScanner& settings_;
  Object shapes_, key_cache_;
  const Unit* units_ = nullptr;
  word length_ = 0, depth_ = 0;
  bool strict_, ascii_ = false, own_float_, own_int_, has_hook_, has_pairs_hook_;
};

// --- strings

// The index of the first quote, backslash or control character; *narrow: everything before is
// ASCII.
template <typename Unit>
word Scanner<Unit>::plain_end(word index, bool* narrow) const {
  uint32_t bits = 0;
  if constexpr (sizeof(Unit) == 1) {
    uint64_t word_bits = 0;
    for (; index + 8 <= length_; index += 8) {
      uint64_t bytes = load_word(units_ + index);
      uint64_t special = special_bytes(bytes);
      if (special != 0) {
        int count = std::countr_zero(special) / 8;
        word_bits |= count == 0 ? 0 : bytes << (64 - 8 * count);
        *narrow = (word_bits & kHighs) == 0;
        return index + count;
      }
      word_bits |= bytes;
    }
    bits = (word_bits & kHighs) != 0 ? 0x80 : 0;
  }
  for (; index < length_; index++) {
    Unit c = units_[index];
    if (c == '"' || c == '\\' || c < 0x20) break;
    bits |= c;
  }
  *narrow = bits < 0x80;
  return index;
}

template <typename Unit>
RawObject Scanner<Unit>::make_plain(word begin, word end, bool narrow) {
  word count = end - begin;
  if constexpr (sizeof(Unit) == 1) {
    if (narrow || ascii_) {
      if (count <= RawObject::kMaxSmallLength)
        return RawObject::from_small_str(units_ + begin, count);
      RawObject str = new_str_uninitialized(thread_, StrWidth::kAscii, count);
      reload();
      if (!str.is_error()) std::memcpy(str_units(str), units_ + begin, static_cast<size_t>(count));
      return str;
    }
  }
  RawObject str = str_substring(thread_, text_, begin, count);
  reload();
  return str;
}

template <typename Unit>
RawObject Scanner<Unit>::scan_text(word begin, word* end, bool* plain) {
  bool narrow;
  word stop = plain_end(begin, &narrow);
  if (at(stop) == '"' && stop < length_) {
    *end = stop + 1;
    return make_plain(begin, stop, narrow);
  }
  *plain = false;
  RawObject str = scan_string(thread_, text_, begin, strict_, end);
  reload();
  return str;
}

// --- keys

// Does the text go on with this key (which needs no escapes) and a quote?
template <typename Unit>
bool Scanner<Unit>::key_is(RawObject key, word begin, word* end) const {
  StrData data = str_data(key);
  word length = data.length;
  if (begin + length >= length_ || units_[begin + length] != '"') return false;
  if constexpr (sizeof(Unit) == 1) {
    if (data.width > StrWidth::kLatin1) return false;
    if (std::memcmp(units_ + begin, data.units, static_cast<size_t>(length)) != 0) return false;
  } else {
    for (word i = 0; i < length; i++) {
      if (data.at(i) != units_[begin + i]) return false;
    }
  }
  *end = begin + length + 1;
  return true;
}

template <typename Unit>
RawObject Scanner<Unit>::cached_key(word begin, word end, bool narrow) {
  word count = end - begin;
  if (narrow && count <= RawObject::kMaxSmallLength) return make_plain(begin, end, narrow);
  uint32_t hash = static_cast<uint32_t>(count);
  for (word i = begin; i < end; i++) hash = hash * 31 + units_[i];
  word slot = (hash ^ hash >> 9) & (kKeySlots - 1);
  if (!key_cache_->is_none()) {
    RawObject known = array_at(*key_cache_, slot);
    word ignored;
    if (is_exact_str(known) && str_length(known) == count && key_is(known, begin, &ignored))
      return known;
  }
  Object key(thread_, make_plain(begin, end, narrow));
  if (key->is_error()) return *key;
  if (key_cache_->is_none()) {
    key_cache_ = new_array(thread_, kKeySlots);
    reload();
  }
  array_set(*key_cache_, slot, *key);
  return *key;
}

template <typename Unit>
RawObject Scanner<Unit>::scan_key(word begin, word* end, bool* plain) {
  bool narrow;
  word stop = plain_end(begin, &narrow);
  if (stop >= length_ || units_[stop] != '"') return scan_text(begin, end, plain);
  *end = stop + 1;
  return cached_key(begin, stop, narrow);
}

// --- arrays

RawObject list_of_values(Thread* thread, const RawObject* values, word count) {
  RawObject list = new_list(thread, count);
  if (list.is_error()) return list;
  RawObject items = RawList(list.raw()).items();
  for (word i = 0; i < count; i++) array_set(items, i, values[i]);
  RawList(list.raw()).set_length(count);
  return list;
}

bool flush_items(Thread* thread, const Object& list, RawObject* values, word count) {
  if (list->is_none()) return true;
  Object value(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    value = values[i];
    if (!list_append(thread, static_cast<const List&>(list), value)) return false;
  }
  return true;
}

template <typename Unit>
RawObject Scanner<Unit>::scan_array(word index, word* end) {
  RecursionGuard guard(thread_, " while decoding a JSON array from a unicode string");
  if (!guard.ok()) return RawObject::error();
  index = skip_space(index);
  if (at(index) == ']') {
    *end = index + 1;
    RawObject list = new_list(thread_);
    reload();
    return list;
  }
  StackWindow items(thread_);
  Object list(thread_, RawObject::none());
  for (;;) {
    RawObject value = scan(index, &index);
    if (value.is_error() || !items.push(value)) return RawObject::error();
    if (items.size() == kMaxPending) {
      if (list->is_none()) list = new_list(thread_, 2 * kMaxPending);
      if (!flush_items(thread_, list, items.base(), items.size())) return RawObject::error();
      thread_->stack_top = items.base();
      reload();
    }
    index = skip_space(index);
    uint32_t c = at(index);
    if (c == ']' && index < length_) break;
    if (c != ',') return fail("Expecting ',' delimiter", index);
    index = skip_space(index + 1);
  }
  *end = index + 1;
  if (list->is_none()) {
    list = list_of_values(thread_, items.base(), items.size());
  } else if (!flush_items(thread_, list, items.base(), items.size())) {
    return RawObject::error();
  }
  reload();
  return *list;
}

// --- objects

template <typename Unit>
void Scanner<Unit>::remember_shape(const Dict& dict) {
  if (!dict_keys_shared(dict->keys()) || dict->keys().used() == 0) return;
  if (shapes_->is_none()) {
    RawObject shapes = new_array(thread_, kShapes);
    for (word i = 0; i < kShapes; i++) array_set(shapes, i, RawObject::none());
    shapes_ = shapes;
  }
  array_set(*shapes_, depth_ & (kShapes - 1), dict->keys());
}

void set_pairs(Thread* thread, const Dict& dict, RawObject* pairs, word count) {
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    key = pairs[2 * i];
    value = pairs[2 * i + 1];
    dict_set_str(thread, dict, key, value);
  }
}

bool append_pairs(Thread* thread, const List& list, RawObject* pairs, word count) {
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (word i = 0; i < count; i++) {
    key = pairs[2 * i];
    value = pairs[2 * i + 1];
    key = new_tuple_of(thread, key, value);
    if (!list_append(thread, list, key)) return false;
  }
  return true;
}

// Parses a pair whose key begins at *index; *index is behind it afterwards. Returns the key.
template <typename Unit>
RawObject Scanner<Unit>::scan_pair(word* index, RawObject expected, bool* expected_met, bool* plain,
                                   Object* value) {
  word at_index = *index;
  if (at(at_index) != '"')
    return fail("Expecting property name enclosed in double quotes", at_index);
  if (expected.is_unbound() || !key_is(expected, at_index + 1, &at_index)) {
    *expected_met = false;
    expected = scan_key(at_index + 1, &at_index, plain);
    if (expected.is_error()) return expected;
  }
  Object key(thread_, expected);
  at_index = skip_space(at_index);
  if (at(at_index) != ':') return fail("Expecting ':' delimiter", at_index);
  RawObject scanned = scan(skip_space(at_index + 1), index);
  *value = scanned;
  return scanned.is_error() ? scanned : *key;
}

template <typename Unit>
RawObject Scanner<Unit>::call_pairs_hook(RawObject* pairs, word count, const List& list) {
  Object hook(thread_, settings_->object_pairs_hook());
  if (!append_pairs(thread_, list, pairs, count)) return RawObject::error();
  return call(thread_, hook, list);
}

// The object whose last `count` pairs are at `pairs`; earlier ones are in `container` already, if
// it is not None. The keys are the first ones of `shape`, if that is not None.
template <typename Unit>
RawObject Scanner<Unit>::finish_object(RawObject* pairs, word count, const Object& container,
                                       const Object& shape, bool plain) {
  if (has_pairs_hook_) {
    List list(thread_, container->is_none() ? new_list(thread_, count) : *container);
    return call_pairs_hook(pairs, count, list);
  }
  Dict dict(thread_, RawObject::none());
  if (!shape->is_none() && RawDictKeys(shape->raw()).used() == count) {
    Object values(thread_, new_array(thread_, count));
    for (word i = 0; i < count; i++) array_set(*values, i, pairs[2 * i + 1]);
    dict = new_dict_with(thread_, shape, values);
  } else {
    dict = container->is_none() ? new_dict(thread_) : *container;
    if (container->is_none() && !dict_reserve(thread_, dict, count)) return RawObject::error();
    set_pairs(thread_, dict, pairs, count);
    if (plain) remember_shape(dict);
  }
  if (!has_hook_) return *dict;
  Object hook(thread_, settings_->object_hook());
  return call(thread_, hook, dict);
}

template <typename Unit>
RawObject Scanner<Unit>::scan_object(word index, word* end) {
  RecursionGuard guard(thread_, " while decoding a JSON object from a unicode string");
  if (!guard.ok()) return RawObject::error();
  StackWindow pairs(thread_);
  Object value(thread_, RawObject::none()), container(thread_, RawObject::none()),
      shape(thread_, RawObject::none());
  bool plain = true;
  index = skip_space(index);
  if (at(index) == '}') {
    *end = index + 1;
    RawObject result = finish_object(pairs.base(), 0, container, shape, false);
    reload();
    return result;
  }
  depth_++;
  shape = shape_at(depth_);
  for (;;) {
    word number = pairs.size() / 2;
    RawObject expected = RawObject::unbound();
    bool met = true;
    if (!shape->is_none()) {
      RawDictKeys keys(shape->raw());
      if (number < keys.used()) expected = dict_keys_at_NoGC(keys, number);
    }
    RawObject key = scan_pair(&index, expected, &met, &plain, &value);
    if (!met) shape = RawObject::none();
    if (key.is_error() || !pairs.push(key) || !pairs.push(*value)) return RawObject::error();
    if (pairs.size() == 2 * kMaxPending) {
      if (container->is_none()) container = has_pairs_hook_ ? new_list(thread_) : new_dict(thread_);
      if (has_pairs_hook_) {
        if (!append_pairs(thread_, static_cast<const List&>(container), pairs.base(),
                          kMaxPending)) {
          return RawObject::error();
        }
      } else {
        set_pairs(thread_, static_cast<const Dict&>(container), pairs.base(), kMaxPending);
      }
      thread_->stack_top = pairs.base();
      shape = RawObject::none();
      reload();
    }
    index = skip_space(index);
    uint32_t c = at(index);
    if (c == '}') break;
    if (c != ',') return fail("Expecting ',' delimiter", index);
    index = skip_space(index + 1);
  }
  *end = index + 1;
  RawObject result = finish_object(pairs.base(), pairs.size() / 2, container, shape, plain);
  depth_--;
  reload();
  return result;
}

// --- numbers and constants

inline bool is_digit(uint32_t c) { return c - '0' < 10; }

// end == 0: no number here.
template <typename Unit>
NumberParts Scanner<Unit>::number_parts(word index) const {
  NumberParts parts;
  word begin = index;
  if (at(index) == '-') {
    parts.negative = true;
    index++;
  }
  if (!is_digit(at(index))) return parts;
  word digits_begin = index;
  uint64_t digits = 0;
  if (units_[index] == '0') {
    index++;
  } else {
    for (; is_digit(at(index)); index++) digits = digits * 10 + (units_[index] - '0');
  }
  parts.digit_count = index - digits_begin;
  if (at(index) == '.' && is_digit(at(index + 1))) {
    parts.is_float = true;
    word fraction = ++index;
    for (; is_digit(at(index)); index++) digits = digits * 10 + (units_[index] - '0');
    parts.digit_count += index - fraction;
    parts.exponent = -(index - fraction);
  }
  if ((at(index) | 0x20) == 'e') {
    word exponent_at = index + 1;
    bool negative = at(exponent_at) == '-';
    if (negative || at(exponent_at) == '+') exponent_at++;
    if (is_digit(at(exponent_at))) {
      parts.is_float = true;
      int64_t exponent = 0;
      for (; is_digit(at(exponent_at)); exponent_at++) {
        if (exponent < 100000) exponent = exponent * 10 + (units_[exponent_at] - '0');
      }
      parts.exponent += negative ? -exponent : exponent;
      index = exponent_at;
    }
  }
  parts.digits = digits;
  parts.end = index;
  (void)begin;
  return parts;
}

template <typename Unit>
std::string Scanner<Unit>::ascii_text(word begin, word end) const {
  std::string text(static_cast<size_t>(end - begin), '\0');
  for (word i = begin; i < end; i++)
    text[static_cast<size_t>(i - begin)] = static_cast<char>(units_[i]);
  return text;
}

// A product or quotient of two exact floats is rounded once, hence right.
template <typename Unit>
RawObject Scanner<Unit>::float_value(const NumberParts& parts, word begin) {
  if (parts.digit_count <= kMaxFastDigits && parts.digits <= uint64_t{1} << 53 &&
      parts.exponent >= -22 && parts.exponent <= 22) {
    double value = static_cast<double>(parts.digits);
    value = parts.exponent < 0 ? value / kPowersOfTen[-parts.exponent]
                               : value * kPowersOfTen[parts.exponent];
    return float_from_double(thread_, parts.negative ? -value : value);
  }
  return float_from_double(thread_, *ParseFloat(ascii_text(begin, parts.end)));
}

template <typename Unit>
RawObject Scanner<Unit>::int_value(const NumberParts& parts, word begin) {
  if (parts.digit_count <= kMaxFastDigits) {
    word value = static_cast<word>(parts.digits);
    return RawObject::from_small_int(parts.negative ? -value : value);
  }
  std::string text = ascii_text(begin, parts.end);
  Object original(thread_, new_str_ascii(thread_, text));
  return int_from_ascii(thread_, text, 10, original);
}

template <typename Unit>
RawObject Scanner<Unit>::scan_number(word index, word* end) {
  NumberParts parts = number_parts(index);
  if (parts.end == 0) return stop(index);
  *end = parts.end;
  if (parts.is_float ? own_float_ : own_int_) {
    RawObject value = parts.is_float ? float_value(parts, index) : int_value(parts, index);
    reload();
    return value;
  }
  Object parse(thread_, parts.is_float ? settings_->parse_float() : settings_->parse_int());
  Object text(thread_, new_str_ascii(thread_, ascii_text(index, parts.end)));
  RawObject value = call(thread_, parse, text);
  reload();
  return value;
}

template <typename Unit>
RawObject Scanner<Unit>::constant(const char* name, word length, word index, word* end) {
  Object parse(thread_, settings_->parse_constant());
  Object text(thread_, intern_ascii(thread_, name));
  *end = index + length;
  RawObject value = call(thread_, parse, text);
  reload();
  return value;
}

template <typename Unit>
RawObject Scanner<Unit>::scan(word index, word* end) {
  bool plain;
  if (index >= length_) return stop(index);
  switch (units_[index]) {
    case '"':
      return scan_text(index + 1, end, &plain);
    case '{':
      return scan_object(index + 1, end);
    case '[':
      return scan_array(index + 1, end);
    case 'n':
      if (!text_is(index, "null")) break;
      *end = index + 4;
      return RawObject::none();
    case 't':
      if (!text_is(index, "true")) break;
      *end = index + 4;
      return RawObject::true_object();
    case 'f':
      if (!text_is(index, "false")) break;
      *end = index + 5;
      return RawObject::false_object();
    case 'N':
      if (text_is(index, "NaN")) return constant("NaN", 3, index, end);
      break;
    case 'I':
      if (text_is(index, "Infinity")) return constant("Infinity", 8, index, end);
      break;
    case '-':
      if (text_is(index, "-Infinity")) return constant("-Infinity", 9, index, end);
      break;
    default:
      break;
  }
  return scan_number(index, end);
}

RawObject scan_any_width(Thread* thread, const Object& text, const JsonScanner& settings,
                         word index, word* end) {
  switch (str_data(*text.operator->()).width) {
    case StrWidth::kAscii:
    case StrWidth::kLatin1:
      return Scanner<uint8_t>(thread, text, settings).scan(index, end);
    case StrWidth::kUcs2:
      return Scanner<uint16_t>(thread, text, settings).scan(index, end);
    case StrWidth::kUcs4:
      break;
  }
  return Scanner<uint32_t>(thread, text, settings).scan(index, end);
}

}  // namespace

}  // namespace json

namespace natives {

RawObject json_Scanner___new__(Thread* thread, Arguments arguments) {
  JsonScanner self(thread, allocate_for(thread, arguments[0]));
  Object context(thread, arguments[1]);
  Object value(thread, attribute_named(thread, context, "strict"));
  if (value->is_error()) return *value;
  Truth strict = is_true(thread, value);
  if (strict == Truth::kError) return RawObject::error();
  self->set_strict(RawObject::from_bool(strict == Truth::kTrue));
  static constexpr const char* kNames[] = {"object_hook", "object_pairs_hook", "parse_float",
                                           "parse_int", "parse_constant"};
  word index = RawJsonScanner::kObjectHookIndex;
  for (const char* name : kNames) {
    value = attribute_named(thread, context, name);
    if (value->is_error()) return *value;
    self->set_at(index++, *value);
  }
  return *self;
}

RawObject json_Scanner___call__(Thread* thread, Arguments arguments) {
  JsonScanner self(thread, arguments[0]);
  Object text(thread, arguments[1]), value(thread, arguments[2]);
  word index, end;
  if (!size_argument(thread, value, &index)) return RawObject::error();
  if (!is_str(*text))
    return raise_type_error(thread, "first argument must be a string, not %T", &text);
  if (index < 0) return raise_value_error(thread, "idx cannot be negative");
  text = underlying_value(*text);
  value = json::scan_any_width(thread, text, self, index, &end);
  if (value->is_error()) return *value;
  text = RawObject::from_small_int(end);
  return new_tuple_of(thread, value, text);
}

}  // namespace natives

}  // namespace pyro
