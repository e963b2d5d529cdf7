#include <array>

#include "modules/_multibytecodec/multibyte_codec.h"

// ISO 2022 (RFC 1468, 1554, 1557, 2237, JIS X 0213) and HZ (RFC 1843).
//
// State of ISO 2022: a byte each for the designations of G0, G1 and G2, and from bit 32 on flags: 1
// shifted out, 2 behind an escape that is not one. A designation is the last byte of its escape
// sequence, with the high bit for sets of two bytes, xor 'B': so 0 means ASCII in G0 and nothing in
// the others. getstate() shows it without the xor, as the reference implementation does.

namespace pyro::multibyte {

namespace {

constexpr char kEscape = 0x1b, kShiftOut = 0x0e, kShiftIn = 0x0f;

uint8_t byte_at(std::string_view data, size_t index) { return static_cast<uint8_t>(data[index]); }

// --- character sets

enum class Charset : uint8_t {
  kAscii,
  kRoman,
  kKatakana,
  kJis208,
  kJis208Old,
  kJis212,
  kJis213Plane1,
  kJis213Plane1Old,
  kJis213Plane2,
  kKorean,
  kChinese,
  kLatin1,
  kGreek,
  kCount,
};

enum class Plane : uint8_t { kG0, kG1, kG2 };

struct CharsetInfo {
  const char* escape;  // behind ESC
  Plane plane;
  int width;  // bytes of a character
};

constexpr CharsetInfo kCharsets[] = {
    {"(B", Plane::kG0, 1},  {"(J", Plane::kG0, 1},  {"(I", Plane::kG0, 1},  {"$B", Plane::kG0, 2},
    {"$@", Plane::kG0, 2},  {"$(D", Plane::kG0, 2}, {"$(Q", Plane::kG0, 2}, {"$(O", Plane::kG0, 2},
    {"$(P", Plane::kG0, 2}, {"$(C", Plane::kG0, 2}, {"$A", Plane::kG0, 2},  {".A", Plane::kG2, 1},
    {".F", Plane::kG2, 1},
};
constexpr const char* kKoreanInG1 = "$)C";

// ISO 8859-7 in the edition of 1987, from A0 on; 0: nothing.
constexpr uint16_t kGreekHigh[96] = {
    0xa0,  0x2018, 0x2019, 0xa3,   0,     0,     0xa6,  0xa7,  0xa8,  0xa9,  0,     0xab,
    0xac,  0xad,   0,      0x2015, 0xb0,  0xb1,  0xb2,  0xb3,  0x384, 0x385, 0x386, 0xb7,
    0x388, 0x389,  0x38a,  0xbb,   0x38c, 0xbd,  0x38e, 0x38f, 0x390, 0x391, 0x392, 0x393,
    0x394, 0x395,  0x396,  0x397,  0x398, 0x399, 0x39a, 0x39b, 0x39c, 0x39d, 0x39e, 0x39f,
    0x3a0, 0x3a1,  0,      0x3a3,  0x3a4, 0x3a5, 0x3a6, 0x3a7, 0x3a8, 0x3a9, 0x3aa, 0x3ab,
    0x3ac, 0x3ad,  0x3ae,  0x3af,  0x3b0, 0x3b1, 0x3b2, 0x3b3, 0x3b4, 0x3b5, 0x3b6, 0x3b7,
    0x3b8, 0x3b9,  0x3ba,  0x3bb,  0x3bc, 0x3bd, 0x3be, 0x3bf, 0x3c0, 0x3c1, 0x3c2, 0x3c3,
    0x3c4, 0x3c5,  0x3c6,  0x3c7,  0x3c8, 0x3c9, 0x3ca, 0x3cb, 0x3cc, 0x3cd, 0x3ce, 0,
};

// The mappings between characters and 7-bit codes of one set, taken from the EUC codec that
// contains it.
class CharsetMapping {
 public:
  CharsetMapping(TableSet& tables, Charset charset, bool jisx0213_2000)
      : charset_(charset), jisx0213_2000_(jisx0213_2000) {
    switch (charset) {
      case Charset::kJis208:
      case Charset::kJis208Old:
      case Charset::kJis212:
        table_ = &tables.table("euc_jp");
        break;
      case Charset::kJis213Plane1:
      case Charset::kJis213Plane1Old:
      case Charset::kJis213Plane2:
        table_ = &tables.table(jisx0213_2000 ? "euc_jisx0213" : "euc_jis_2004");
        supplement_ = &tables.table("euc_jp");
        break;
      case Charset::kKorean:
        table_ = &tables.table("euc_kr");
        break;
      case Charset::kChinese:
        table_ = &tables.table("gb2312");
        break;
      default:
        break;
    }
  }

