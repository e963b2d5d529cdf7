#include <charconv>

#include "lib-python/natives.h"
#include "modules/_json/json_text.h"
#include "runtime/dict_keys.h"
#include "runtime/int.h"
#include "runtime/numbers/float_text.h"
#include "runtime/sequences.h"
#include "runtime/types/text_arguments.h"

// _json.make_encoder: the JSON text of a value in one pass into native memory.
//
// Values without code of their own (None, bools, ints, floats, strs) are written without a
// safepoint. The containers that are being written lie on the VM's stack; a container that is found
// there is a circular reference. An exact dict is walked in place as far as its values are such;
// before the first other value the rest is copied, because default() may change the dict.

namespace pyro {

namespace json {

namespace {

enum class Strings : uint8_t { kAscii, kUnicode, kCustom };

class Encoder {
 public:
  Encoder(Thread* thread, const JsonEncoder& settings);
  // False: an exception is pending.
  [[nodiscard]] bool value(const Object& value);
  RawObject finish() { return out_.finish(thread_); }

 private:
  enum class Leaf : uint8_t { kDone, kNone, kError };
  Leaf leaf_NoGC(RawObject value);
  bool float_NoGC(double value);
  bool raise_range() {
    raise_value_error(thread_, "Out of range float values are not JSON compliant");
    return false;
  }
  bool string(const Object& value);
  bool big_int(RawObject value);
  bool list(const Object& value);
  bool dict(const Object& value);
  bool dict_rest(const Object& dict, word position, bool first);
  bool sorted_items(const Object& dict);
  bool items(const List& items);
  bool item_list(const Object& mapping, const List& items);
  bool key(const Object& key, bool* skipped);
  bool pair(const Object& key, const Object& value, bool* first);
  bool other(const Object& value);
  bool enter(StackWindow& window, RawObject container);
  void separator(bool* first) {
    if (!*first) out_.append_str(settings_->item_separator());
    *first = false;
  }

