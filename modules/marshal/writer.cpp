#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <vector>

#include "interpreter/code_assembly.h"
#include "modules/marshal/marshal.h"
#include "runtime/attributes.h"
#include "runtime/buffer.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/numbers/float_text.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/set.h"
#include "runtime/str.h"

namespace pyro::marshal {

namespace {

class Writer {
 public:
  Writer(Thread* thread, word version, std::string* out)
      : thread_(thread), version_(version), out_(out) {}

  [[nodiscard]] bool write(const Object& value) {
    if (depth_ >= kMaximumDepth) {
      raise_value_error(thread_, "object too deeply nested to marshal");
      return false;
    }
    depth_++;
    bool ok = write_any(value);
    depth_--;
    return ok;
  }

 private:
  void byte(int value) { out_->push_back(static_cast<char>(value)); }
  void put_u16(unsigned value) {
    byte(static_cast<int>(value & 0xff));
    byte(static_cast<int>(value >> 8 & 0xff));
  }
  void put_i32(word value) {
    put_u16(static_cast<unsigned>(value & 0xffff));
    put_u16(static_cast<unsigned>(value >> 16 & 0xffff));
  }
  void put_double(double value) {
    out_->append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put_double_text(double value) {
    char text[kFloatReprSize];
    size_t length = FloatRepr(value, text, PointZero::kOmit);
    byte(static_cast<int>(length));
    out_->append(text, length);
  }
  bool put_size(word size) {
    if (size <= INT32_MAX) {
      put_i32(size);
      return true;
    }
    raise_value_error(thread_, "unmarshallable object");
    return false;
  }

  bool write_any(const Object& value) {
    if (int letter = singleton_letter(*value)) {
      byte(letter);
      return true;
    }
    if (is_exact_int(*value)) return write_int(*value);
    if (is_exact_float(*value)) return write_float(*value);
    if (layout_of(*value) == LayoutId::kComplex) return write_complex(*value);
    flag_ = 0;
    if (write_reference(*value)) return true;
    if (is_exact_str(*value)) return write_str(value);
    if (is_exact_bytes(*value)) return write_bytes(*value);
    switch (layout_of(*value)) {
      case LayoutId::kTuple:
        return write_tuple(value);
      case LayoutId::kList:
        return write_list(value);
      case LayoutId::kDict:
        return write_dict(value);
      case LayoutId::kSet:
      case LayoutId::kFrozenset:
        return write_set(value);
      case LayoutId::kCode:
        return write_code(value);
      default:
        return write_buffer(value);
    }
  }

  int singleton_letter(RawObject value) {
    if (value.is_none()) return 'N';
    if (value.is_true()) return 'T';
    if (value.is_false()) return 'F';
    if (value.is_ellipsis()) return '.';
    if (value == exc_type(thread_, Exc::kStopIteration)) return 'S';
    return 0;
  }

  // A value met before is written as a reference; a new one gets the next number.
  bool write_reference(RawObject value) {
    if (version_ < 3) return false;
    uint64_t key = value.is_heap() ? thread_->heap()->identity(value) : value.raw();
    auto [entry, added] = references_.try_emplace(key, static_cast<word>(references_.size()));
    if (added) {
      flag_ = kReferenceFlag;
      return false;
    }
    byte('r');
    put_i32(entry->second);
    return true;
  }

  // The type letter of a value that may be referred to.
  void letter(int type) { byte(type | flag_); }

  bool write_int(RawObject value) {
    if (value.is_small_int() && value.small_int() >= INT32_MIN && value.small_int() <= INT32_MAX) {
      byte('i');
      put_i32(value.small_int());
      return true;
    }
    IntView view(value);
    std::vector<uint16_t> digits;  // of 15 bits
    size_t bits = view->limbs.size() * 64;
    for (size_t at = 0; at < bits; at += 15) {
      uint64_t digit = view->limbs[at / 64] >> (at % 64);
      if (at % 64 > 49 && at / 64 + 1 < view->limbs.size())
        digit |= view->limbs[at / 64 + 1] << (64 - at % 64);
      digits.push_back(static_cast<uint16_t>(digit & 0x7fff));
    }
    while (!digits.empty() && digits.back() == 0) digits.pop_back();
    byte('l');
    word count = static_cast<word>(digits.size());
    if (count > INT32_MAX) return put_size(count);
    put_i32(view->negative ? -count : count);
    for (uint16_t digit : digits) put_u16(digit);
    return true;
  }

  bool write_float(RawObject value) {
    byte(version_ > 1 ? 'g' : 'f');
    if (version_ > 1) {
      put_double(float_value_of(value));
    } else {
      put_double_text(float_value_of(value));
    }
    return true;
  }

  bool write_complex(RawObject value) {
    const double* parts = value.body<double>();
    byte(version_ > 1 ? 'y' : 'x');
    for (int i = 0; i < 2; i++) {
      if (version_ > 1) {
        put_double(parts[i]);
      } else {
        put_double_text(parts[i]);
      }
    }
    return true;
  }

  static bool looks_interned(const StrData& data) {
    if (data.length > 255) return false;
    for (word i = 0; i < data.length; i++) {
      uint32_t unit = data.at(i);
      bool plain = unit == '_' || (unit >= '0' && unit <= '9') || (unit >= 'a' && unit <= 'z') ||
                   (unit >= 'A' && unit <= 'Z');
      if (!plain) return false;
    }
    return true;
  }

  bool write_str(const Object& value) {
    RawObject raw = *value;
    StrData data = str_data(raw);
    if (version_ >= 4 && data.is_ascii()) {
      bool interned = looks_interned(data);
      if (data.length < 256) {
        letter(interned ? 'Z' : 'z');
        byte(static_cast<int>(data.length));
      } else {
        letter(interned ? 'A' : 'a');
        if (!put_size(data.length)) return false;
      }
      out_->append(data.bytes());
      return true;
    }
    letter('u');
    std::string text = str_to_utf8_NoGC(raw);
    if (!put_size(static_cast<word>(text.size()))) return false;
    out_->append(text);
    return true;
  }

  bool write_bytes(RawObject value) {
    std::string_view data = bytes_data(value);
    letter('s');
    if (!put_size(static_cast<word>(data.size()))) return false;
    out_->append(data);
    return true;
  }

  bool write_buffer(const Object& value) {
    BufferView view(thread_);
    if (!view.acquire_if_supported(value)) {
      if (!thread_->has_exception()) raise_value_error(thread_, "unmarshallable object");
      return false;
    }
    letter('s');
    if (!put_size(view.size())) return false;
    out_->append(view.bytes_NoGC());
    return true;
  }

  bool write_tuple(const Object& value) {
    word count = tuple_length(*value);
    if (version_ >= 4 && count < 256) {
      letter(')');
      byte(static_cast<int>(count));
    } else {
      letter('(');
      if (!put_size(count)) return false;
    }
    Object item(thread_, RawObject::none());
    for (word i = 0; i < count; i++) {
      item = tuple_at(*value, i);
      if (!write(item)) return false;
    }
    return true;
  }

  bool write_list(const Object& value) {
    letter('[');
    if (!put_size(RawList::cast(*value).length())) return false;
    Object item(thread_, RawObject::none());
    for (word i = 0; i < RawList::cast(*value).length(); i++) {
      item = list_at(RawList::cast(*value), i);
      if (!write(item)) return false;
    }
    return true;
  }

  bool write_dict(const Object& value) {
    letter('{');
    Object item(thread_, RawObject::none()), content(thread_, RawObject::none());
    RawObject key, entry;
    for (word position = 0; dict_next_NoGC(RawDict::cast(*value), &position, &key, &entry);) {
      item = key;
      content = entry;
      if (!write(item) || !write(content)) return false;
    }
    byte('0');
    return true;
  }

  // Elements are sorted by their bytes, so that equal sets give equal data.
  bool write_set(const Object& value) {
    letter(layout_of(*value) == LayoutId::kSet ? '<' : '>');
    AnySet set(thread_, *value);
    if (!put_size(set_size_NoGC(*set))) return false;
    List items(thread_, new_list(thread_, 0));
    std::vector<std::pair<std::string, word>> order;
    Object item(thread_, RawObject::none());
    RawObject element;
    for (word position = 0; set_next_NoGC(*set, &position, &element);) {
      item = element;
      std::string text;
      if (!write_value(thread_, item, version_, &text) || !list_append(thread_, items, item))
        return false;
      order.emplace_back(std::move(text), static_cast<word>(order.size()));
    }
    std::sort(order.begin(), order.end());
    for (const auto& entry : order) {
      item = list_at(*items, entry.second);
      if (!write(item)) return false;
    }
    return true;
  }

  bool write_code(const Object& value) {
    letter('c');
    put_i32(static_cast<word>(interpreter::instruction_set_fingerprint()));
    Object parts(thread_, interpreter::code_parts(thread_, value));
    Object item(thread_, RawObject::none());
    for (word i = 0; i < interpreter::kPartCount; i++) {
      item = tuple_at(*parts, i);
      if (!write(item)) return false;
    }
    return true;
  }

  Thread* thread_;
  word version_;
  std::string* out_;
  int depth_ = 0;
  int flag_ = 0;  // of the value that is being written, until its letter is out
  std::unordered_map<uint64_t, word> references_;
};

}  // namespace

bool write_value(Thread* thread, const Object& value, word version, std::string* out) {
  return Writer(thread, version, out).write(value);
}

}  // namespace pyro::marshal