  // Appends what a code means; false if nothing.
  bool decode(uint8_t first, uint8_t second, Text* out) const {
    if (kCharsets[static_cast<int>(charset_)].width == 1) return decode_single(first, out);
    if (first < 0x21 || first > 0x7e || second < 0x21 || second > 0x7e) return false;
    if (charset_ == Charset::kKorean && first == 0x24 && second == 0x54) {
      out->push_back(0x3164);
      return true;
    }
    bool plane1 = charset_ == Charset::kJis213Plane1 || charset_ == Charset::kJis213Plane1Old;
    if (plane1 && first == 0x22 && second == 0x32) {
      out->push_back('~');
      return true;
    }
    uint8_t high = first | 0x80, low = second | 0x80;
    bool three = charset_ == Charset::kJis212 || charset_ == Charset::kJis213Plane2;
    uint16_t cell = three ? table_->three_byte_cell(high, low) : table_->cell(high, low);
    if (charset_ == Charset::kJis213Plane2 && jisx0213_2000_ && first == 0x7d && second == 0x3b)
      cell = 0x9b1c;
    // EUC has JIS X 0212 and the second plane of JIS X 0213 in the same place.
    if (charset_ == Charset::kJis213Plane2 &&
        supplement_->three_byte_cell(high, low) > kIllegalPairCell)
      return false;
    if (cell <= kIllegalPairCell) return false;
    append_cell(*table_, cell, out);
    return true;
  }

  // The code of a character, 0 if it has none.
  uint32_t encode(uint32_t character) const {
    if (kCharsets[static_cast<int>(charset_)].width == 1) return encode_single(character);
    bool plane1 = charset_ == Charset::kJis213Plane1 || charset_ == Charset::kJis213Plane1Old;
    if (charset_ == Charset::kKorean && character == 0x3164) return 0x2454;
    if (plane1 && character == '~') return 0x2232;
    if (plane1 && character == 0xff5e) return 0;
    uint32_t bytes = table_->bytes_of(character);
    bool three = charset_ == Charset::kJis212 || charset_ == Charset::kJis213Plane2;
    if (three != (bytes > 0xffff) || (bytes >> 8 & 0xff) < 0xa1 || (bytes & 0xff) < 0xa1) return 0;
    if (charset_ == Charset::kJis213Plane2 &&
        supplement_->three_byte_cell(static_cast<uint8_t>(bytes >> 8),
                                     static_cast<uint8_t>(bytes)) > kIllegalPairCell)
      return 0;
    return bytes & 0x7f7f;
  }

 private:
  bool decode_single(uint8_t byte, Text* out) const {
    uint32_t character = 0;
    switch (charset_) {
      case Charset::kAscii:
        character = byte;
        break;
      case Charset::kRoman:
        character = byte == '\\' ? 0xa5 : byte == '~' ? 0x203e : byte;
        break;
      case Charset::kKatakana:
        character = byte >= 0x21 && byte <= 0x5f ? 0xff40u + byte : 0;
        break;
      case Charset::kLatin1:
        character = byte + 0x80u;
        break;
      case Charset::kGreek:
        if (byte >= 0x80) {  // meaningless, but taken for the control and ASCII characters
          out->push_back(byte & 0x7f);
          return true;
        }
        character = byte < 0x20 ? byte | 0x80u : kGreekHigh[byte - 0x20];
        break;
      default:
        break;
    }
    if (character == 0 && (byte != 0 || charset_ == Charset::kKatakana)) return false;
    out->push_back(character);
    return true;
  }

  uint32_t encode_single(uint32_t character) const {
    switch (charset_) {
      case Charset::kAscii:
        return character < 0x80 ? character : 0;
      case Charset::kRoman:
        return character == 0xa5                                           ? '\\'
               : character == 0x203e                                       ? '~'
               : character < 0x80 && character != '\\' && character != '~' ? character
                                                                           : 0;
      case Charset::kKatakana:
        return character >= 0xff61 && character <= 0xff9f ? character - 0xff40 : 0;
      default:
        return 0;  // the sets of G2 are only decoded
    }
  }

