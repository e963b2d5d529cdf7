#include <algorithm>
#include <array>

#include "lib-python/natives.h"
#include "runtime/errors.h"
#include "runtime/types/byte_sequences.h"

// bytes and bytearray: character classes, case, padding, stripping, translation. Only ASCII has a
// meaning here.

namespace pyro {

namespace {

template <bool (*test)(uint8_t)>
RawObject all_bytes(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  return RawObject::from_bool(!data.empty() && std::all_of(data.begin(), data.end(), [](char c) {
    return test(static_cast<uint8_t>(c));
  }));
}

bool is_alnum(uint8_t c) { return is_ascii_alpha(c) || is_ascii_digit(c); }
bool is_alpha(uint8_t c) { return is_ascii_alpha(c); }
bool is_digit(uint8_t c) { return is_ascii_digit(c); }
bool is_space(uint8_t c) { return is_ascii_space(c); }
bool is_lower(uint8_t c) { return is_ascii_lower(c); }
bool is_upper(uint8_t c) { return is_ascii_upper(c); }

RawObject byte_isascii(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  return RawObject::from_bool(
      std::all_of(data.begin(), data.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; }));
}

// No letter of the other case, and at least one of this.
template <bool (*wanted)(uint8_t), bool (*unwanted)(uint8_t)>
RawObject all_letters(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  bool found = false;
  for (char c : self_bytes_NoGC(self)) {
    if (unwanted(static_cast<uint8_t>(c))) return RawObject::false_object();
    found |= wanted(static_cast<uint8_t>(c));
  }
  return RawObject::from_bool(found);
}

RawObject byte_istitle(Thread*, Arguments arguments) {
  RawObject self = arguments[0];
  bool found = false, in_word = false;
  for (char character : self_bytes_NoGC(self)) {
    uint8_t c = static_cast<uint8_t>(character);
    if (is_upper(c) ? in_word : is_lower(c) && !in_word) return RawObject::false_object();
    in_word = is_alpha(c);
    found |= in_word;
  }
  return RawObject::from_bool(found);
}

char to_upper(char c) { return is_lower(static_cast<uint8_t>(c)) ? static_cast<char>(c - 32) : c; }
char to_lower(char c) { return is_upper(static_cast<uint8_t>(c)) ? static_cast<char>(c + 32) : c; }

// A new object whose bytes `change` made of the old ones.
template <typename F>
RawObject changed(Thread* thread, Arguments arguments, F change) {
  RawObject self = arguments[0];
  std::string data(self_bytes_NoGC(self));
  change(data);
  return new_of_same_type(thread, self, data);
}

RawObject byte_upper(Thread* thread, Arguments arguments) {
  return changed(thread, arguments,
                 [](std::string& s) { std::transform(s.begin(), s.end(), s.begin(), to_upper); });
}
RawObject byte_lower(Thread* thread, Arguments arguments) {
  return changed(thread, arguments,
                 [](std::string& s) { std::transform(s.begin(), s.end(), s.begin(), to_lower); });
}
RawObject byte_swapcase(Thread* thread, Arguments arguments) {
  return changed(thread, arguments, [](std::string& s) {
    for (char& c : s) c = is_lower(static_cast<uint8_t>(c)) ? to_upper(c) : to_lower(c);
  });
}
RawObject byte_capitalize(Thread* thread, Arguments arguments) {
  return changed(thread, arguments, [](std::string& s) {
    std::transform(s.begin(), s.end(), s.begin(), to_lower);
    if (!s.empty()) s[0] = to_upper(s[0]);
  });
}
RawObject byte_title(Thread* thread, Arguments arguments) {
  return changed(thread, arguments, [](std::string& s) {
    bool in_word = false;
    for (char& c : s) {
      c = in_word ? to_lower(c) : to_upper(c);
      in_word = is_alpha(static_cast<uint8_t>(c));
    }
  });
}

enum class Side : uint8_t { kLeft, kCenter, kRight };  // where the contents go

bool fill_argument(Thread* thread, const Object& value, const char* method, char* fill) {
  if (is_bytes(*value) || is_heap_byte_array(*value)) {
    RawObject exact = underlying_value(*value);
    std::string_view data = self_bytes_NoGC(exact);
    if (data.size() == 1) {
      *fill = data[0];
      return true;
    }
  }
  raise_type_error(thread, "%s() argument 2 must be a byte string of length 1, not %V", method,
                   &value);
  return false;
}

template <Side side>
RawObject byte_justify(Thread* thread, Arguments arguments) {
  constexpr const char* kNames[] = {"ljust", "center", "rjust"};
  Object width_argument(thread, arguments[1]);
  Object fill_value(thread, arguments[2]);
  word width;
  char fill;
  if (!size_argument(thread, width_argument, &width) ||
      !fill_argument(thread, fill_value, kNames[static_cast<int>(side)], &fill)) {
    return RawObject::error();
  }
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  word missing = width - static_cast<word>(data.size());
  if (missing <= 0) return unchanged_or_copy(thread, self);
  if (width > kMaxTextLength) return raise_memory_error(thread);
  // An odd rest goes to the left if the width is odd.
  word left = side == Side::kLeft    ? 0
              : side == Side::kRight ? missing
                                     : missing / 2 + (missing & width & 1);
  std::string out(static_cast<size_t>(left), fill);
  out += data;
  out.append(static_cast<size_t>(missing - left), fill);
  return new_of_same_type(thread, self, out);
}

RawObject byte_zfill(Thread* thread, Arguments arguments) {
  Object width_argument(thread, arguments[1]);
  word width;
  if (!size_argument(thread, width_argument, &width)) return RawObject::error();
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  word missing = width - static_cast<word>(data.size());
  if (missing <= 0) return unchanged_or_copy(thread, self);
  if (width > kMaxTextLength) return raise_memory_error(thread);
  bool sign = !data.empty() && (data[0] == '+' || data[0] == '-');
  std::string out(data.substr(0, sign ? 1 : 0));
  out.append(static_cast<size_t>(missing), '0');
  out += data.substr(sign ? 1 : 0);
  return new_of_same_type(thread, self, out);
}

RawObject byte_expandtabs(Thread* thread, Arguments arguments) {
  Object size_value(thread, arguments[1]);
  int tab_size;
  if (!int_argument(thread, size_value, &tab_size)) return RawObject::error();
  RawObject self = arguments[0];
  std::string out;
  size_t column = 0;
  for (char c : self_bytes_NoGC(self)) {
    if (c != '\t') {
      out += c;
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    } else if (tab_size > 0) {
      size_t step = static_cast<size_t>(tab_size) - column % static_cast<size_t>(tab_size);
      if (out.size() + step > static_cast<size_t>(kMaxTextLength))
        return raise(thread, Exc::kOverflowError, "result too long");
      out.append(step, ' ');
      column += step;
    }
  }
  return new_of_same_type(thread, self, out);
}

template <bool left, bool right>
RawObject byte_strip(Thread* thread, Arguments arguments) {
  std::array<bool, 256> drop{};
  if (arguments[1].is_none()) {
    for (int c = 0; c < 256; c++)
      drop[static_cast<size_t>(c)] = is_ascii_space(static_cast<uint8_t>(c));
  } else {
    Object argument(thread, arguments[1]);
    std::string characters;
    if (!bytes_argument(thread, argument, &characters)) return RawObject::error();
    for (char c : characters) drop[static_cast<uint8_t>(c)] = true;
  }
  RawObject self = arguments[0];
  std::string_view data = self_bytes_NoGC(self);
  size_t start = 0, end = data.size();
  if (left)
    while (start < end && drop[static_cast<uint8_t>(data[start])]) start++;
  if (right)
    while (end > start && drop[static_cast<uint8_t>(data[end - 1])]) end--;
  if (end - start == data.size()) return unchanged_or_copy(thread, self);
  return new_of_same_type(thread, self, std::string(data.substr(start, end - start)));
}

RawObject byte_translate(Thread* thread, Arguments arguments) {
  std::string table, deleted;
  if (!arguments[1].is_none()) {
    Object argument(thread, arguments[1]);
    if (!bytes_argument(thread, argument, &table)) return RawObject::error();
    if (table.size() != 256)
      return raise_value_error(thread, "translation table must be 256 characters long");
  }
  Object delete_argument(thread, arguments[2]);
  if (!bytes_argument(thread, delete_argument, &deleted)) return RawObject::error();
  std::array<bool, 256> drop{};
  for (char c : deleted) drop[static_cast<uint8_t>(c)] = true;
  RawObject self = arguments[0];
  std::string out;
  for (char c : self_bytes_NoGC(self)) {
    if (!drop[static_cast<uint8_t>(c)]) out += table.empty() ? c : table[static_cast<uint8_t>(c)];
  }
  return new_of_same_type(thread, self, out);
}

RawObject byte_maketrans(Thread* thread, Arguments arguments) {
  Object from_argument(thread, arguments[0]);
  Object to_argument(thread, arguments[1]);
  std::string from, to;
  if (!bytes_argument(thread, from_argument, &from) || !bytes_argument(thread, to_argument, &to))
    return RawObject::error();
  if (from.size() != to.size())
    return raise_value_error(thread, "maketrans arguments must have same length");
  char table[256];
  for (int i = 0; i < 256; i++) table[i] = static_cast<char>(i);
  for (size_t i = 0; i < from.size(); i++) table[static_cast<uint8_t>(from[i])] = to[i];
  return new_bytes(thread, table, 256);
}

}  // namespace

