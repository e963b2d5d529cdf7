#include "modules/faulthandler/dump.h"

#include <pthread.h>
#include <unistd.h>

#include <cstring>

#include "runtime/frame.h"
#include "runtime/str.h"

namespace pyro {

namespace {

constexpr int kMaxFrames = 100, kMaxThreads = 100;
constexpr word kMaxText = 500;

void write_bytes(int descriptor, const char* bytes, size_t count) {
  while (count > 0) {
    ssize_t written = ::write(descriptor, bytes, count);
    if (written <= 0) return;
    bytes += written;
    count -= static_cast<size_t>(written);
  }
}

void write_hexadecimal(int descriptor, uint64_t number, int width) {
  char digits[16];
  for (int i = width; i-- > 0; number >>= 4) digits[i] = "0123456789abcdef"[number & 15];
  write_bytes(descriptor, digits, static_cast<size_t>(width));
}

void write_character(int descriptor, uint32_t code) {
  if (code >= 0x20 && code < 0x7f) {
    char character = static_cast<char>(code);
    write_bytes(descriptor, &character, 1);
  } else if (code < 0x100) {
    write_text(descriptor, "\\x");
    write_hexadecimal(descriptor, code, 2);
  } else if (code < 0x10000) {
    write_text(descriptor, "\\u");
    write_hexadecimal(descriptor, code, 4);
  } else {
    write_text(descriptor, "\\U");
    write_hexadecimal(descriptor, code, 8);
  }
}

void write_str(int descriptor, Runtime* runtime, RawObject text) {
  if (!is_str(text) || (text.is_heap() && !runtime->heap()->contains(text))) {
    write_text(descriptor, "???");
    return;
  }
  StrData data = str_data(text);
  word length = std::min(data.length, kMaxText);
  for (word i = 0; i < length; i++) write_character(descriptor, data.at(i));
  if (data.length > kMaxText) write_text(descriptor, "...");
}

// The line of the instruction that the frame is at; reads the packed table, since unpacking it
// would need memory.
int line_of(const ActiveFrame* frame) {
  NumberReader reader(frame->block->packed_positions);
  int64_t position = frame->pc - frame->block->words.data();
  int64_t offset = 0, line = 0;
  int result = static_cast<int>(RawCode(frame->code.raw()).firstlineno());
  for (size_t count = reader.count(); count > 0 && reader.ok; count--) {
    offset += static_cast<int64_t>(reader.number());
    if (offset > position) break;
    line += reader.signed_number();
    for (int rest = 0; rest < 3; rest++) reader.signed_number();
    if (line > 0) result = static_cast<int>(line);
  }
  return result;
}

void write_frame(int descriptor, Runtime* runtime, const ActiveFrame* frame) {
  RawObject code = frame->code;
  if (!code.is_heap() || !runtime->heap()->contains(code) || !is_heap_code(code)) {
    write_text(descriptor, "  File ???\n");
    return;
  }
  write_text(descriptor, "  File \"");
  write_str(descriptor, runtime, RawCode(code.raw()).filename());
  write_text(descriptor, "\", line ");
  int line = line_of(frame);
  write_decimal(descriptor, static_cast<uint64_t>(std::max(line, 0)));
  write_text(descriptor, " in ");
  write_str(descriptor, runtime, RawCode(code.raw()).name());
  write_text(descriptor, "\n");
}

void write_frames(int descriptor, Thread* thread) {
  if (thread == nullptr || thread->frame == nullptr) {
    write_text(descriptor, "  <no Python frame>\n");
    return;
  }
  int count = 0;
  for (ActiveFrame* frame = thread->frame; frame != nullptr; frame = caller_of(thread, frame)) {
    if ((frame->flags & kFrameHidden) != 0) continue;
    if (count++ >= kMaxFrames) {
      write_text(descriptor, "  ...\n");
      return;
    }
    write_frame(descriptor, thread->runtime(), frame);
  }
}

}  // namespace

void write_text(int descriptor, const char* text) {
  write_bytes(descriptor, text, std::strlen(text));
}

void write_decimal(int descriptor, uint64_t number, int width) {
  char digits[20];
  int count = 0;
  do {
    digits[19 - count++] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0 || count < width);
  write_bytes(descriptor, digits + 20 - count, static_cast<size_t>(count));
}

Thread* calling_thread(Runtime* runtime) {
  uint64_t self = static_cast<uint64_t>(pthread_self());
  for (Thread* thread : runtime->threads()) {
    if (thread->identifier == self) return thread;
  }
  return nullptr;
}

void dump_stack(int descriptor, Thread* thread) {
  write_text(descriptor, "Stack (most recent call first):\n");
  write_frames(descriptor, thread);
}

void dump_all_stacks(int descriptor, Runtime* runtime) {
  Thread* current = calling_thread(runtime);
  const std::vector<Thread*>& threads = runtime->threads();
  int count = 0;
  for (size_t i = threads.size(); i-- > 0; count++) {
    if (count > 0) write_text(descriptor, "\n");
    if (count >= kMaxThreads) {
      write_text(descriptor, "...\n");
      return;
    }
    write_text(descriptor, threads[i] == current ? "Current thread 0x" : "Thread 0x");
    write_hexadecimal(descriptor, threads[i]->identifier, 16);
    write_text(descriptor, " (most recent call first):\n");
    write_frames(descriptor, threads[i]);
  }
}

}  // namespace pyro