  Charset charset_;
  bool jisx0213_2000_;
  const CharacterTable* table_ = nullptr;
  const CharacterTable* supplement_ = nullptr;
};

// --- ISO 2022

struct Variant {
  const char* name;
  bool is_korean, has_g2, jisx0213_2000;
  std::array<Charset, 8> charsets;  // in the order in which encoding tries them; ends with kCount
};

constexpr Charset kEnd = Charset::kCount;
constexpr Variant kVariants[] = {
    {"iso2022_kr", true, false, false, {Charset::kKorean, kEnd}},
    {"iso2022_jp",
     false,
     false,
     false,
     {Charset::kJis208, Charset::kRoman, Charset::kJis208Old, kEnd}},
    {"iso2022_jp_1",
     false,
     false,
     false,
     {Charset::kJis208, Charset::kJis212, Charset::kRoman, Charset::kJis208Old, kEnd}},
    {"iso2022_jp_2",
     false,
     true,
     false,
     {Charset::kJis208, Charset::kJis212, Charset::kKorean, Charset::kChinese, Charset::kRoman,
      Charset::kJis208Old, Charset::kLatin1, Charset::kGreek}},
    {"iso2022_jp_2004",
     false,
     false,
     false,
     {Charset::kJis208, Charset::kJis213Plane1, Charset::kJis213Plane2, kEnd}},
    {"iso2022_jp_3",
     false,
     false,
     true,
     {Charset::kJis208, Charset::kJis213Plane1Old, Charset::kJis213Plane2, kEnd}},
    {"iso2022_jp_ext",
     false,
     false,
     false,
     {Charset::kJis208, Charset::kJis212, Charset::kRoman, Charset::kKatakana, Charset::kJis208Old,
      kEnd}},
};

// The state, taken apart.
class Designations {
 public:
  Charset planes[3];  // kCount: nothing
  bool shifted_out;
  bool unknown_escape;  // behind an ESC that begins nothing known: bytes stand for themselves

  explicit Designations(State state)
      : shifted_out((state >> 32 & 1) != 0), unknown_escape((state >> 33 & 1) != 0) {
    for (int i = 0; i < 3; i++)
      planes[i] = marked(static_cast<uint8_t>(state >> (8 * i)), static_cast<Plane>(i));
  }
  State pack() const {
    State state = (shifted_out ? State{1} << 32 : 0) | (unknown_escape ? State{2} << 32 : 0);
    for (int i = 0; i < 3; i++) {
      if (planes[i] != Charset::kCount) state |= static_cast<State>(mark(planes[i])) << (8 * i);
    }
    return state;
  }

 private:
  static uint8_t mark(Charset charset) {
    const CharsetInfo& info = kCharsets[static_cast<int>(charset)];
    uint8_t last = static_cast<uint8_t>(std::string_view(info.escape).back());
    return (last | (info.width == 2 ? 0x80 : 0)) ^ 'B';
  }
  static Charset marked(uint8_t wanted, Plane plane) {
    if (wanted == 0) return plane == Plane::kG0 ? Charset::kAscii : Charset::kCount;
    for (int i = 0; i < static_cast<int>(Charset::kCount); i++) {
      Charset charset = static_cast<Charset>(i);
      bool fits =
          kCharsets[i].plane == plane || (plane == Plane::kG1 && charset == Charset::kKorean);
      if (fits && mark(charset) == wanted) return charset;
    }
    return plane == Plane::kG0 ? Charset::kAscii : Charset::kCount;
  }
};

class Iso2022Codec final : public MultibyteCodec {
 public:
  Iso2022Codec(TableSet& tables, const Variant& variant) : variant_(variant) {
    add(tables, Charset::kAscii);
    for (Charset charset : variant.charsets) {
      if (charset == kEnd) break;
      add(tables, charset);
    }
  }

  Outcome decode(std::string_view data, size_t* position, State* state, Text* out) const override {
    Designations now(*state);
    Outcome outcome;
    while (*position < data.size()) {
      outcome = decode_one(data.substr(*position), &now, out);
      if (outcome.problem != Problem::kNone) break;
      *position += outcome.length;
    }
    *state = now.pack();
    return *position < data.size() ? outcome : Outcome{};
  }

  Outcome encode(const uint32_t* text, size_t length, size_t* position, bool, State* state,
                 std::string* out) const override {
    Designations now(*state);
    Outcome outcome;
    while (*position < length) {
      outcome = encode_one(text[*position], &now, out);
      if (outcome.problem != Problem::kNone) break;
      ++*position;
    }
    *state = now.pack();
    return *position < length ? outcome : Outcome{};
  }

  void finish(State* state, std::string* out) const override {
    Designations now(*state);
    if (now.shifted_out) *out += kShiftIn;
    now.shifted_out = false;
    designate(Charset::kAscii, &now, out);
    *state = now.pack();
  }

