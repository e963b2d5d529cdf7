#include <algorithm>

#include "modules/_multibytecodec/multibyte_codec.h"

namespace pyro::multibyte {

const CharacterTable& TableSet::table(std::string_view name) {
  for (const CodecData& data : codec_data()) {
    if (name != data.name) continue;
    for (auto& entry : tables_) {
      if (entry.first == &data) return *entry.second;
    }
    tables_.emplace_back(&data, std::make_unique<CharacterTable>(data));
    return *tables_.back().second;
  }
  __builtin_unreachable();
}

void append_bytes(std::string* out, uint32_t bytes) {
  if (bytes > 0xffffff) *out += static_cast<char>(bytes >> 24);
  if (bytes > 0xffff) *out += static_cast<char>(bytes >> 16);
  if (bytes > 0xff) *out += static_cast<char>(bytes >> 8);
  *out += static_cast<char>(bytes);
}

void append_cell(const CharacterTable& table, uint16_t cell, Text* out) {
  if (cell < kFirstExtraCell || cell > kLastExtraCell) return out->push_back(cell);
  const Extra& text = table.extra(cell);
  out->push_back(text.first);
  if (text.second != 0) out->push_back(text.second);
}

namespace {

class StatelessCodec : public MultibyteCodec {
 public:
  StatelessCodec(const CharacterTable& table, bool has_three_bytes)
      : table_(table), has_three_bytes_(has_three_bytes) {}

  Outcome decode(std::string_view data, size_t* position, State*, Text* out) const override {
    while (*position < data.size()) {
      uint8_t byte = static_cast<uint8_t>(data[*position]);
      uint16_t single = table_.single(byte);
      if (single < kIllegalByte) {
        out->push_back(single);
        ++*position;
        continue;
      }
      if (single == kIllegalByte) return {Problem::kIllegal, 1};
      Outcome outcome = decode_longer(data.substr(*position), out);
      if (outcome.problem != Problem::kNone) return outcome;
      *position += outcome.length;
    }
    return {};
  }

  Outcome encode(const uint32_t* text, size_t length, size_t* position, bool final, State*,
                 std::string* out) const override {
    while (*position < length) {
      uint32_t character = text[*position];
      if (table_.begins_pair(character)) {
        if (*position + 1 >= length && !final) return {Problem::kIncomplete, 1};
        uint32_t bytes =
            *position + 1 < length ? table_.bytes_of_pair(character, text[*position + 1]) : 0;
        if (bytes != 0) {
          append_bytes(out, bytes);
          *position += 2;
          continue;
        }
      }
      uint32_t bytes = table_.bytes_of(character);
      if (bytes == 0 && character != 0) {
        if (!encode_longer(character, out)) return {Problem::kIllegal, 1};
      } else {
        append_bytes(out, bytes);
      }
      ++*position;
    }
    return {};
  }

 protected:
  // A sequence that begins with a lead byte. On success `length` is what it takes.
  virtual Outcome decode_longer(std::string_view data, Text* out) const {
    if (data.size() < 2) return {Problem::kIncomplete, data.size()};
    uint8_t lead = static_cast<uint8_t>(data[0]), trail = static_cast<uint8_t>(data[1]);
    if (has_three_bytes_ && lead == 0x8f) return decode_three(data, out);
    uint16_t cell = table_.cell(lead, trail);
    if (cell <= kIllegalPairCell) return {Problem::kIllegal, cell == kIllegalPairCell ? 2u : 1u};
    append_cell(table_, cell, out);
    return {Problem::kNone, 2};
  }
  // A character that the table does not have.
  virtual bool encode_longer(uint32_t, std::string*) const { return false; }

  const CharacterTable& table_;

 private:
  Outcome decode_three(std::string_view data, Text* out) const {
    if (data.size() < 3) return {Problem::kIncomplete, data.size()};
    uint16_t cell =
        table_.three_byte_cell(static_cast<uint8_t>(data[1]), static_cast<uint8_t>(data[2]));
    if (cell <= kIllegalPairCell) return {Problem::kIllegal, 1};
    append_cell(table_, cell, out);
    return {Problem::kNone, 3};
  }

  bool has_three_bytes_;
};

// GB 18030: four bytes b1 b2 b3 b4 with b2 and b4 digits number the characters that two bytes do
// not reach. The basic plane's numbers are scattered in runs; from 90 30 81 30 on they are linear.
class Gb18030Codec final : public StatelessCodec {
 public:
  explicit Gb18030Codec(const CharacterTable& table) : StatelessCodec(table, false) {}

 protected:
  Outcome decode_longer(std::string_view data, Text* out) const override {
    auto byte = [&](size_t index) { return static_cast<uint8_t>(data[index]); };
    if (data.size() < 2 || byte(1) < 0x30 || byte(1) > 0x39)
      return StatelessCodec::decode_longer(data, out);
    if (data.size() < 4) return {Problem::kIncomplete, data.size()};
    if (byte(0) < 0x81 || byte(0) > 0xfe || byte(2) < 0x81 || byte(2) > 0xfe || byte(3) < 0x30 ||
        byte(3) > 0x39)
      return {Problem::kIllegal, 1};
    uint32_t number = static_cast<uint32_t>(byte(0) - 0x81) * 12600 +
                      static_cast<uint32_t>(byte(1) - 0x30) * 1260 +
                      static_cast<uint32_t>(byte(2) - 0x81) * 10 + (byte(3) - 0x30u);
    if (number >= kSupplementary) {
      uint32_t character = number - kSupplementary + 0x10000;
      if (character > 0x10ffff) return {Problem::kIllegal, 1};
      out->push_back(character);
      return {Problem::kNone, 4};
    }
    for (const FourByteRun& run : four_byte_runs()) {
      if (number < run.number || number - run.number >= run.length) continue;
      out->push_back(run.character + (number - run.number));
      return {Problem::kNone, 4};
    }
    return {Problem::kIllegal, 1};
  }

