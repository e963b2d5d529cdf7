#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "modules/_multibytecodec/character_table.h"

// Codecs whose characters take a varying number of bytes, apart from Python objects.
//
// A codec runs over its input until the end or the first problem, and says how long the faulty part
// is; what becomes of it is the caller's business, which then lets the codec go on behind it. The
// state holds what earlier input has switched on (ISO 2022, HZ); it is 0 at the start, and stays 0
// for the other codecs.

namespace pyro::multibyte {

enum class Problem : uint8_t {
  kNone,
  kIllegal,     // `length` units that mean nothing, or a character without bytes
  kIncomplete,  // the input ends amid a character
};

struct Outcome {
  Problem problem = Problem::kNone;
  size_t length = 0;
};

using Text = std::vector<uint32_t>;
using State = uint64_t;

// The tables that the codecs of a runtime have needed so far.
class TableSet {
 public:
  const CharacterTable& table(std::string_view name);

 private:
  std::vector<std::pair<const CodecData*, std::unique_ptr<CharacterTable>>> tables_;
};

class MultibyteCodec {
 public:
  virtual ~MultibyteCodec() = default;
  virtual Outcome decode(std::string_view data, size_t* position, State* state,
                         Text* out) const = 0;
  // `final`: no more text will follow, so that the first character of a possible pair is encoded
  // alone.
  virtual Outcome encode(const uint32_t* text, size_t length, size_t* position, bool final,
                         State* state, std::string* out) const = 0;
  // Brings the output back to its initial state.
  virtual void finish(State*, std::string*) const {}
};

// Null if there is no codec of this name.
std::unique_ptr<MultibyteCodec> new_stateless_codec(TableSet& tables, std::string_view name);
std::unique_ptr<MultibyteCodec> new_stateful_codec(TableSet& tables, std::string_view name);

void append_bytes(std::string* out, uint32_t bytes);
// The character or characters of a cell, which is not an illegal one.
void append_cell(const CharacterTable& table, uint16_t cell, Text* out);

}  // namespace pyro::multibyte
