#pragma once

#include <cstdint>
#include <span>

// The generated tables of the stateless codecs (tools/gen_multibyte.py), as they lie in the
// program.
//
// A cell of a grid says what a lead and a trail byte mean:
//   0               nothing: an error of one byte
//   1               nothing: an error of two bytes
//   D800 .. DFFF    entry n of the codec's extras: a character beyond U+FFFF, or two characters
//   everything else the character

namespace pyro::multibyte {

struct Grid {
  uint8_t lead_first, lead_last, trail_first, trail_last;
  const uint16_t* cells;  // row by row; null: an empty grid
};

struct Extra {
  uint32_t first, second;  // second 0: a single character
};

struct Patch {
  uint16_t bytes, cell;  // replaces a cell of the base codec's grid
};

struct Override {
  uint32_t character, bytes;  // bytes 0: the character cannot be encoded
};

struct FourByteRun {
  uint32_t number, character, length;
};

constexpr uint16_t kIllegalCell = 0, kIllegalPairCell = 1, kFirstExtraCell = 0xd800,
                   kLastExtraCell = 0xdfff;
constexpr uint16_t kLeadByte = 0xffff, kIllegalByte = 0xfffe;

struct CodecData {
  const char* name;
  int base;                 // index of the codec whose grids and extras this one shares, or -1
  Grid two, three;          // three: behind the lead byte 8F of EUC
  const uint16_t* singles;  // 256: a character, kLeadByte or kIllegalByte
  const Extra* extras;
  int extra_count;
  const Patch* patches;
  int patch_count;
  const Override*
      overrides;  // where encoding does not give the first bytes that decode to a character
  int override_count;
};

std::span<const CodecData> codec_data();
// Four-byte codes of GB 18030 in the basic plane, in ascending order.
std::span<const FourByteRun> four_byte_runs();

}  // namespace pyro::multibyte
