#include <cerrno>
#include <vector>

#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "modules/blocking.h"
#include "runtime/buffer.h"
#include "runtime/wait_queues.h"

// Buffered streams.
//
// One buffer serves for reading or for writing, never both at once. Bytes [position, read_end) were
// read from the raw stream and not handed out yet; bytes [0, write_end) wait to be written.
// `absolute` is where the raw stream stands; the stream's own position is that minus what was read
// ahead, plus what waits.

namespace pyro {

namespace {

word unread(RawBuffered self) { return self.read_end() - self.position(); }

void drop_read(RawBuffered self) {
  self.set_position(0);
  self.set_read_end(0);
}

bool raw_is_file(Thread* thread, RawBuffered self) {
  return is_exact_io(thread, self.raw(), IoType::kFileIO);
}

// True if the raw stream may be read by a direct call; raises if that FileIO cannot be read.
bool check_direct(Thread* thread, RawBuffered self, word needed, const char* action) {
  RawFileIO file = RawFileIO::cast(self.raw());
  if (file.fd() < 0) {
    raise_value_error(thread, "I/O operation on closed file");
    return false;
  }
  if ((file.flags() & needed) != 0) return true;
  raise_unsupported(thread, (std::string("File not open for ") + action).c_str());
  return false;
}

// Makes the pending exception the cause of an OSError.
void raise_from_pending(Thread* thread, const char* message) {
  BaseException cause(thread, thread->take_exception());
  raise(thread, Exc::kOSError, message);
  RawBaseException error = RawBaseException::cast(thread->pending_exception());
  error.set_cause(*cause);
  error.set_context(*cause);
  error.set_suppress(RawObject::true_object());
}

// Reads at most `size` bytes from the raw stream into native memory: the count, -1 error, -2 would
// block.
word raw_read(Thread* thread, const Buffered& self, char* target, word size) {
  word count;
  if (raw_is_file(thread, *self)) {
    if (!check_direct(thread, *self, kFileReadable, "reading")) return -1;
    FileIO file(thread, self->raw());
    count = file_read(thread, file, target, size);
  } else {
    Object raw(thread, self->raw());
    Object memory(thread, new_byte_array(thread, nullptr, 0));
    GrowingBytes bytes(thread, *memory);
    if (!growing_resize(thread, bytes, size)) return -1;
    Object view(thread, new_memory_view(thread, memory));
    if (view->is_error()) return -1;
    Object result(thread, call_named(thread, raw, "readinto", view));
    if (result->is_error()) return -1;
    if (result->is_none()) return -2;
    if (!index_as_word(thread, result, OnOverflow::kClip, &count)) {
      raise_from_pending(thread, "raw readinto() failed");
      return -1;
    }
    if (count < 0 || count > size || count > bytes->length()) {
      raise(thread, Exc::kOSError,
            "raw readinto() returned invalid length %ld (should have been between 0 and %ld)",
            count, size);
      return -1;
    }
    std::memcpy(target, growing_data_NoGC(*bytes), static_cast<size_t>(count));
  }
  if (count > 0 && self->absolute() >= 0) self->set_absolute(self->absolute() + count);
  return count;
}

word raw_write(Thread* thread, const Buffered& self, const char* source, word size) {
  word count;
  if (raw_is_file(thread, *self)) {
    if (!check_direct(thread, *self, kFileWritable, "writing")) return -1;
    FileIO file(thread, self->raw());
    count = file_write(thread, file, source, size);
  } else {
    Object raw(thread, self->raw());
    Object data(thread, new_bytes(thread, source, size));
    Object view(thread, new_memory_view(thread, data));
    if (view->is_error()) return -1;
    Object result(thread, call_method(thread, raw, Symbol::kwrite, view));
    if (result->is_error()) return -1;
    if (result->is_none()) return -2;
    if (!index_as_word(thread, result, OnOverflow::kClip, &count)) return -1;
    if (count < 0 || count > size) {
      raise(thread, Exc::kOSError,
            "raw write() returned invalid length %ld (should have been between 0 and %ld)", count,
            size);
      return -1;
    }
  }
  if (count > 0 && self->absolute() >= 0) self->set_absolute(self->absolute() + count);
  return count;
}

// Where the raw stream is, asked for if not known; -1 with an exception pending.
word raw_tell(Thread* thread, const Buffered& self) {
  Object raw(thread, self->raw());
  Object result(thread, call_named(thread, raw, "tell"));
  word position;
  if (result->is_error() || !index_as_word(thread, result, OnOverflow::kOverflowError, &position))
    return -1;
  if (position < 0) {
    raise(thread, Exc::kOSError, "Raw stream returned invalid position %ld", position);
    return -1;
  }
  self->set_absolute(position);
  return position;
}

word raw_seek(Thread* thread, const Buffered& self, const Object& target, int whence) {
  Object raw(thread, self->raw());
  Object whence_object(thread, RawObject::from_small_int(whence));
  Object result(thread, call_named(thread, raw, "seek", target, whence_object));
  word position;
  if (result->is_error() || !index_as_word(thread, result, OnOverflow::kOverflowError, &position))
    return -1;
  if (position < 0) {
    raise(thread, Exc::kOSError, "Raw stream returned invalid position %ld", position);
    return -1;
  }
  self->set_absolute(position);
  return position;
}

// Before a switch from reading to writing: the raw stream goes back to where the program thinks it
// is.
bool rewind_raw(Thread* thread, const Buffered& self) {
  word ahead = unread(*self);
  drop_read(*self);
  if (ahead == 0) return true;
  Object offset(thread, RawObject::from_small_int(-ahead));
  return raw_seek(thread, self, offset, 1) >= 0;
}

RawObject raise_would_block(Thread* thread, word written) {
  Tuple args(thread, new_tuple(thread, 3));
  tuple_init(*args, 0, RawObject::from_small_int(EAGAIN));
  RawObject text = new_str_ascii(thread, "write could not complete without blocking");
  tuple_init(*args, 1, text);
  tuple_init(*args, 2, RawObject::from_small_int(written));
  Object type(thread, exc_type(thread, Exc::kBlockingIOError));
  Object none(thread, RawObject::none());
  Object exception(thread, call_with(thread, type, args, none));
  return exception->is_error() ? *exception : raise_object(thread, exception);
}

// More bytes than this no object can hold; how many are read at once at most, since a size may be a
// wish only.
constexpr word kMostBytes = word{1} << 40, kLargestStep = word{1} << 24;

char* buffer_data(RawBuffered self) {
  return reinterpret_cast<char*>(byte_buffer_data(self.buffer()));
}

// Fills the empty buffer with one raw read: count, -1 error, -2 would block.
word fill(Thread* thread, const Buffered& self) {
  word size = self->size();
  char small[kDefaultBufferSize];
  std::vector<char> large(size > kDefaultBufferSize ? static_cast<size_t>(size) : 0);
  char* memory = size > kDefaultBufferSize ? large.data() : small;
  drop_read(*self);
  word count = raw_read(thread, self, memory, size);
  if (count <= 0) return count;
  std::memcpy(buffer_data(*self), memory, static_cast<size_t>(count));
  self->set_read_end(count);
  return count;
}

// Marks the stream as busy with this thread; waits until no other is inside. A signal handler or a
// raw stream that calls back from within finds it so.
bool enter(Thread* thread, const Buffered& self) {
  word me = thread->number + 1;
  if (self->owner() == me) {
    Object object(thread, *self);
    raise(thread, Exc::kRuntimeError, "reentrant call inside %R", &object);
    return false;
  }
  WaitQueues* queues = thread->runtime()->wait_queues();
  // After fork() a stream may belong to a thread that the child does not have, and at the end to
  // one that sleeps for ever.
  while (self->owner() != 0 && !thread->runtime()->finalizing &&
         thread->runtime()->thread_with_number(self->owner() - 1) != nullptr) {
    if (self->waiters() == 0) self->set_waiters(queues->new_key());
    queues->wait(thread, self->waiters(), kNoDeadline);
    if (run_pending(thread)) continue;
    queues->wake_one(self->waiters());  // it may have been this thread's turn
    return false;
  }
  self->set_owner(me);
  return true;
}
void leave(Thread* thread, const Buffered& self) {
  self->set_owner(0);
  thread->runtime()->wait_queues()->wake_one(self->waiters());
}

class Busy {
 public:
  Busy(Thread* thread, const Buffered& self)
      : thread_(thread), self_(self), ok_(enter(thread, self)) {}
  ~Busy() {
    if (ok_) leave(thread_, self_);
  }
  bool ok() const { return ok_; }