  Thread* thread_;
  const JsonEncoder& settings_;
  Output out_;
  Strings strings_;
  bool check_circular_, sort_keys_, skip_keys_, allow_nan_;
  RawObject* ancestors_;  // the containers being written: from here to the top of the VM's stack
};

Encoder::Encoder(Thread* thread, const JsonEncoder& settings)
    : thread_(thread),
      settings_(settings),
      strings_(Strings::kCustom),
      check_circular_(!settings->markers().is_none()),
      sort_keys_(settings->sort_keys().is_true()),
      skip_keys_(settings->skipkeys().is_true()),
      allow_nan_(settings->allow_nan().is_true()),
      ancestors_(thread->stack_top) {
  RawObject function = settings->encoder();
  if (!is_heap_native_function(function)) return;
  NativeCode code = thread->runtime()->native_at(RawNativeFunction::cast(function).index())->code;
  if (code == natives::json_encode_basestring_ascii) strings_ = Strings::kAscii;
  if (code == natives::json_encode_basestring) strings_ = Strings::kUnicode;
}

// --- values without code of their own

bool Encoder::float_NoGC(double value) {
  if (value - value != 0) {
    if (!allow_nan_) return false;
    out_.append(value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
    return true;
  }
  char text[kFloatReprSize];
  out_.append({text, FloatRepr(value, text)});
  return true;
}

Encoder::Leaf Encoder::leaf_NoGC(RawObject value) {
  if (value.is_small_int()) {
    char text[24];
    out_.append(
        {text, static_cast<size_t>(std::to_chars(text, text + 24, value.small_int()).ptr - text)});
    return Leaf::kDone;
  }
  if (is_str(value)) {
    if (strings_ == Strings::kCustom) return Leaf::kNone;
    out_.append_quoted(value, strings_ == Strings::kAscii ? Escaping::kAscii : Escaping::kUnicode);
    return Leaf::kDone;
  }
  if (is_float(value)) return float_NoGC(float_value_of(value)) ? Leaf::kDone : Leaf::kError;
  if (value.is_none()) {
    out_.append("null");
  } else if (value.is_bool()) {
    out_.append(value.is_true() ? "true" : "false");
  } else {
    return Leaf::kNone;
  }
  return Leaf::kDone;
}

bool Encoder::string(const Object& value) {
  if (strings_ != Strings::kCustom) {
    out_.append_quoted(*value, strings_ == Strings::kAscii ? Escaping::kAscii : Escaping::kUnicode);
    return true;
  }
  Object function(thread_, settings_->encoder());
  Object text(thread_, call(thread_, function, value));
  if (text->is_error()) return false;
  if (!is_str(*text)) {
    raise_type_error(thread_, "encoder() must return a string, not %T", &text);
    return false;
  }
  out_.append_str(*text);
  return true;
}

bool Encoder::big_int(RawObject value) {
  RawObject text = int_to_text(thread_, underlying_value(value));
  if (text.is_error()) return false;
  out_.append_str(text);
  return true;
}

// --- containers

bool Encoder::enter(StackWindow& window, RawObject container) {
  if (!check_circular_) return true;
  for (RawObject* ancestor = ancestors_; ancestor < thread_->stack_top; ancestor++) {
    if (*ancestor == container) {
      raise_value_error(thread_, "Circular reference detected");
      return false;
    }
  }
  return window.push(container);
}

bool Encoder::list(const Object& value) {
  bool is_list = is_heap_list(*value);
  auto length = [&] {
    RawObject sequence = underlying_value(*value);
    return is_list ? RawList(sequence.raw()).length() : tuple_length(sequence);
  };
  if (length() == 0) {
    out_.append("[]");
    return true;
  }
  StackWindow window(thread_);
  if (!enter(window, *value)) return false;
  out_.append('[');
  Object item(thread_, RawObject::none());
  bool first = true;
  for (word i = 0; i < length(); i++) {
    separator(&first);
    RawObject sequence = underlying_value(*value);
    RawObject raw = is_list ? list_at(RawList(sequence.raw()), i) : tuple_at(sequence, i);
    Leaf leaf = leaf_NoGC(raw);
    if (leaf == Leaf::kDone) continue;
    item = raw;
    if (!this->value(item)) return false;
  }
  out_.append(']');
  return true;
}

bool Encoder::key(const Object& key, bool* skipped) {
  RawObject raw = *key;
  if (is_str(raw)) return string(key);
  Object text(thread_, RawObject::none());
  if (is_float(raw)) {
    char repr[kFloatReprSize];
    double value = float_value_of(raw);
    std::string_view shown;
    if (value - value != 0) {
      if (!allow_nan_) return raise_range();
      shown = value != value ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    } else {
      shown = {repr, FloatRepr(value, repr)};
    }
    text = new_str_ascii(thread_, shown);
  } else if (raw.is_none()) {
    text = RawObject::from_small_str("null", 4);
  } else if (raw.is_bool()) {
    text = raw.is_true() ? RawObject::from_small_str("true", 4)
                         : RawObject::from_small_str("false", 5);
  } else if (is_int(raw)) {
    text = int_to_text(thread_, underlying_value(raw));
    if (text->is_error()) return false;
  } else if (skip_keys_) {
    *skipped = true;
    return true;
  } else {
    raise_type_error(thread_, "keys must be str, int, float, bool or None, not %T", &key);
    return false;
  }
  return string(text);
}

bool Encoder::pair(const Object& key, const Object& value, bool* first) {
  bool skipped = false;
  if (!is_str(*key) && skip_keys_ && !is_float(*key) && !is_int(*key) && !key->is_none())
    return true;
  separator(first);
  if (!this->key(key, &skipped)) return false;
  out_.append_str(settings_->key_separator());
  return this->value(value);
}

// The entries of an exact dict from `position` on, copied.
bool Encoder::dict_rest(const Object& dict, word position, bool first) {
  RawObject key_raw, value_raw;
  Object copy(thread_,
              new_array(thread_, 2 * (dict_entry_count_NoGC(RawDict(dict->raw())) - position)));
  if (copy->is_error()) return false;
  word count = 0;
  while (dict_next_NoGC(RawDict(dict->raw()), &position, &key_raw, &value_raw)) {
    array_set(*copy, count++, key_raw);
    array_set(*copy, count++, value_raw);
  }
  Object key(thread_, RawObject::none()), item(thread_, RawObject::none());
  for (word i = 0; i < count; i += 2) {
    key = array_at(*copy, i);
    item = array_at(*copy, i + 1);
    if (!pair(key, item, &first)) return false;
  }
  return true;
}

// A list of (key, value) tuples from items().
bool Encoder::item_list(const Object& mapping, const List& items) {
  Object source(thread_, call_method(thread_, mapping, Symbol::kitems));
  if (source->is_error()) return false;
  Object iterator(thread_, get_iterator(thread_, source));
  if (iterator->is_error()) {
    if (clear_pending_if(thread_, Exc::kTypeError)) {
      raise_type_error(thread_, "%T.items() returned a non-iterable (type %T)", &mapping, &source);
    }
    return false;
  }
  return list_extend(thread_, items, iterator);
}

bool Encoder::items(const List& items) {
  Object item(thread_, RawObject::none()), key(thread_, RawObject::none()),
      value(thread_, RawObject::none());
  bool first = true;
  for (word i = 0; i < items->length(); i++) {
    item = list_at(*items, i);
    if (!is_tuple(*item) || tuple_length(underlying_value(*item)) != 2) {
      raise_value_error(thread_, "items must return 2-tuples");
      return false;
    }
    key = tuple_at(underlying_value(*item), 0);
    value = tuple_at(underlying_value(*item), 1);
    if (!pair(key, value, &first)) return false;
  }
  return true;
}

bool Encoder::sorted_items(const Object& dict) {
  List all(thread_, new_list(thread_));
  if (is_exact_dict(*dict)) {
    all = dict_items_list(thread_, static_cast<const Dict&>(dict));
    if (all->is_error()) return false;
  } else if (!item_list(dict, all)) {
    return false;
  }
  Object no_key(thread_, RawObject::none());
  if (sort_keys_ && !list_sort(thread_, all, no_key, false)) return false;
  return items(all);
}

bool Encoder::dict(const Object& value) {
  if (dict_size_NoGC(RawDict(value->raw())) == 0) {
    out_.append("{}");
    return true;
  }
  StackWindow window(thread_);
  if (!enter(window, *value)) return false;
  out_.append('{');
  if (sort_keys_ || !is_exact_dict(*value)) {
    if (!sorted_items(value)) return false;
    out_.append('}');
    return true;
  }
  bool first = true;
  RawObject key, item;
  for (word position = 0;;) {
    word before = position;
    if (!dict_next_NoGC(RawDict(value->raw()), &position, &key, &item)) break;
    bool plain =
        is_str(key) && strings_ != Strings::kCustom &&
        (item.is_small_int() || is_str(item) || item.is_none() || item.is_bool() || is_float(item));
    if (!plain) {
      if (!dict_rest(value, before, first)) return false;
      break;
    }
    separator(&first);
    leaf_NoGC(key);
    out_.append_str(settings_->key_separator());
    if (leaf_NoGC(item) == Leaf::kError) return raise_range();
  }
  out_.append('}');
  return true;
}

// An object that only default() knows.
bool Encoder::other(const Object& value) {
  StackWindow window(thread_);
  if (!enter(window, *value)) return false;
  Object function(thread_, settings_->default_function());
  Object replacement(thread_, call(thread_, function, value));
  if (replacement->is_error()) return false;
  RecursionGuard guard(thread_, " while encoding a JSON object");
  return guard.ok() && this->value(replacement);
}

bool Encoder::value(const Object& value) {
  Leaf leaf = leaf_NoGC(*value);
  if (leaf == Leaf::kDone) return true;
  if (leaf == Leaf::kError) return raise_range();
  if (is_str(*value)) return string(value);
  if (is_int(*value)) return big_int(*value);
  bool is_dict = is_heap_dict(*value);
  if (!is_dict && !is_heap_list(*value) && !is_tuple(*value)) return other(value);
  RecursionGuard guard(thread_, " while encoding a JSON object");
  if (!guard.ok()) return false;
  return is_dict ? dict(value) : list(value);
}

}  // namespace

}  // namespace json

namespace natives {

namespace {

bool check_separator(Thread* thread, const Object& value, int position) {
  if (is_str(*value)) return true;
  raise_type_error(thread, "make_encoder() argument %d must be str, not %T", position, &value);
  return false;
}

bool truth_argument(Thread* thread, RawObject argument, RawObject* truth) {
  Object value(thread, argument);
  Truth result = is_true(thread, value);
  *truth = RawObject::from_bool(result == Truth::kTrue);
  return result != Truth::kError;
}

}  // namespace

RawObject json_Encoder___new__(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[5]);
  if (!check_separator(thread, value, 5)) return RawObject::error();
  value = arguments[6];
  if (!check_separator(thread, value, 6)) return RawObject::error();
  RawObject sort_keys, skip_keys, allow_nan;
  if (!truth_argument(thread, arguments[7], &sort_keys) ||
      !truth_argument(thread, arguments[8], &skip_keys) ||
      !truth_argument(thread, arguments[9], &allow_nan)) {
    return RawObject::error();
  }
  value = arguments[1];
  if (!value->is_none() && !is_heap_dict(*value)) {
    return raise_type_error(thread, "make_encoder() argument 1 must be dict or None, not %T",
                            &value);
  }
  JsonEncoder self(thread, allocate_for(thread, arguments[0]));
  self->set_markers(arguments[1]);
  self->set_default_function(arguments[2]);
  self->set_encoder(arguments[3]);
  self->set_indent(arguments[4]);
  self->set_key_separator(arguments[5]);
  self->set_item_separator(arguments[6]);
  self->set_sort_keys(sort_keys);
  self->set_skipkeys(skip_keys);
  self->set_allow_nan(allow_nan);
  return *self;
}

RawObject json_Encoder___call__(Thread* thread, Arguments arguments) {
  JsonEncoder self(thread, arguments[0]);
  Object value(thread, arguments[2]);
  word level;
  if (!size_argument(thread, value, &level)) return RawObject::error();
  value = arguments[1];
  json::Encoder encoder(thread, self);
  if (!encoder.value(value)) return RawObject::error();
  Object text(thread, encoder.finish());
  if (text->is_error()) return *text;
  List pieces(thread, new_list(thread, 1));
  return list_append(thread, pieces, text) ? *pieces : RawObject::error();
}

}  // namespace natives

}  // namespace pyro
