#include "modules/_multibytecodec/character_table.h"

namespace pyro::multibyte {

namespace {

uint16_t look_up(const Grid& grid, uint8_t lead, uint8_t trail) {
  if (grid.cells == nullptr || lead < grid.lead_first || lead > grid.lead_last ||
      trail < grid.trail_first || trail > grid.trail_last) {
    return kIllegalCell;
  }
  int width = grid.trail_last - grid.trail_first + 1;
  return grid.cells[(lead - grid.lead_first) * width + (trail - grid.trail_first)];
}

template <typename Visit>
void for_each_cell(const Grid& grid, Visit visit) {
  if (grid.cells == nullptr) return;
  const uint16_t* cell = grid.cells;
  for (unsigned lead = grid.lead_first; lead <= grid.lead_last; lead++) {
    for (unsigned trail = grid.trail_first; trail <= grid.trail_last; trail++) {
      visit(lead << 8 | trail, *cell++);
    }
  }
}

}  // namespace

CharacterTable::CharacterTable(const CodecData& data)
    : data_(data), two_(&data.two), three_(&data.three), extras_(data.extras) {
  if (data.base >= 0) {
    const CodecData& base = codec_data()[static_cast<size_t>(data.base)];
    extras_ = base.extras;
    if (three_->cells == nullptr) three_ = &base.three;
    copy_patched_grid(base);
  }
  for (unsigned byte = 0; byte < 256; byte++) {
    if (single(static_cast<uint8_t>(byte)) < kIllegalByte)
      set(single(static_cast<uint8_t>(byte)), byte, false);
  }
  for_each_cell(*two_, [&](uint32_t bytes, uint16_t cell) { add(cell, bytes); });
  for_each_cell(*three_, [&](uint32_t bytes, uint16_t cell) { add(cell, 0x8f0000 | bytes); });
  for (int i = 0; i < data.override_count; i++)
    set(data.overrides[i].character, data.overrides[i].bytes, true);
}

void CharacterTable::copy_patched_grid(const CodecData& base) {
  constexpr size_t kRow = 256;
  patched_cells_.assign(128 * kRow, kIllegalCell);
  auto place = [&](uint32_t bytes) -> uint16_t& { return patched_cells_[bytes - 0x8000]; };
  for_each_cell(base.two, [&](uint32_t bytes, uint16_t cell) { place(bytes) = cell; });
  for (int i = 0; i < data_.patch_count; i++) place(data_.patches[i].bytes) = data_.patches[i].cell;
  patched_grid_ = {0x80, 0xff, 0, 0xff, patched_cells_.data()};
  two_ = &patched_grid_;
}

void CharacterTable::add(uint16_t cell, uint32_t bytes) {
  if (cell <= kIllegalPairCell) return;
  if (cell < kFirstExtraCell || cell > kLastExtraCell) return set(cell, bytes, false);
  const Extra& text = extra(cell);
  if (text.second == 0) {
    set(text.first, bytes, false);
  } else {
    pairs_.push_back({text.first, text.second, bytes});
  }
}

void CharacterTable::set(uint32_t character, uint32_t bytes, bool replace) {
  size_t page = character >> 8;
  if (page >= pages_.size()) pages_.resize(page + 1);
  if (pages_[page] == nullptr) pages_[page] = std::make_unique<uint32_t[]>(256);
  uint32_t& entry = pages_[page][character & 255];
  if (replace || entry == 0) entry = bytes;
}

uint16_t CharacterTable::cell(uint8_t lead, uint8_t trail) const {
  return look_up(*two_, lead, trail);
}

uint16_t CharacterTable::three_byte_cell(uint8_t second, uint8_t third) const {
  return look_up(*three_, second, third);
}

uint32_t CharacterTable::bytes_of(uint32_t character) const {
  size_t page = character >> 8;
  if (page >= pages_.size() || pages_[page] == nullptr) return 0;
  return pages_[page][character & 255];
}

uint32_t CharacterTable::bytes_of_pair(uint32_t first, uint32_t second) const {
  for (const Pair& pair : pairs_) {
    if (pair.first == first && pair.second == second) return pair.bytes;
  }
  return 0;
}

bool CharacterTable::begins_pair(uint32_t character) const {
  for (const Pair& pair : pairs_) {
    if (pair.first == character) return true;
  }
  return false;
}

}  // namespace pyro::multibyte
