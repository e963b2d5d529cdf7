#include "runtime/code_block.h"

#include <algorithm>

namespace pyro {

void put_number(std::string* out, uint64_t value) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

void put_signed(std::string* out, int64_t value) {
  put_number(out, static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63));
}

uint64_t NumberReader::number() {
  uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (position_ >= data_.size()) break;
    uint8_t byte = static_cast<uint8_t>(data_[position_++]);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  ok = false;
  return 0;
}

int64_t NumberReader::signed_number() {
  uint64_t value = number();
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
}

size_t NumberReader::count() {
  uint64_t value = number();
  if (value > data_.size() - position_) ok = false;
  return ok ? static_cast<size_t>(value) : 0;
}

std::string pack_positions(const std::vector<PositionRange>& positions) {
  std::string out;
  put_number(&out, positions.size());
  uint32_t offset = 0;
  int32_t line = 0;
  for (const PositionRange& entry : positions) {
    put_number(&out, entry.offset - offset);
    put_signed(&out, entry.line - line);
    put_signed(&out, entry.end_line - entry.line);
    put_signed(&out, entry.column);
    put_signed(&out, entry.end_column);
    offset = entry.offset;
    line = entry.line;
  }
  out.shrink_to_fit();
  return out;
}

bool unpack_positions(std::string_view packed, std::vector<PositionRange>* positions) {
  NumberReader reader(packed);
  size_t count = reader.count();
  positions->reserve(count);
  uint32_t offset = 0;
  int32_t line = 0;
  for (size_t i = 0; i < count && reader.ok; i++) {
    offset += static_cast<uint32_t>(reader.number());
    line += static_cast<int32_t>(reader.signed_number());
    int32_t end_line = line + static_cast<int32_t>(reader.signed_number());
    int32_t column = static_cast<int32_t>(reader.signed_number());
    int32_t end_column = static_cast<int32_t>(reader.signed_number());
    positions->push_back({offset, line, end_line, column, end_column});
  }
  return reader.ok && reader.at_end();
}

const std::vector<PositionRange>& CodeBlock::positions() const {
  // Checked when the block was made.
  if (positions_.empty() && !unpack_positions(packed_positions, &positions_)) positions_.clear();
  return positions_;
}

const PositionRange* CodeBlock::position_at(int64_t offset) const {
  const std::vector<PositionRange>& all = positions();
  auto after = std::upper_bound(
      all.begin(), all.end(), offset,
      [](int64_t value, const PositionRange& range) { return value < int64_t{range.offset}; });
  return after == all.begin() ? nullptr : &*(after - 1);
}

}  // namespace pyro
