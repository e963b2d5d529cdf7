#include "modules/_struct/format.h"

namespace pyro::structs {

namespace {

constexpr const char* kBadCharacter = "bad char in struct format";
constexpr const char* kTooLong = "total struct size too long";

struct Letter {
  char code;
  uint8_t native_size, standard_size;  // 0: not available
};

// Native alignment equals native size.
constexpr Letter kLetters[] = {
    {'x', 1, 1}, {'c', 1, 1}, {'b', 1, 1}, {'B', 1, 1}, {'?', 1, 1}, {'h', 2, 2}, {'H', 2, 2},
    {'i', 4, 4}, {'I', 4, 4}, {'l', 8, 4}, {'L', 8, 4}, {'q', 8, 8}, {'Q', 8, 8}, {'n', 8, 0},
    {'N', 8, 0}, {'e', 2, 2}, {'f', 4, 4}, {'d', 8, 8}, {'s', 1, 1}, {'p', 1, 1}, {'P', 8, 0}};

const Letter* find_letter(char code) {
  for (const Letter& letter : kLetters) {
    if (letter.code == code) return &letter;
  }
  return nullptr;
}

bool is_space(char c) { return c == ' ' || (c >= 9 && c <= 13); }

}  // namespace

const char* parse_format(std::string_view text, Format* format) {
  bool native = true, big = false;
  if (!text.empty() && std::string_view("@=<>!").find(text[0]) != std::string_view::npos) {
    native = text[0] == '@';
    big = text[0] == '>' || text[0] == '!';
    text.remove_prefix(1);
  }
  for (size_t at = 0; at < text.size(); at++) {
    if (is_space(text[at])) continue;
    word count = 1;
    if (text[at] >= '0' && text[at] <= '9') {
      count = 0;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; at++) {
        if (__builtin_mul_overflow(count, 10, &count) ||
            __builtin_add_overflow(count, text[at] - '0', &count))
          return kTooLong;
      }
      if (at == text.size()) return "repeat count given without format specifier";
    }
    const Letter* letter = find_letter(text[at]);
    uint8_t size = letter == nullptr ? 0 : native ? letter->native_size : letter->standard_size;
    if (size == 0) return kBadCharacter;
    if (native && format->size % size != 0) format->size += size - format->size % size;
    word bytes;
    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(bytes, format->size, &bytes) || !RawObject::fits_small_int(bytes)) {
      return kTooLong;
    }
    // Longer fields could only be packed into objects that cannot be made.
    if (count > UINT32_MAX) return kTooLong;
    Field field{static_cast<uint8_t>(text[at]),     size, native, big, static_cast<uint32_t>(count),
                static_cast<uint64_t>(format->size)};
    format->size = bytes;
    format->value_count += field.values();
    if (count > 0 || field.values() > 0) format->fields.push_back(field);
  }
  return nullptr;
}

}  // namespace pyro::structs