namespace natives {

PYRO_BYTES_METHOD(isalnum, all_bytes<is_alnum>)
PYRO_BYTES_METHOD(isalpha, all_bytes<is_alpha>)
PYRO_BYTES_METHOD(isdigit, all_bytes<is_digit>)
PYRO_BYTES_METHOD(isspace, all_bytes<is_space>)
PYRO_BYTES_METHOD(isascii, byte_isascii)
PYRO_BYTES_METHOD(islower, (all_letters<is_lower, is_upper>))
PYRO_BYTES_METHOD(isupper, (all_letters<is_upper, is_lower>))
PYRO_BYTES_METHOD(istitle, byte_istitle)
PYRO_BYTES_METHOD(upper, byte_upper)
PYRO_BYTES_METHOD(lower, byte_lower)
PYRO_BYTES_METHOD(swapcase, byte_swapcase)
PYRO_BYTES_METHOD(capitalize, byte_capitalize)
PYRO_BYTES_METHOD(title, byte_title)
PYRO_BYTES_METHOD(ljust, byte_justify<Side::kLeft>)
PYRO_BYTES_METHOD(center, byte_justify<Side::kCenter>)
PYRO_BYTES_METHOD(rjust, byte_justify<Side::kRight>)
PYRO_BYTES_METHOD(zfill, byte_zfill)
PYRO_BYTES_METHOD(expandtabs, byte_expandtabs)
PYRO_BYTES_METHOD(strip, (byte_strip<true, true>))
PYRO_BYTES_METHOD(lstrip, (byte_strip<true, false>))
PYRO_BYTES_METHOD(rstrip, (byte_strip<false, true>))
PYRO_BYTES_METHOD(translate, byte_translate)
PYRO_BYTES_METHOD(maketrans, byte_maketrans)

}  // namespace natives

}  // namespace pyro
