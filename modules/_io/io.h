#pragma once

#include "modules/support.h"
#include "runtime/buffer.h"

// Streams (library reference, "io").
//
// Three layers, as in the library: FileIO makes system calls; Buffered (reader, writer, random
// access) collects bytes; TextStream (TextIOWrapper) encodes and decodes. BytesIO and StringIO live
// in memory. Every layer talks to the one below through Python method calls, so that any object
// will do, except where it finds an exact FileIO or an exact Buffered below: then it calls the C++
// function directly.
//
// Buffers are heap objects and move; data passes through native memory where a system call may let
// other threads run.
//
// Finalisation. A stream that dies open closes itself. When a whole chain dies at once, the upper
// layers must flush first, and the collector promises no order; so a layer that wraps an exact
// FileIO or Buffered marks it as owned, and the finalizer of an owned stream leaves the matter to
// its owner.

namespace pyro {

enum class IoType : uint8_t {
  kIOBase,
  kRawIOBase,
  kBufferedIOBase,
  kTextIOBase,
  kFileIO,
  kBytesIO,
  kBuffered,
  kReader,
  kWriter,
  kRandom,
  kNewlineDecoder,
  kStringIO,
  kTextStream,
  kUnsupportedOperation,
  kCount
};
RawObject io_type(Thread* thread, IoType type);
inline bool is_exact_io(Thread* thread, RawObject value, IoType type) {
  return value.is_heap() && thread->runtime()->type_of(value) == io_type(thread, type);
}

constexpr word kDefaultBufferSize = 8192;

// io.UnsupportedOperation.
RawObject raise_unsupported(Thread* thread, const char* message);
RawObject raise_closed(Thread* thread);
// An instance of a stream type; registered for finalisation if `finalizable`.
RawObject new_stream(Thread* thread, RawObject type, bool finalizable);
// The attribute "closed" as a truth value.
Truth stream_closed(Thread* thread, const Object& stream);
// Truth of a method call without arguments: readable(), seekable() ...
Truth ask_stream(Thread* thread, const Object& stream, const char* method);
// An optional size argument: None and -1 mean "no limit" (-1). TypeError "argument should be
// integer or None, not 'X'".
[[nodiscard]] bool size_argument(Thread* thread, RawObject argument, word* size);
// "cannot pickle 'X' object".
RawObject raise_no_pickling(Thread* thread, RawObject self);
// ResourceWarning "unclosed file ..."; errors are reported.
void warn_unclosed(Thread* thread, const Object& source);

// --- FileIO

enum FileFlag : word {
  kFileCreated = 1,
  kFileReadable = 2,
  kFileWritable = 4,
  kFileAppending = 8,
  kFileCloseDescriptor = 16,
  kFileOwned = 32,
  kFileFinalizing = 64
};
// FileIO(file, mode, closefd, opener) of the exact type.
RawObject new_file_io(Thread* thread, const Object& file, const char* mode, bool close_descriptor,
                      const Object& opener, bool owned);
// Reads at most `size` bytes; -1 with an exception pending, -2 if the call would block.
word file_read(Thread* thread, const FileIO& file, void* target, word size);
word file_write(Thread* thread, const FileIO& file, const void* source, word size);
bool file_isatty(Thread* thread, RawFileIO file);
void set_owned(Thread* thread, RawObject stream, bool owned);

// --- Buffered

enum BufferedFlag : word {
  kBufferedReadable = 1,
  kBufferedWritable = 2,
  kBufferedOwned = 4,
  kBufferedFinalizing = 8,
  kBufferedDetached = 16
};
RawObject new_buffered(Thread* thread, IoType type, const Object& raw, word size, bool owned);
// bytes of at most `size` (-1: all), with as few system calls as possible if `once`.
RawObject buffered_read(Thread* thread, const Buffered& self, word size);
RawObject buffered_read1(Thread* thread, const Buffered& self, word size);
RawObject buffered_write(Thread* thread, const Buffered& self, const Object& data);
[[nodiscard]] bool buffered_flush(Thread* thread, const Buffered& self);

// --- text

enum class TextCodec : word { kGeneric, kUtf8, kAscii, kLatin1 };
TextCodec builtin_text_codec(std::string_view encoding);
// EncodingWarning (PEP 597) if -X warn_default_encoding asks for it. False: an exception is
// pending.
[[nodiscard]] bool warn_of_default_encoding(Thread* thread, int stack_level);
RawObject new_text_stream(Thread* thread, const Object& buffer, const Object& encoding,
                          const Object& errors, const Object& newline, bool line_buffering);

enum NewlineFlag : word {
  kNewlineTranslate = 1,
  kNewlinePendingCr = 2,
  kNewlineSeenCr = 4,
  kNewlineSeenLf = 8,
  kNewlineSeenCrLf = 16,
  kNewlineUniversal = 32
};
// What a decoder makes of `input` (bytes, or str when it wraps none): a str.
RawObject newline_decode(Thread* thread, const NewlineDecoder& self, const Object& input,
                         bool final);
// Line ends seen so far: None, a str or a tuple of strs.
RawObject newlines_seen(Thread* thread, word flags);
// Translates \r\n and \r in exact text; notes what it saw.
RawObject translate_newlines(Thread* thread, const Object& text, bool translate, word* flags);
RawObject new_newline_decoder(Thread* thread, const Object& decoder, TextCodec codec,
                              const Object& errors, bool universal, bool translate);

// Position behind the first line end in text[start, end), or -1. `newline` as in TextIOWrapper;
// translated: only \n counts.
word find_line_end_NoGC(const StrData& text, word start, word end, bool translated, bool universal,
                        std::string_view newline);

// Acquires the memory that `method` is to fill: TypeError "readinto() argument must be read-write
// bytes-like object, not X".
[[nodiscard]] bool acquire_target(Thread* thread, BufferView* view, const Object& target,
                                  const char* method);

}  // namespace pyro