 private:
  Thread* thread_;
  const Buffered& self_;
  bool ok_;
};

bool flush_writes(Thread* thread, const Buffered& self) {
  while (self->write_end() > 0) {
    std::string data(buffer_data(*self), static_cast<size_t>(self->write_end()));
    word count = raw_write(thread, self, data.data(), static_cast<word>(data.size()));
    if (count == -1) return false;
    if (count == -2) {
      raise_would_block(thread, 0);
      return false;
    }
    word left = self->write_end() - count;
    std::memmove(buffer_data(*self), buffer_data(*self) + count,
                 static_cast<size_t>(std::max<word>(left, 0)));
    self->set_write_end(std::max<word>(left, 0));
    // Partial writes can result from signals.
    if (left > 0 && !run_pending(thread)) return false;
  }
  return true;
}

// Takes up to `size` bytes out of the buffer.
void take_buffered(RawBuffered self, std::string* out, word size) {
  word count = std::min(unread(self), size);
  out->append(buffer_data(self) + self.position(), static_cast<size_t>(count));
  self.set_position(self.position() + count);
}

RawObject read_all(Thread* thread, const Buffered& self) {
  std::string all;
  take_buffered(*self, &all, unread(*self));
  drop_read(*self);
  Object raw(thread, self->raw());
  Object method_name(thread, intern_ascii(thread, "readall"));
  Object method(thread, find_attribute(thread, raw, method_name));
  if (method->is_error()) return *method;
  self->set_absolute(-1);
  if (!method->is_unbound()) {
    Object rest(thread, call(thread, method));
    if (rest->is_error()) return *rest;
    if (rest->is_none()) return all.empty() ? *rest : new_bytes(thread, all);
    if (!is_bytes(*rest)) return raise_type_error(thread, "readall() should return bytes");
    if (all.empty()) return *rest;
    RawObject exact = underlying_value(*rest);
    all += bytes_data(exact);
    return new_bytes(thread, all);
  }
  Object chunk(thread, RawObject::none());
  while (true) {
    chunk = call_method(thread, raw, Symbol::kread);
    if (chunk->is_error()) return *chunk;
    if (!chunk->is_none() && !is_bytes(*chunk))
      return raise_type_error(thread, "read() should return bytes");
    bool empty = chunk->is_none() || length(thread, chunk) == 0;
    if (empty) return all.empty() ? *chunk : new_bytes(thread, all);
    RawObject exact = underlying_value(*chunk);
    all += bytes_data(exact);
  }
}

}  // namespace

RawObject new_buffered(Thread* thread, IoType type, const Object& raw, word size, bool owned) {
  Buffered self(thread, new_stream(thread, io_type(thread, type), !owned));
  word flags = owned ? kBufferedOwned : 0;
  if (type != IoType::kWriter) flags |= kBufferedReadable;
  if (type != IoType::kReader) flags |= kBufferedWritable;
  self->set_flags(flags);
  self->set_owner(0);
  self->set_waiters(0);
  self->set_size(size);
  drop_read(*self);
  self->set_write_end(0);
  self->set_absolute(-1);
  RawObject buffer = new_byte_buffer(thread, size);
  if (buffer.is_error()) return buffer;
  self->set_buffer(buffer);
  self->set_raw(*raw);
  set_owned(thread, *raw, true);
  return *self;
}

bool buffered_flush(Thread* thread, const Buffered& self) {
  Busy busy(thread, self);
  return busy.ok() && flush_writes(thread, self);
}

RawObject buffered_read(Thread* thread, const Buffered& self, word size) {
  if (size >= 0 && size <= unread(*self) && size <= 4096) {
    char copy[4096];
    std::memcpy(copy, buffer_data(*self) + self->position(), static_cast<size_t>(size));
    self->set_position(self->position() + size);
    return new_bytes(thread, copy, size);
  }
  Busy busy(thread, self);
  if (!busy.ok() || !flush_writes(thread, self)) return RawObject::error();
  if (size < 0) return read_all(thread, self);
  if (size > kMostBytes) return raise_memory_error(thread);
  std::string result;
  take_buffered(*self, &result, size);
  while (static_cast<word>(result.size()) < size) {
    word wanted = size - static_cast<word>(result.size()), count;
    if (wanted >= self->size()) {
      // Whole blocks go past the buffer.
      word direct =
          std::min(wanted, std::max(kLargestStep, self->size())) / self->size() * self->size();
      size_t used = result.size();
      result.resize(used + static_cast<size_t>(direct));
      drop_read(*self);
      count = raw_read(thread, self, result.data() + used, direct);
      result.resize(used + static_cast<size_t>(std::max<word>(count, 0)));
    } else {
      count = fill(thread, self);
      if (count > 0) take_buffered(*self, &result, wanted);
    }
    if (count == -1) return RawObject::error();
    if (count == -2 && result.empty()) return RawObject::none();
    if (count <= 0) break;
  }
  return new_bytes(thread, result);
}

RawObject buffered_read1(Thread* thread, const Buffered& self, word size) {
  if (size < 0) size = self->size();
  if (size == 0) return new_bytes(thread, "", 0);
  Busy busy(thread, self);
  if (!busy.ok() || !flush_writes(thread, self)) return RawObject::error();
  std::string result;
  if (unread(*self) > 0) {
    take_buffered(*self, &result, size);
    return new_bytes(thread, result);
  }
  if (size > kMostBytes) return raise_memory_error(thread);
  drop_read(*self);
  size = std::min(size, std::max(kLargestStep, self->size()));
  result.resize(static_cast<size_t>(size));
  word count = raw_read(thread, self, result.data(), size);
  if (count == -1) return RawObject::error();
  return new_bytes(thread, result.data(), std::max<word>(count, 0));
}

RawObject buffered_write(Thread* thread, const Buffered& self, const Object& data) {
  BufferView view(thread);
  if (!view.acquire(data)) return RawObject::error();
  Busy busy(thread, self);
  if (!busy.ok() || !rewind_raw(thread, self)) return RawObject::error();
  word size = view.size();
  if (size <= self->size() - self->write_end()) {
    std::memcpy(buffer_data(*self) + self->write_end(), view.data_NoGC(),
                static_cast<size_t>(size));
    self->set_write_end(self->write_end() + size);
    return RawObject::from_small_int(size);
  }
  std::string rest = view.copy();
  if (!flush_writes(thread, self)) {
    // What fits is kept, so that a non-blocking stream loses nothing it has accepted.
    if (!pending_matches(thread, Exc::kBlockingIOError)) return RawObject::error();
    thread->take_exception();
    word room = self->size() - self->write_end(), kept = std::min(room, size);
    std::memcpy(buffer_data(*self) + self->write_end(), rest.data(), static_cast<size_t>(kept));
    self->set_write_end(self->write_end() + kept);
    return kept == size ? RawObject::from_small_int(size) : raise_would_block(thread, kept);
  }
  word done = 0;
  while (size - done > self->size()) {
    word count = raw_write(thread, self, rest.data() + done, size - done);
    if (count == -1) return RawObject::error();
    if (count == -2) {
      word kept = std::min(size - done, self->size());
      std::memcpy(buffer_data(*self), rest.data() + done, static_cast<size_t>(kept));
      self->set_write_end(kept);
      return done + kept == size ? RawObject::from_small_int(size)
                                 : raise_would_block(thread, done + kept);
    }
    done += count;
    if (!run_pending(thread)) return RawObject::error();
  }
  std::memcpy(buffer_data(*self), rest.data() + done, static_cast<size_t>(size - done));
  self->set_write_end(size - done);
  return RawObject::from_small_int(size);
}

namespace natives {

namespace {

bool check_ready(Thread* thread, const Buffered& self) {
  if (!self->raw().is_none()) return true;
  bool detached =
      self->at(RawBuffered::kFlagsIndex).is_small_int() && (self->flags() & kBufferedDetached) != 0;
  raise_value_error(
      thread, detached ? "raw stream has been detached" : "I/O operation on uninitialized object");
  return false;
}

Truth raw_closed(Thread* thread, const Buffered& self) {
  if (raw_is_file(thread, *self)) return truth_of(RawFileIO::cast(self->raw()).fd() < 0);
  Object raw(thread, self->raw());
  return stream_closed(thread, raw);
}

bool check_open(Thread* thread, const Buffered& self, const char* message) {
  if (!check_ready(thread, self)) return false;
  Truth closed = raw_closed(thread, self);
  if (closed == Truth::kTrue && unread(*self) == 0)
    raise_value_error(thread, "%s", message);
  else if (closed == Truth::kTrue)
    raise_value_error(thread, "%s", message);
  return closed == Truth::kFalse;
}

bool check_ability(Thread* thread, const Buffered& self, word flag, const char* operation) {
  if ((self->flags() & flag) != 0) return true;
  raise_unsupported(thread, operation);
  return false;
}

bool check_raw(Thread* thread, const Object& raw, const char* method, const char* message) {
  Truth able = ask_stream(thread, raw, method);
  if (able == Truth::kFalse) raise_unsupported(thread, message);
  return able == Truth::kTrue;
}

RawObject initialize(Thread* thread, Arguments arguments, IoType type) {
  Buffered self(thread, arguments[0]);
  Object raw(thread, arguments[1]);
  Object size_object(thread, arguments[2]);
  word size;
  self->set_raw(RawObject::none());
  if (!index_as_word(thread, size_object, OnOverflow::kOverflowError, &size))
    return RawObject::error();
  if (type == IoType::kRandom &&
      !check_raw(thread, raw, "seekable", "File or stream is not seekable."))
    return RawObject::error();
  if (type != IoType::kWriter &&
      !check_raw(thread, raw, "readable", "File or stream is not readable."))
    return RawObject::error();
  if (type != IoType::kReader &&
      !check_raw(thread, raw, "writable", "File or stream is not writable."))
    return RawObject::error();
  if (size <= 0) return raise_value_error(thread, "buffer size must be strictly positive");
  if (size > kMostBytes) return raise_memory_error(thread);
  RawObject buffer = new_byte_buffer(thread, size);
  if (buffer.is_error()) return buffer;
  self->set_buffer(buffer);
  self->set_size(size);
  self->set_flags((type != IoType::kWriter ? kBufferedReadable : 0) |
                  (type != IoType::kReader ? kBufferedWritable : 0));
  drop_read(*self);
  self->set_write_end(0);
  self->set_absolute(-1);
  self->set_raw(*raw);
  set_owned(thread, *raw, true);
  return RawObject::none();
}

RawObject forward(Thread* thread, Arguments arguments, const char* method) {
  Buffered self(thread, arguments[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  Object raw(thread, self->raw());
  return call_named(thread, raw, method);
}
RawObject forward_attribute(Thread* thread, Arguments arguments, const char* name) {
  Buffered self(thread, arguments[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  Object raw(thread, self->raw());
  return attribute_named(thread, raw, name);
}

}  // namespace

RawObject io__Buffered___new__(Thread* thread, Arguments arguments) {
  Buffered self(thread, new_stream(thread, arguments[0], true));
  self->set_flags(0);
  self->set_owner(0);
  self->set_waiters(0);
  self->set_size(0);
  drop_read(*self);
  self->set_write_end(0);
  self->set_absolute(-1);
  return *self;
}
RawObject io_BufferedReader___init__(Thread* thread, Arguments a) {
  return initialize(thread, a, IoType::kReader);
}
RawObject io_BufferedWriter___init__(Thread* thread, Arguments a) {
  return initialize(thread, a, IoType::kWriter);
}
RawObject io_BufferedRandom___init__(Thread* thread, Arguments a) {
  return initialize(thread, a, IoType::kRandom);
}

RawObject io__Buffered_detach(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object object(thread, *self);
  if (!check_ready(thread, self) || call_method(thread, object, Symbol::kflush).is_error())
    return RawObject::error();
  Object raw(thread, self->raw());
  self->set_raw(RawObject::none());
  self->set_flags(self->flags() | kBufferedDetached);
  set_owned(thread, *raw, false);
  return *raw;
}

RawObject io__Buffered_flush(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  if (!check_open(thread, self, "flush of closed file")) return RawObject::error();
  if ((self->flags() & kBufferedWritable) == 0) {
    Object raw(thread, self->raw());
    return raw_is_file(thread, *self) ? RawObject::none()
                                      : call_method(thread, raw, Symbol::kflush);
  }
  Busy busy(thread, self);
  if (!busy.ok() || !flush_writes(thread, self)) return RawObject::error();
  return none_or_error((self->flags() & kBufferedReadable) == 0 || rewind_raw(thread, self));
}

RawObject io__Buffered_close(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  Truth closed = raw_closed(thread, self);
  if (closed != Truth::kFalse)
    return closed == Truth::kError ? RawObject::error() : RawObject::none();
  Object object(thread, *self);
  Object raw(thread, self->raw());
  if ((self->flags() & kBufferedFinalizing) != 0) {
    if (call_named(thread, raw, "_dealloc_warn", object).is_error()) thread->take_exception();
  }
  RawObject flushed = call_method(thread, object, Symbol::kflush);
  Object first(thread, flushed.is_error() ? thread->take_exception() : RawObject::unbound());
  RawObject result = call_method(thread, raw, Symbol::kclose);
  if (first->is_unbound()) return result;
  if (result.is_error()) {
    Object second(thread, thread->take_exception());
    if (is_heap_base_exception(*second)) RawBaseException::cast(*second).set_context(*first);
    thread->set_pending_exception(*second);
    return RawObject::error();
  }
  thread->set_pending_exception(*first);
  return RawObject::error();
}

RawObject io__Buffered_seekable(Thread* thread, Arguments a) {
  return forward(thread, a, "seekable");
}
RawObject io__Buffered_readable(Thread* thread, Arguments a) {
  Buffered self(thread, a[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  return (self->flags() & kBufferedReadable) != 0 ? forward(thread, a, "readable")
                                                  : RawObject::false_object();
}
RawObject io__Buffered_writable(Thread* thread, Arguments a) {
  Buffered self(thread, a[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  return (self->flags() & kBufferedWritable) != 0 ? forward(thread, a, "writable")
                                                  : RawObject::false_object();
}
RawObject io__Buffered_fileno(Thread* thread, Arguments a) { return forward(thread, a, "fileno"); }
RawObject io__Buffered_isatty(Thread* thread, Arguments a) { return forward(thread, a, "isatty"); }
RawObject io__Buffered_name_get(Thread* thread, Arguments a) {
  return forward_attribute(thread, a, "name");
}
RawObject io__Buffered_mode_get(Thread* thread, Arguments a) {
  return forward_attribute(thread, a, "mode");
}
RawObject io__Buffered_closed_get(Thread* thread, Arguments a) {
  return forward_attribute(thread, a, "closed");
}
RawObject io__Buffered_raw_get(Thread*, Arguments a) { return RawBuffered::cast(a[0]).raw(); }
RawObject io__Buffered___getstate__(Thread* thread, Arguments a) {
  return raise_no_pickling(thread, a[0]);
}
RawObject io__Buffered__dealloc_warn(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object source(thread, arguments[1]);
  if (self->raw().is_none()) return RawObject::none();
  Object raw(thread, self->raw());
  if (call_named(thread, raw, "_dealloc_warn", source).is_error()) thread->take_exception();
  return RawObject::none();
}

RawObject io__Buffered_tell(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  if (!check_ready(thread, self)) return RawObject::error();
  word position = raw_tell(thread, self);
  if (position < 0) return RawObject::error();
  return RawObject::from_small_int(std::max<word>(position - unread(*self) + self->write_end(), 0));
}

RawObject io__Buffered_seek(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object target(thread, arguments[1]);
  Object whence_object(thread, arguments[2]);
  int whence;
  if (!as_int(thread, whence_object, &whence)) return RawObject::error();
  if (whence < 0 || (whence > 2 && whence != SEEK_HOLE && whence != SEEK_DATA)) {
    return raise_value_error(thread, "whence value %d unsupported", whence);
  }
  if (!check_open(thread, self, "seek of closed file")) return RawObject::error();
  Object raw(thread, self->raw());
  if (!check_raw(thread, raw, "seekable", "File or stream is not seekable."))
    return RawObject::error();
  word offset;
  if (!index_as_word(thread, target, OnOverflow::kOverflowError, &offset))
    return RawObject::error();
  Busy busy(thread, self);
  if (!busy.ok()) return RawObject::error();
  if (whence != 2 && self->write_end() == 0 && self->read_end() > 0) {
    word current = self->absolute() >= 0 ? self->absolute() : raw_tell(thread, self);
    if (current < 0) return RawObject::error();
    word logical = current - unread(*self);
    word wanted = whence == 0 ? offset : whence == 1 ? logical + offset : -1;
    word first = current - self->read_end();
    if ((whence == 0 || whence == 1) && wanted >= first && wanted <= current) {
      self->set_position(wanted - first);
      return RawObject::from_small_int(wanted);
    }
  }
  if (!flush_writes(thread, self)) return RawObject::error();
  if (whence == 1) target = RawObject::from_small_int(offset - unread(*self));
  word result = raw_seek(thread, self, target, whence);
  if (result < 0) return RawObject::error();
  drop_read(*self);
  return RawObject::from_small_int(result);
}

RawObject io__Buffered_truncate(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object size(thread, arguments[1]);
  if (!check_open(thread, self, "truncate of closed file")) return RawObject::error();
  if (!check_ability(thread, self, kBufferedWritable, "truncate")) return RawObject::error();
  Busy busy(thread, self);
  if (!busy.ok() || !flush_writes(thread, self) || !rewind_raw(thread, self))
    return RawObject::error();
  Object raw(thread, self->raw());
  Object result(thread, call_named(thread, raw, "truncate", size));
  self->set_absolute(-1);
  return *result;
}

RawObject io__Buffered_read(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  word size;
  if (!size_argument(thread, arguments[1], &size)) return RawObject::error();
  if (size < -1) return raise_value_error(thread, "read length must be non-negative or -1");
  if (!check_open(thread, self, "read of closed file") ||
      !check_ability(thread, self, kBufferedReadable, "read")) {
    return RawObject::error();
  }
  return buffered_read(thread, self, size);
}

RawObject io__Buffered_read1(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object size_object(thread, arguments[1]);
  word size;
  if (!index_as_word(thread, size_object, OnOverflow::kOverflowError, &size))
    return RawObject::error();
  if (!check_open(thread, self, "read of closed file") ||
      !check_ability(thread, self, kBufferedReadable, "read1")) {
    return RawObject::error();
  }
  return buffered_read1(thread, self, size);
}

namespace {

RawObject read_into(Thread* thread, Arguments arguments, bool once) {
  Buffered self(thread, arguments[0]);
  Object target(thread, arguments[1]);
  if (!check_open(thread, self, "readinto of closed file") ||
      !check_ability(thread, self, kBufferedReadable, "readinto")) {
    return RawObject::error();
  }
  BufferView view(thread);
  if (!acquire_target(thread, &view, target, once ? "readinto1" : "readinto"))
    return RawObject::error();
  // One read of the raw stream is allowed; behind buffered bytes it is made for a large rest only.
  bool buffered = unread(*self) > 0;
  Object data(thread, once ? buffered_read1(thread, self, view.size())
                           : buffered_read(thread, self, view.size()));
  if (data->is_error() || data->is_none()) return *data;
  RawObject exact = *data;
  std::string_view bytes = bytes_data(exact);
  std::memcpy(view.data_NoGC(), bytes.data(), bytes.size());
  word taken = static_cast<word>(bytes.size()), left = view.size() - taken;
  if (!once || !buffered || left <= self->size()) return RawObject::from_small_int(taken);
  data = buffered_read1(thread, self, left);
  if (data->is_error()) return *data;
  exact = *data;
  bytes = bytes_data(exact);
  std::memcpy(view.data_NoGC() + taken, bytes.data(), bytes.size());
  return RawObject::from_small_int(taken + static_cast<word>(bytes.size()));
}

// A line of at most `limit` bytes (-1: any).
RawObject read_line(Thread* thread, const Buffered& self, word limit) {
  std::string line;
  if (self->write_end() > 0 && !buffered_flush(thread, self)) return RawObject::error();
  while (limit < 0 || static_cast<word>(line.size()) < limit) {
    if (unread(*self) == 0) {
      Busy busy(thread, self);
      if (!busy.ok()) return RawObject::error();
      word count = fill(thread, self);
      if (count == -1) return RawObject::error();
      if (count <= 0) break;
    }
    const char* start = buffer_data(*self) + self->position();
    word available = unread(*self);
    if (limit >= 0) available = std::min(available, limit - static_cast<word>(line.size()));
    const void* end = std::memchr(start, '\n', static_cast<size_t>(available));
    word count = end == nullptr ? available : static_cast<const char*>(end) - start + 1;
    line.append(start, static_cast<size_t>(count));
    self->set_position(self->position() + count);
    if (end != nullptr) break;
  }
  return new_bytes(thread, line);
}

}  // namespace

RawObject io__Buffered_readinto(Thread* thread, Arguments arguments) {
  return read_into(thread, arguments, false);
}
RawObject io__Buffered_readinto1(Thread* thread, Arguments arguments) {
  return read_into(thread, arguments, true);
}

RawObject io__Buffered_readline(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  word limit;
  if (!size_argument(thread, arguments[1], &limit)) return RawObject::error();
  if (!check_open(thread, self, "readline of closed file") ||
      !check_ability(thread, self, kBufferedReadable, "readline")) {
    return RawObject::error();
  }
  return read_line(thread, self, limit);
}

RawObject io__Buffered___next__(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object object(thread, *self);
  bool exact =
      is_exact_io(thread, *self, IoType::kReader) || is_exact_io(thread, *self, IoType::kRandom);
  if (exact && !check_open(thread, self, "readline of closed file")) return RawObject::error();
  Object line(thread,
              exact ? read_line(thread, self, -1) : call_method(thread, object, Symbol::kreadline));
  if (line->is_error()) return *line;
  if (!is_bytes(*line))
    return raise(thread, Exc::kOSError, "readline() should have returned a bytes object, not '%T'",
                 &line);
  return length(thread, line) == 0 ? raise_stop_iteration(thread, RawObject::none()) : *line;
}

RawObject io__Buffered_peek(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  if (!check_open(thread, self, "peek of closed file") ||
      !check_ability(thread, self, kBufferedReadable, "peek")) {
    return RawObject::error();
  }
  Busy busy(thread, self);
  if (!busy.ok() || !flush_writes(thread, self)) return RawObject::error();
  if (unread(*self) == 0 && fill(thread, self) == -1) return RawObject::error();
  std::string ahead(buffer_data(*self) + self->position(), static_cast<size_t>(unread(*self)));
  return new_bytes(thread, ahead);
}

RawObject io__Buffered_write(Thread* thread, Arguments arguments) {
  Buffered self(thread, arguments[0]);
  Object data(thread, arguments[1]);
  if (!check_ready(thread, self)) return RawObject::error();
  if (!check_ability(thread, self, kBufferedWritable, "write")) return RawObject::error();
  if (!check_open(thread, self, "write to closed file")) return RawObject::error();
  return buffered_write(thread, self, data);
}

RawObject io__Buffered___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object name(thread, find_attribute(thread, self, Symbol::kname));
  if (name->is_error()) {
    if (!clear_pending_if(thread, Exc::kValueError)) return *name;
    name = RawObject::unbound();
  }
  if (name->is_unbound()) return new_str_format(thread, "<%T>", &self);
  if (!enter_repr(thread, self))
    return raise(thread, Exc::kRuntimeError, "reentrant call inside %T.__repr__", &self);
  Object text(thread, new_str_format(thread, "<%T name=%R>", &self, &name));
  leave_repr(thread, self);
  return *text;
}

}  // namespace natives
}  // namespace pyro
