#include <bit>
#include <charconv>

#include "modules/_pickle/saver.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/int.h"
#include "runtime/numbers/float_text.h"
#include "runtime/set.h"

// Pickles of the builtin types.

namespace pyro::pickling {

Saver::Saver(Thread* thread, const Pickler& pickler, PicklerState* state)
    : thread_(thread),
      pickler_(pickler),
      state_(state),
      out_(state->out),
      objects_(thread, pickler->objects()),
      persistent_id_(thread, RawObject::unbound()),
      reducer_override_(thread, RawObject::unbound()),
      dispatch_table_(thread, RawObject::unbound()),
      copyreg_(thread, RawObject::none()),
      protocol_(state->protocol),
      binary_(state->binary) {}

bool Saver::run(const Object& object) {
  // dumps() and dump() work without a Pickler that anybody could have changed.
  if (pickler_->resource() >= 0) {
    const char* names[] = {"persistent_id", "reducer_override", "dispatch_table"};
    Object* hooks[] = {&persistent_id_, &reducer_override_, &dispatch_table_};
    Object name(thread_, RawObject::none());
    for (int i = 0; i < 3; i++) {
      name = intern_ascii(thread_, names[i]);
      *hooks[i] = find_attribute(thread_, pickler_, name);
      if ((*hooks[i])->is_error()) return false;
    }
  }
  out_.clear();
  out_.set_framing(false);
  if (protocol_ >= 2) out_.put_number(kProto, static_cast<uint64_t>(protocol_), 1);
  out_.set_framing(protocol_ >= 4);
  if (!save(object)) return false;
  op(kStop);
  out_.end_frame();
  out_.set_framing(false);
  if (!out_.failed()) return true;
  raise_memory_error(thread_);
  return false;
}

bool dump(Thread* thread, const Pickler& pickler, PicklerState* state, const Object& object) {
  return Saver(thread, pickler, state).run(object);
}

bool Saver::flush() {
  Object write(thread_, pickler_->write());
  if (write->is_none()) return true;
  Object data(thread_, new_bytes(thread_, out_.data(), static_cast<word>(out_.size())));
  if (data->is_error()) return false;
  out_.clear();
  return !call(thread_, write, data).is_error();
}

bool Saver::boundary() { return !out_.end_long_frame() || flush(); }

bool Saver::persistent_id(const Object& object, bool* done) {
  Object id(thread_, call(thread_, persistent_id_, object));
  *done = false;
  if (id->is_error()) return false;
  if (id->is_none()) return true;
  *done = true;
  if (binary_) {
    if (!save(id, Persistent::kDoNotAsk)) return false;
    op(kBinPersId);
    return true;
  }
  Object text(thread_, str(thread_, id));
  if (text->is_error()) return false;
  RawObject exact = underlying_value(*text);
  if (!str_data(exact).is_ascii()) {
    raise_pickling(thread_, "persistent IDs in protocol 0 must be ASCII strings");
    return false;
  }
  op(kPersId);
  out_.put(str_data(exact).bytes());
  op(static_cast<Opcode>('\n'));
  return true;
}

bool Saver::save(const Object& object, Persistent persistent) {
  if (!persistent_id_->is_unbound() && persistent == Persistent::kAsk) {
    bool done;
    if (!persistent_id(object, &done)) return false;
    if (done) return boundary();
  }
  Done done = atom(object);
  if (done != Done::kNo) return done == Done::kYes && boundary();
  word place = memo_place(*object);
  if (place >= 0) {
    get(place);
    return boundary();
  }
  return save_unless_atom(object) && boundary();
}

Saver::Done Saver::atom(const Object& object) {
  RawObject raw = *object;
  if (raw.is_none()) {
    op(kNone);
  } else if (raw.is_bool()) {
    if (protocol_ >= 2) {
      op(raw.is_true() ? kNewTrue : kNewFalse);
    } else {
      out_.put(raw.is_true() ? "I01\n" : "I00\n");
    }
  } else if (is_exact_int(raw)) {
    return number(raw) ? Done::kYes : Done::kError;
  } else if (is_exact_float(raw)) {
    floating(float_value_of(raw));
  } else {
    return Done::kNo;
  }
  return Done::kYes;
}

bool Saver::save_unless_atom(const Object& object) {
  if (is_exact_bytes(*object)) return bytes(object);
  if (is_exact_str(*object)) return text(object);
  RecursionGuard guard(thread_, " while pickling an object");
  if (!guard.ok()) return false;
  switch (layout_of(*object)) {
    case LayoutId::kTuple:
      return tuple(object);
    case LayoutId::kList:
      return list(object);
    case LayoutId::kDict:
      return dict(object);
    case LayoutId::kSet:
      return set(object);
    case LayoutId::kFrozenset:
      return frozen_set(object);
    case LayoutId::kBytearray:
      return byte_array(object);
    default:
      break;
  }
  if (is_pickle_buffer(thread_, *object)) return buffer(object);
  return this->object(object);
}

// --- the memo

void Saver::get(word place) {
  uint32_t number = state_->memo.number_at(place);
  if (!binary_) {
    out_.put("g" + std::to_string(number) + "\n");
  } else if (number < 256) {
    out_.put_number(kBinGet, number, 1);
  } else {
    out_.put_number(kLongBinGet, number, 4);
  }
}

bool Saver::memoize(const Object& object) {
  if (state_->fast) return true;
  uint32_t number = static_cast<uint32_t>(objects_->length());
  state_->memo.insert_NoGC(thread_, *objects_, *object, objects_->length(), number);
  if (!list_append(thread_, objects_, object)) return false;
  if (protocol_ >= 4) {
    op(kMemoize);
  } else if (!binary_) {
    out_.put("p" + std::to_string(number) + "\n");
  } else if (number < 256) {
    out_.put_number(kBinPut, number, 1);
  } else {
    out_.put_number(kLongBinPut, number, 4);
  }
  return true;
}

// --- numbers

bool Saver::number(RawObject value) {
  if (value.is_small_int()) {
    word number = value.small_int();
    if (number == static_cast<int32_t>(number)) {
      if (!binary_) {
        out_.put("I" + std::to_string(number) + "\n");
      } else if (number >= 0 && number < 256) {
        out_.put_number(kBinInt1, static_cast<uint64_t>(number), 1);
      } else if (number >= 0 && number < 65536) {
        out_.put_number(kBinInt2, static_cast<uint64_t>(number), 2);
      } else {
        out_.put_number(kBinInt, static_cast<uint64_t>(number), 4);
      }
      return true;
    }
    if (protocol_ >= 2) {
      int bits = 64 - std::countl_zero(static_cast<uint64_t>(number < 0 ? ~number : number));
      int count = bits / 8 + 1;
      out_.put_number(kLong1, static_cast<uint64_t>(count), 1);
      out_.put(&number, static_cast<size_t>(count));
      return true;
    }
  }
  Object root(thread_, value);
  return large_int(root);
}

// Two's complement, little endian, as short as possible.
std::string int_bytes(RawObject value) {
  IntView view(value);
  std::span<const Limb> limbs = view->limbs;
  std::string bytes(limbs.size() * sizeof(Limb) + 1, '\0');
  std::memcpy(bytes.data(), limbs.data(), limbs.size() * sizeof(Limb));
  if (view->negative) {
    int carry = 1;
    for (char& byte : bytes) {
      int sum = static_cast<uint8_t>(~byte) + carry;
      byte = static_cast<char>(sum);
      carry = sum >> 8;
    }
  }
  while (bytes.size() > 1) {
    uint8_t last = static_cast<uint8_t>(bytes.back()),
            before = static_cast<uint8_t>(bytes[bytes.size() - 2]);
    if (!(last == 0 && before < 0x80) && !(last == 0xff && before >= 0x80)) break;
    bytes.pop_back();
  }
  return bytes;
}

bool Saver::large_int(const Object& value) {
  if (protocol_ < 2) {
    RawObject text = int_to_text(thread_, *value);
    if (text.is_error()) return false;
    op(kLong);
    out_.put(str_data(text).bytes());
    out_.put("L\n");
    return true;
  }
  std::string bytes = int_bytes(*value);
  if (bytes.size() < 256) {
    out_.put_number(kLong1, bytes.size(), 1);
  } else if (bytes.size() <= 0x7fffffff) {
    out_.put_number(kLong4, bytes.size(), 4);
  } else {
    raise(thread_, Exc::kOverflowError, "int too large to pickle");
    return false;
  }
  out_.put(bytes);
  return true;
}

void Saver::floating(double value) {
  if (!binary_) {
    char text[kFloatReprSize];
    size_t length = FloatRepr(value, text);
    op(kFloat);
    out_.put(text, length);
    op(static_cast<Opcode>('\n'));
    return;
  }
  uint64_t bits = __builtin_bswap64(std::bit_cast<uint64_t>(value));
  out_.put_number(kBinFloat, bits, 8);
}

// --- text and bytes

// Header and data. Long data goes straight to the file, or at least outside any frame.
bool Saver::payload(const char* header, size_t header_size, const Object& value,
                    std::string_view data) {
  bool apart = data.size() >= kFrameTarget, framing = out_.framing();
  if (apart) {
    out_.end_frame();
    out_.set_framing(false);
  }
  out_.put(header, header_size);
  if (!apart || pickler_->write().is_none()) {
    out_.put(data);
  } else {
    Object bytes(thread_, is_exact_bytes(*value) ? *value : new_bytes(thread_, std::string(data)));
    Object write(thread_, pickler_->write());
    if (bytes->is_error() || !flush() || call(thread_, write, bytes).is_error()) return false;
  }
  out_.set_framing(framing);
  return true;
}

bool Saver::counted(const Object& value, std::string_view data, int short_op, int op, int long_op) {
  char header[kFrameHeader];
  uint64_t size = data.size();
  std::memcpy(header + 1, &size, sizeof size);
  size_t header_size = 5;
  if (size < 256 && short_op != 0) {
    header[0] = static_cast<char>(short_op);
    header_size = 2;
  } else if (size <= 0xffffffff && op != 0) {
    header[0] = static_cast<char>(op);
  } else if (long_op != 0) {
    header[0] = static_cast<char>(long_op);
    header_size = 9;
  } else {
    raise(thread_, Exc::kOverflowError,
          "serializing a %s larger than 4 GiB requires pickle protocol 4 or higher",
          is_str(*value) ? "string" : "bytes object");
    return false;
  }
  return payload(header, header_size, value, data) && memoize(value);
}

// Protocol 0: the raw-unicode-escape encoding with a few more escapes.
std::string escaped_line(const StrData& data) {
  std::string out;
  char escape[12];
  for (word i = 0; i < data.length; i++) {
    uint32_t code = data.at(i);
    if (code >= 0x10000) {
      out.append(escape,
                 static_cast<size_t>(std::snprintf(escape, sizeof escape, "\\U%08x", code)));
    } else if (code >= 256 || code == '\\' || code == 0 || code == '\n' || code == '\r' ||
               code == 0x1a) {
      out.append(escape,
                 static_cast<size_t>(std::snprintf(escape, sizeof escape, "\\u%04x", code)));
    } else {
      out.push_back(static_cast<char>(code));
    }
  }
  return out;
}

constexpr size_t kSmallText = 256;

// UTF-8 of a short text; returns its length.
size_t encode_small(const StrData& data, char* out) {
  char* at = out;
  for (word i = 0; i < data.length; i++) {
    uint32_t code = data.at(i);
    if (code < 0x80) {
      *at++ = static_cast<char>(code);
      continue;
    }
    if (code < 0x800) {
      *at++ = static_cast<char>(0xc0 | code >> 6);
    } else {
      if (code < 0x10000) {
        *at++ = static_cast<char>(0xe0 | code >> 12);
      } else {
        *at++ = static_cast<char>(0xf0 | code >> 18);
        *at++ = static_cast<char>(0x80 | (code >> 12 & 0x3f));
      }
      *at++ = static_cast<char>(0x80 | (code >> 6 & 0x3f));
    }
    *at++ = static_cast<char>(0x80 | (code & 0x3f));
  }
  return static_cast<size_t>(at - out);
}

bool Saver::text(const Object& value) {
  RawObject raw = *value;
  StrData data = str_data(raw);
  if (!binary_) {
    op(kUnicode);
    out_.put(escaped_line(data));
    op(static_cast<Opcode>('\n'));
    return memoize(value);
  }
  int short_op = protocol_ >= 4 ? kShortBinUnicode : 0, long_op = protocol_ >= 4 ? kBinUnicode8 : 0;
  if (data.is_ascii() && data.length < static_cast<word>(kFrameTarget)) {
    return counted(value, data.bytes(), short_op, kBinUnicode, long_op);
  }
  if (data.length >= static_cast<word>(kSmallText)) {
    return counted(value, str_to_utf8_NoGC(raw), short_op, kBinUnicode, long_op);
  }
  char text[4 * kSmallText];
  return counted(value, {text, encode_small(data, text)}, short_op, kBinUnicode, long_op);
}

bool Saver::bytes(const Object& value) {
  if (protocol_ < 3) {
    Object callable(thread_, RawObject::none()), args(thread_, thread_->runtime()->empty_tuple());
    Object none(thread_, RawObject::none());
    RawObject raw = *value;
    if (bytes_data(raw).empty()) {
      callable = thread_->runtime()->type_at(LayoutId::kBytes);
    } else {
      callable = import_from(thread_, "codecs", "encode");
      if (callable->is_error()) return false;
      Object text(thread_, decode(thread_, value, "latin-1", nullptr));
      if (text->is_error()) return false;
      Object encoding(thread_, RawObject::from_small_str("latin1", 6));
      args = new_tuple_of(thread_, text, encoding);
    }
    return reduce(callable, args, none, none, none, none, &value);
  }
  RawObject raw = *value;
  std::string_view data = bytes_data(raw);
  int long_op = protocol_ >= 4 ? kBinBytes8 : 0;
  if (data.size() < kFrameTarget) return counted(value, data, kShortBinBytes, kBinBytes, long_op);
  return counted(value, std::string(data), kShortBinBytes, kBinBytes, long_op);
}

bool Saver::byte_array(const Object& value) {
  std::string data(growing_view_NoGC(RawGrowingBytes(value->raw())));
  if (protocol_ >= 5) return counted(value, data, 0, 0, kByteArray8);
  Object callable(thread_, thread_->runtime()->type_at(LayoutId::kBytearray));
  Object args(thread_, thread_->runtime()->empty_tuple()), none(thread_, RawObject::none());
  if (!data.empty()) {
    Object bytes(thread_, new_bytes(thread_, data));
    if (bytes->is_error()) return false;
    args = new_tuple_of(thread_, bytes);
  }
  return reduce(callable, args, none, none, none, none, &value);
}

// PEP 574.
bool Saver::buffer(const Object& value) {
  if (protocol_ < 5) {
    raise_pickling(thread_, "PickleBuffer can only pickled with protocol >= 5");
    return false;
  }
  Object view(thread_, pickle_buffer_view(thread_, value));
  if (view->is_error()) return false;
  if (!memory_view_is_contiguous_NoGC(RawMemoryView(view->raw()))) {
    raise_pickling(thread_,
                   "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
    return false;
  }
  bool read_only = (RawMemoryView(view->raw()).flags() & kMemoryViewReadOnly) != 0, in_band = true;
  Object callback(thread_, pickler_->buffer_callback());
  if (!callback->is_none()) {
    Object answer(thread_, call(thread_, callback, value));
    if (answer->is_error()) return false;
    Truth truth = is_true(thread_, answer);
    if (truth == Truth::kError) return false;
    in_band = truth == Truth::kTrue;
  }
  if (!in_band) {
    op(kNextBuffer);
    if (read_only) op(kReadOnlyBuffer);
    return true;
  }
  Object data(thread_, bytes_from_buffer(thread_, view));
  if (data->is_error()) return false;
  std::string text;
  {
    RawObject raw = *data;
    text = bytes_data(raw);
  }
  if (read_only) return counted(data, text, kShortBinBytes, kBinBytes, kBinBytes8);
  data = new_byte_array(thread_, text.data(), static_cast<word>(text.size()));
  return !data->is_error() && counted(data, text, 0, 0, kByteArray8);
}

// --- containers

bool Saver::tuple(const Object& value) {
  word length = tuple_length(*value);
  Object item(thread_, RawObject::none());
  if (length == 0) {
    if (binary_) {
      op(kEmptyTuple);
    } else {
      op(kMark);
      op(kTuple);
    }
    return true;
  }
  bool is_short = length <= 3 && protocol_ >= 2;
  if (!is_short) op(kMark);
  for (word i = 0; i < length; i++) {
    item = tuple_at(*value, i);
    if (!save(item)) return false;
  }
  word place = memo_place(*value);
  if (place >= 0) {
    // The tuple contains itself, and was pickled while its items were: drop the items.
    if (!is_short && binary_) {
      op(kPopMark);
    } else {
      for (word i = is_short ? 0 : -1; i < length; i++) op(kPop);
    }
    get(place);
    return true;
  }
  static constexpr Opcode kShort[] = {kTuple1, kTuple2, kTuple3};
  op(is_short ? kShort[length - 1] : kTuple);
  return memoize(value);
}

bool Saver::list(const Object& value) {
  if (binary_) {
    op(kEmptyList);
  } else {
    op(kMark);
    op(kList);
  }
  if (!memoize(value)) return false;
  List list(thread_, *value);
  Object item(thread_, RawObject::none());
  word length = list->length();
  if (length == 0) return true;
  if (!binary_ || length == 1) {
    for (word i = 0; i < list->length(); i++) {
      item = list_at(*list, i);
      if (!save(item)) return false;
      op(kAppend);
    }
    return true;
  }
  for (word i = 0; i < list->length();) {
    op(kMark);
    for (word stop = i + kBatchSize; i < stop && i < list->length(); i++) {
      item = list_at(*list, i);
      if (!save(item)) return false;
    }
    op(kAppends);
  }
  return true;
}

// The items of any iterator, in batches.
bool Saver::list_items(const Object& iterator) {
  Object first(thread_, RawObject::none()), item(thread_, RawObject::none());
  for (;;) {
    first = iterate(thread_, iterator);
    if (first->is_error()) return false;
    if (first->is_unbound()) return true;
    if (!binary_) {
      if (!save(first)) return false;
      op(kAppend);
      continue;
    }
    item = iterate(thread_, iterator);
    if (item->is_error()) return false;
    if (item->is_unbound()) {
      if (!save(first)) return false;
      op(kAppend);
      return true;
    }
    op(kMark);
    if (!save(first)) return false;
    word count = 1;
    while (!item->is_unbound()) {
      if (!save(item)) return false;
      if (++count == kBatchSize) break;
      item = iterate(thread_, iterator);
      if (item->is_error()) return false;
    }
    op(kAppends);
    if (count < kBatchSize) return true;
  }
}

bool Saver::dict(const Object& value) {
  if (binary_) {
    op(kEmptyDict);
  } else {
    op(kMark);
    op(kDict);
  }
  if (!memoize(value)) return false;
  Dict dict(thread_, *value);
  Object key(thread_, RawObject::none()), item(thread_, RawObject::none());
  RawObject raw_key, raw_value;
  word size = dict_size_NoGC(*dict), position = 0, done = 0;
  bool single = !binary_ || size == 1;
  while (done < size) {
    if (!single) op(kMark);
    for (word batch = 0; batch < (single ? 1 : kBatchSize) && done < size; batch++, done++) {
      if (!dict_next_NoGC(*dict, &position, &raw_key, &raw_value)) break;
      key = raw_key;
      item = raw_value;
      if (!save(key) || !save(item)) return false;
      if (dict_size_NoGC(*dict) != size) {
        raise(thread_, Exc::kRuntimeError, "dictionary changed size during iteration");
        return false;
      }
    }
    op(single ? kSetItem : kSetItems);
  }
  return true;
}

bool Saver::dict_items(const Object& iterator) {
  Object pair(thread_, RawObject::none()), next(thread_, RawObject::none()),
      part(thread_, RawObject::none());
  auto save_pair = [&](const Object& pair) {
    if (!is_heap_tuple(*pair) || tuple_length(*pair) != 2) {
      raise_type_error(thread_, "dict items iterator must return 2-tuples");
      return false;
    }
    part = tuple_at(*pair, 0);
    if (!save(part)) return false;
    part = tuple_at(*pair, 1);
    return save(part);
  };
  for (;;) {
    pair = iterate(thread_, iterator);
    if (pair->is_error()) return false;
    if (pair->is_unbound()) return true;
    next = binary_ ? iterate(thread_, iterator) : RawObject::unbound();
    if (next->is_error()) return false;
    if (next->is_unbound()) {
      if (!save_pair(pair)) return false;
      op(kSetItem);
      if (binary_) return true;
      continue;
    }
    op(kMark);
    if (!save_pair(pair)) return false;
    word count = 1;
    while (!next->is_unbound()) {
      if (!save_pair(next)) return false;
      if (++count == kBatchSize) break;
      next = iterate(thread_, iterator);
      if (next->is_error()) return false;
    }
    op(kSetItems);
    if (count < kBatchSize) return true;
  }
}

// Before protocol 4 a set is the call of its type with a list.
bool Saver::old_collection(const Object& value, const Object& items) {
  Object callable(thread_, type_of(thread_, *value)), none(thread_, RawObject::none());
  Object args(thread_, new_tuple_of(thread_, items));
  return reduce(callable, args, none, none, none, none, &value);
}

bool Saver::set(const Object& value) {
  List items(thread_, list_from_iterable(thread_, value));
  if (items->is_error()) return false;
  if (protocol_ < 4) return old_collection(value, items);
  op(kEmptySet);
  if (!memoize(value)) return false;
  Object item(thread_, RawObject::none());
  for (word i = 0; i < items->length();) {
    op(kMark);
    for (word stop = std::min(i + kBatchSize, items->length()); i < stop; i++) {
      item = list_at(*items, i);
      if (!save(item)) return false;
      if (set_size_NoGC(RawAnySet(value->raw())) != items->length()) {
        raise(thread_, Exc::kRuntimeError, "set changed size during iteration");
        return false;
      }
    }
    op(kAddItems);
  }
  return true;
}

bool Saver::frozen_set(const Object& value) {
  List items(thread_, list_from_iterable(thread_, value));
  if (items->is_error()) return false;
  if (protocol_ < 4) return old_collection(value, items);
  op(kMark);
  Object item(thread_, RawObject::none());
  for (word i = 0; i < items->length(); i++) {
    item = list_at(*items, i);
    if (!save(item)) return false;
  }
  word place = memo_place(*value);
  if (place >= 0) {
    op(kPopMark);
    get(place);
    return true;
  }
  op(kFrozenSet);
  return memoize(value);
}

}  // namespace pyro::pickling
