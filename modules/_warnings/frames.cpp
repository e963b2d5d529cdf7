#include "modules/frames.h"

namespace pyro {

int frame_line_NoGC(const ActiveFrame* frame) {
  RawCode code(frame->code.raw());
  uint32_t offset = static_cast<uint32_t>(frame->pc - frame->block->words.data());
  int line = static_cast<int>(code.firstlineno());
  for (const PositionRange& range : frame->block->positions()) {
    if (range.offset > offset) break;
    if (range.line > 0) line = range.line;
  }
  return line;
}

}  // namespace pyro