 private:
  void add(TableSet& tables, Charset charset) {
    mappings_[static_cast<size_t>(charset)] =
        std::make_unique<CharsetMapping>(tables, charset, variant_.jisx0213_2000);
  }
  const CharsetMapping* mapping(Charset charset) const {
    return charset == Charset::kCount ? nullptr : mappings_[static_cast<size_t>(charset)].get();
  }

  static void designate(Charset charset, Designations* now, std::string* out) {
    const CharsetInfo& info = kCharsets[static_cast<int>(charset)];
    Charset& plane = now->planes[static_cast<int>(info.plane)];
    if (plane == charset) return;
    *out += kEscape;
    *out += charset == Charset::kChinese ? "$(A" : info.escape;  // decoders take both forms
    plane = charset;
  }

  // --- decoding

  Outcome decode_one(std::string_view data, Designations* now, Text* out) const {
    uint8_t byte = byte_at(data, 0);
    if (now->unknown_escape) {
      now->unknown_escape = !ends_escape(byte);
      out->push_back(byte);
      return {Problem::kNone, 1};
    }
    if (byte == kEscape) return decode_escape(data, now, out);
    if (variant_.is_korean && (byte == kShiftOut || byte == kShiftIn)) {
      now->shifted_out = byte == kShiftOut;
      return {Problem::kNone, 1};
    }
    if (byte == '\n') {
      now->shifted_out = false;
      out->push_back(byte);
      return {Problem::kNone, 1};
    }
    if (byte < 0x20) {
      out->push_back(byte);
      return {Problem::kNone, 1};
    }
    if (byte >= 0x80) return {Problem::kIllegal, 1};
    Charset charset = now->planes[now->shifted_out ? 1 : 0];
    if (charset == Charset::kCount) charset = Charset::kAscii;  // shifted to nothing
    const CharsetMapping* used = mapping(charset);
    size_t width =
        used == nullptr ? 1 : static_cast<size_t>(kCharsets[static_cast<int>(charset)].width);
    if (data.size() < width) return {Problem::kIncomplete, data.size()};
    if (used == nullptr || !used->decode(byte, width == 2 ? byte_at(data, 1) : 0, out))
      return {Problem::kIllegal, width};
    return {Problem::kNone, width};
  }

  static bool ends_escape(uint8_t byte) { return byte >= '@' && byte <= 'Z'; }

  // Length of the escape sequence at the start of `data`: up to the first byte beyond the
  // intermediate ones; 0 if it is not complete.
  static size_t escape_length(std::string_view data) {
    for (size_t i = 1; i < data.size() && i < kMaxEscape; i++) {
      if (ends_escape(byte_at(data, i))) return i + 1;
    }
    return data.size() < kMaxEscape ? 0 : kMaxEscape;
  }

  Outcome decode_escape(std::string_view data, Designations* now, Text* out) const {
    if (data.size() < 2) return {Problem::kIncomplete, 1};
    uint8_t next = byte_at(data, 1);
    if (variant_.has_g2 && next == 'N') return decode_single_shift(data, now, out);
    if (std::string_view("$().&").find(static_cast<char>(next)) == std::string_view::npos) {
      now->unknown_escape = true;
      out->push_back(static_cast<uint32_t>(kEscape));
      return {Problem::kNone, 1};
    }
    size_t length = escape_length(data);
    if (length == 0) return {Problem::kIncomplete, data.size()};
    std::string_view body = data.substr(1, length - 1);
    std::string normal(body);
    if (body == "$(@" || body == "$(B" || body == "$(A") normal.erase(1, 1);
    if (body == kKoreanInG1 && mapping(Charset::kKorean) != nullptr) {
      now->planes[1] = Charset::kKorean;
      return {Problem::kNone, length};
    }
    for (int i = 0; i < static_cast<int>(Charset::kCount); i++) {
      Charset charset = static_cast<Charset>(i);
      if (mapping(charset) == nullptr || normal != kCharsets[i].escape) continue;
      now->planes[static_cast<int>(kCharsets[i].plane)] = charset;
      return {Problem::kNone, length};
    }
    return {Problem::kIllegal, length};
  }

  // ESC N: one character from G2.
  Outcome decode_single_shift(std::string_view data, Designations* now, Text* out) const {
    if (data.size() < 3) return {Problem::kIncomplete, data.size()};
    const CharsetMapping* used = mapping(now->planes[2]);
    uint8_t byte = byte_at(data, 2);
    if (used == nullptr && byte < 0x80) {
      out->push_back(byte);
      return {Problem::kNone, 3};
    }
    if (used == nullptr) return {Problem::kIllegal, 3};
    if (byte >= 0x80 && now->planes[2] != Charset::kGreek) return {Problem::kIllegal, 3};
    if (!used->decode(byte, 0, out)) return {Problem::kIllegal, 3};
    return {Problem::kNone, 3};
  }