  bool encode_longer(uint32_t character, std::string* out) const override {
    if (character >= 0x10000) {
      append_number(character - 0x10000 + kSupplementary, out);
      return true;
    }
    for (const FourByteRun& run : four_byte_runs()) {
      if (character < run.character || character - run.character >= run.length) continue;
      append_number(run.number + (character - run.character), out);
      return true;
    }
    return false;
  }

 private:
  static constexpr uint32_t kSupplementary = 15 * 12600;
  static void append_number(uint32_t number, std::string* out) {
    *out += static_cast<char>(0x81 + number / 12600);
    *out += static_cast<char>(0x30 + number / 1260 % 10);
    *out += static_cast<char>(0x81 + number / 10 % 126);
    *out += static_cast<char>(0x30 + number % 10);
  }
};

// EUC-KR: syllables that KS X 1001 lacks are spelled as filler, initial, vowel, final (annex 3 of
// the standard): A4 D4 and three more pairs from row A4, where A4 D4 again stands for no final.
class EucKrCodec final : public StatelessCodec {
 public:
  explicit EucKrCodec(const CharacterTable& table) : StatelessCodec(table, false) {}

 protected:
  static constexpr uint8_t kRow = 0xa4, kFiller = 0xd4;
  // Second bytes of the 19 initial consonants and of the finals from the second on; vowels follow
  // each other from BF.
  static constexpr uint8_t kInitials[19] = {0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1,
                                            0xb2, 0xb3, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9,
                                            0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static constexpr uint8_t kFinals[28] = {
      kFiller, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae,
      0xaf,    0xb0, 0xb1, 0xb2, 0xb4, 0xb5, 0xb6, 0xb7, 0xb8, 0xba, 0xbb, 0xbc, 0xbd, 0xbe};
  static constexpr uint8_t kFirstVowel = 0xbf;
  static constexpr uint32_t kFirstSyllable = 0xac00, kVowels = 21, kFinalCount = 28,
                            kSyllables = 19 * kVowels * kFinalCount;

  template <size_t N>
  static int place_of(const uint8_t (&bytes)[N], uint8_t byte) {
    const uint8_t* found = std::find(std::begin(bytes), std::end(bytes), byte);
    return found == std::end(bytes) ? -1 : static_cast<int>(found - bytes);
  }

  Outcome decode_longer(std::string_view data, Text* out) const override {
    auto byte = [&](size_t index) { return static_cast<uint8_t>(data[index]); };
    if (data.size() < 2 || byte(0) != kRow || byte(1) != kFiller)
      return StatelessCodec::decode_longer(data, out);
    if (data.size() < 8) return {Problem::kIncomplete, data.size()};
    if (byte(2) != kRow || byte(4) != kRow || byte(6) != kRow) return {Problem::kIllegal, 1};
    int initial = place_of(kInitials, byte(3)), final = place_of(kFinals, byte(7));
    int vowel = byte(5) - kFirstVowel;
    if (initial < 0 || vowel < 0 || vowel >= static_cast<int>(kVowels) || final < 0)
      return {Problem::kIllegal, 1};
    out->push_back(kFirstSyllable +
                   (static_cast<uint32_t>(initial) * kVowels + static_cast<uint32_t>(vowel)) *
                       kFinalCount +
                   static_cast<uint32_t>(final));
    return {Problem::kNone, 8};
  }

  bool encode_longer(uint32_t character, std::string* out) const override {
    if (character < kFirstSyllable || character - kFirstSyllable >= kSyllables) return false;
    uint32_t number = character - kFirstSyllable;
    const uint8_t bytes[] = {kFiller, kInitials[number / kFinalCount / kVowels],
                             static_cast<uint8_t>(kFirstVowel + number / kFinalCount % kVowels),
                             kFinals[number % kFinalCount]};
    for (uint8_t byte : bytes) {
      *out += static_cast<char>(kRow);
      *out += static_cast<char>(byte);
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<MultibyteCodec> new_stateless_codec(TableSet& tables, std::string_view name) {
  for (const CodecData& data : codec_data()) {
    if (name != data.name) continue;
    const CharacterTable& table = tables.table(name);
    if (name == "gb18030") return std::make_unique<Gb18030Codec>(table);
    if (name == "euc_kr") return std::make_unique<EucKrCodec>(table);
    bool has_three_bytes = name == "euc_jp" || name == "euc_jis_2004" || name == "euc_jisx0213";
    return std::make_unique<StatelessCodec>(table, has_three_bytes);
  }
  return nullptr;
}

}  // namespace pyro::multibyte
