#pragma once

#include "modules/_io/io.h"

// The parts of TextIOWrapper: text_stream.cpp (set-up, attributes), text_read.cpp, text_write.cpp,
// text_position.cpp.

namespace pyro {

enum TextFlag : word {
  kTextLineBuffering = 1,
  kTextWriteThrough = 2,
  kTextReadUniversal = 4,
  kTextReadTranslate = 8,
  kTextWriteTranslate = 16,
  kTextSeekable = 32,
  kTextTelling = 64,
  kTextHasRead1 = 128,
  kTextDetached = 256,
  kTextReady = 512,
  kTextEncodingStarted = 1024,  // a byte order mark is not due any more
  kTextFinalizing = 1 << 20,
};

constexpr word kTextChunkSize = 8192;
// Bytes to be written are handed to the buffer when there are this many.

[[nodiscard]] bool text_check_ready(Thread* thread, const TextStream& self);
[[nodiscard]] bool text_check_open(Thread* thread, const TextStream& self);
// Sends what write() has collected to the buffer.
[[nodiscard]] bool text_flush_pending(Thread* thread, const TextStream& self);
// Sets encoder and decoder for the encoding.
[[nodiscard]] bool text_set_codec(Thread* thread, const TextStream& self);
void text_forget_decoded(const TextStream& self);
// Makes the stream's decoder work on bytes: str.
RawObject text_decode(Thread* thread, const TextStream& self, const Object& input, bool final);
// Reads and decodes the next chunk. 1: got something, 0: end of file, -1: error.
int text_read_chunk(Thread* thread, const TextStream& self, word size_hint);
RawObject text_read_line(Thread* thread, const TextStream& self, word limit);
RawObject text_write(Thread* thread, const TextStream& self, const Object& text);
RawObject text_flush(Thread* thread, const TextStream& self);

}  // namespace pyro