  // --- encoding

  // Characters that only a pair of code points can express in JIS X 0213 are not composed, as in
  // the reference implementation.
  Outcome encode_one(uint32_t character, Designations* now, std::string* out) const {
    if (character < 0x80) {
      leave_sets(now, out);
      *out += static_cast<char>(character);
      return {Problem::kNone, 1};
    }
    for (Charset charset : variant_.charsets) {
      if (charset == kEnd) break;
      const CharsetMapping* used = mapping(charset);
      uint32_t code = used->encode(character);
      if (code == 0) continue;
      append_code(charset, code, now, out);
      return {Problem::kNone, 1};
    }
    return {Problem::kIllegal, 1};
  }

  void leave_sets(Designations* now, std::string* out) const {
    if (now->shifted_out) *out += kShiftIn;
    now->shifted_out = false;
    designate(Charset::kAscii, now, out);
  }

  void append_code(Charset charset, uint32_t code, Designations* now, std::string* out) const {
    if (variant_.is_korean) {
      if (now->planes[1] != Charset::kKorean) begin_korean(now, out);
      if (!now->shifted_out) *out += kShiftOut;
      now->shifted_out = true;
    } else {
      designate(charset, now, out);
    }
    append_bytes(out, code);
  }

  static void begin_korean(Designations* now, std::string* out) {
    *out += kEscape;
    *out += kKoreanInG1;
    now->planes[1] = Charset::kKorean;
  }

  static constexpr size_t kMaxEscape = 5;
  const Variant& variant_;
  std::array<std::unique_ptr<CharsetMapping>, static_cast<size_t>(Charset::kCount)> mappings_;
};

// --- HZ

// GB 2312 between "~{" and "~}"; "~~" is a tilde, "~" and a newline are nothing. State: 1 inside.
class HzCodec final : public MultibyteCodec {
 public:
  explicit HzCodec(TableSet& tables) : mapping_(tables, Charset::kChinese, false) {}

  Outcome decode(std::string_view data, size_t* position, State* state, Text* out) const override {
    while (*position < data.size()) {
      Outcome outcome = decode_one(data.substr(*position), state, out);
      if (outcome.problem != Problem::kNone) return outcome;
      *position += outcome.length;
    }
    return {};
  }

  Outcome encode(const uint32_t* text, size_t length, size_t* position, bool, State* state,
                 std::string* out) const override {
    for (; *position < length; ++*position) {
      uint32_t character = text[*position];
      if (character < 0x80) {
        finish(state, out);
        if (character == '~') *out += '~';
        *out += static_cast<char>(character);
        continue;
      }
      uint32_t code = mapping_.encode(character);
      if (code == 0) return {Problem::kIllegal, 1};
      if (*state == 0) *out += "~{";
      *state = 1;
      append_bytes(out, code);
    }
    return {};
  }

  void finish(State* state, std::string* out) const override {
    if (*state != 0) *out += "~}";
    *state = 0;
  }

 private:
  Outcome decode_one(std::string_view data, State* state, Text* out) const {
    uint8_t byte = byte_at(data, 0);
    if (byte == '~') {
      if (data.size() < 2) return {Problem::kIncomplete, 1};
      return decode_tilde(byte_at(data, 1), state, out);
    }
    if (byte >= 0x80) return {Problem::kIllegal, 1};
    if (*state == 0) {
      out->push_back(byte);
      return {Problem::kNone, 1};
    }
    if (data.size() < 2) return {Problem::kIncomplete, 1};
    if (!mapping_.decode(byte, byte_at(data, 1), out)) return {Problem::kIllegal, 1};
    return {Problem::kNone, 2};
  }

  static Outcome decode_tilde(uint8_t next, State* state, Text* out) {
    if (next == '~' && *state == 0) {
      out->push_back('~');
    } else if (next == '{' && *state == 0) {
      *state = 1;
    } else if (next == '}' && *state != 0) {
      *state = 0;
    } else if (next != '\n' || *state != 0) {
      return {Problem::kIllegal, 1};
    }
    return {Problem::kNone, 2};
  }

  CharsetMapping mapping_;
};

}  // namespace

std::unique_ptr<MultibyteCodec> new_stateful_codec(TableSet& tables, std::string_view name) {
  if (name == "hz") return std::make_unique<HzCodec>(tables);
  for (const Variant& variant : kVariants) {
    if (name == variant.name) return std::make_unique<Iso2022Codec>(tables, variant);
  }
  return nullptr;
}

}  // namespace pyro::multibyte
