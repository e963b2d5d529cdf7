#pragma once

#include <memory>
#include <vector>

#include "modules/_multibytecodec/tables.h"

// The mapping of one stateless codec, ready for use in both directions. The way from bytes to
// characters is the generated grid itself; the way back is built from it when the codec is first
// asked for: pages of 256 characters, each entry the bytes as a big-endian number.

namespace pyro::multibyte {

class CharacterTable {
 public:
  explicit CharacterTable(const CodecData& data);

  uint16_t single(uint8_t byte) const { return data_.singles[byte]; }
  uint16_t cell(uint8_t lead, uint8_t trail) const;
  uint16_t three_byte_cell(uint8_t second, uint8_t third) const;
  const Extra& extra(uint16_t cell) const { return extras_[cell - kFirstExtraCell]; }

  // 0: not encodable.
  uint32_t bytes_of(uint32_t character) const;
  // The bytes of two characters that are encoded together, or 0.
  uint32_t bytes_of_pair(uint32_t first, uint32_t second) const;
  // Is it the first of such a pair?
  bool begins_pair(uint32_t character) const;

 private:
  struct Pair {
    uint32_t first, second, bytes;
  };
  void copy_patched_grid(const CodecData& base);
  void add(uint16_t cell, uint32_t bytes);
  void set(uint32_t character, uint32_t bytes, bool replace);

  const CodecData& data_;
  const Grid* two_;
  const Grid* three_;
  const Extra* extras_;
  Grid patched_grid_{};
  std::vector<uint16_t> patched_cells_;
  std::vector<std::unique_ptr<uint32_t[]>> pages_;
  std::vector<Pair> pairs_;
};

}  // namespace pyro::multibyte
