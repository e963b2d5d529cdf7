#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "runtime/buffer.h"
#include "runtime/layout.h"
#include "runtime/type.h"

// The abstract base classes of streams, and the module's set-up.

namespace pyro {

namespace {

constexpr int kTypeKeys[static_cast<int>(IoType::kCount)] = {};

void keep_type(Thread* thread, IoType type, RawObject value) {
  thread->runtime()->set_module_state(&kTypeKeys[static_cast<int>(type)], value);
}

}  // namespace

RawObject io_type(Thread* thread, IoType type) {
  return thread->runtime()->module_state(&kTypeKeys[static_cast<int>(type)]);
}

RawObject raise_unsupported(Thread* thread, const char* message) {
  return raise(thread, io_type(thread, IoType::kUnsupportedOperation), "%s", message);
}
RawObject raise_closed(Thread* thread) {
  return raise_value_error(thread, "I/O operation on closed file.");
}

RawObject new_stream(Thread* thread, RawObject type, bool finalizable) {
  Layout layout(thread, RawType(type.raw()).layout());
  Object stream(thread, new_instance(thread, layout));
  if (finalizable) thread->heap()->register_finalizable(*stream);
  return *stream;
}

Truth stream_closed(Thread* thread, const Object& stream) {
  Object closed(thread, get_attribute(thread, stream, Symbol::kclosed));
  return closed->is_error() ? Truth::kError : is_true(thread, closed);
}

Truth ask_stream(Thread* thread, const Object& stream, const char* method) {
  Object answer(thread, call_named(thread, stream, method));
  return answer->is_error() ? Truth::kError : is_true(thread, answer);
}

bool size_argument(Thread* thread, RawObject argument, word* size) {
  *size = -1;
  if (argument.is_none() || argument.is_unbound()) return true;
  Object value(thread, argument);
  if (value->is_small_int()) {
    *size = value->small_int();
    return true;
  }
  if (type_lookup(thread, type_of(thread, *value), Symbol::k__index__).is_unbound()) {
    raise_type_error(thread, "argument should be integer or None, not '%T'", &value);
    return false;
  }
  return index_as_word(thread, value, OnOverflow::kOverflowError, size);
}

RawObject raise_no_pickling(Thread* thread, RawObject self) {
  Object object(thread, self);
  return raise_type_error(thread, "cannot pickle '%T' object", &object);
}

void warn_unclosed(Thread* thread, const Object& source) {
  Object saved(thread, thread->take_exception());
  if (!warn(thread, Exc::kResourceWarning, 1, "unclosed file %R", &source))
    write_unraisable(thread, source);
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
}

namespace natives {

namespace {

bool make_unsupported_operation(Thread* thread, const Object& module) {
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  Object name(thread, new_str_ascii(thread, "UnsupportedOperation"));
  Object os_error(thread, exc_type(thread, Exc::kOSError));
  Object value_error(thread, exc_type(thread, Exc::kValueError));
  Tuple bases(thread, new_tuple_of(thread, os_error, value_error));
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object io(thread, new_str_ascii(thread, "io"));
  dict_set_str(thread, ns, key, io);
  Object type(thread, make_type(thread, metatype, name, bases, ns));
  if (type->is_error()) return false;
  keep_type(thread, IoType::kUnsupportedOperation, *type);
  return module_set(thread, module, "UnsupportedOperation", type);
}

}  // namespace

RawObject io_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  constexpr struct {
    IoType type;
    const char* name;
  } kTypes[] = {{IoType::kIOBase, "_IOBase"},
                {IoType::kRawIOBase, "_RawIOBase"},
                {IoType::kBufferedIOBase, "_BufferedIOBase"},
                {IoType::kTextIOBase, "_TextIOBase"},
                {IoType::kFileIO, "FileIO"},
                {IoType::kBytesIO, "BytesIO"},
                {IoType::kReader, "BufferedReader"},
                {IoType::kWriter, "BufferedWriter"},
                {IoType::kRandom, "BufferedRandom"},
                {IoType::kNewlineDecoder, "IncrementalNewlineDecoder"},
                {IoType::kStringIO, "StringIO"},
                {IoType::kTextStream, "TextIOWrapper"}};
  for (const auto& entry : kTypes)
    keep_type(thread, entry.type, module_get(thread, module, entry.name));
  Object blocking(thread, exc_type(thread, Exc::kBlockingIOError));
  return none_or_error(make_unsupported_operation(thread, module) &&
                       module_set(thread, module, "BlockingIOError", blocking) &&
                       module_set_int(thread, module, "DEFAULT_BUFFER_SIZE", kDefaultBufferSize));
}

// --- _IOBase

namespace {

// Set once close() has run; a name that subclasses do not see by accident.
RawObject closed_name(Thread* thread) { return intern_ascii(thread, "__IOBase_closed"); }

Truth base_closed(Thread* thread, const Object& self) {
  Object name(thread, closed_name(thread));
  Object flag(thread, find_attribute(thread, self, name));
  if (flag->is_error()) return Truth::kError;
  return truth_of(!flag->is_unbound());
}

bool check_open(Thread* thread, const Object& self) {
  Truth closed = stream_closed(thread, self);
  if (closed == Truth::kTrue) raise_closed(thread);
  return closed == Truth::kFalse;
}

RawObject check_ability(Thread* thread, RawObject self, const char* method, const char* message) {
  Object stream(thread, self);
  Object answer(thread, call_named(thread, stream, method));
  if (answer->is_error()) return *answer;
  if (answer->is_true()) return *answer;
  return raise_unsupported(thread, message);
}

}  // namespace

RawObject io__IOBase_seek(Thread* thread, Arguments) { return raise_unsupported(thread, "seek"); }
RawObject io__IOBase_truncate(Thread* thread, Arguments) {
  return raise_unsupported(thread, "truncate");
}
RawObject io__IOBase_fileno(Thread* thread, Arguments) {
  return raise_unsupported(thread, "fileno");
}
RawObject io__IOBase_tell(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object zero(thread, RawObject::from_small_int(0));
  Object one(thread, RawObject::from_small_int(1));
  return call_named(thread, self, "seek", zero, one);
}
RawObject io__IOBase_flush(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Truth closed = base_closed(thread, self);
  if (closed == Truth::kError) return RawObject::error();
  return closed == Truth::kTrue ? raise_closed(thread) : RawObject::none();
}
RawObject io__IOBase_close(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Truth closed = base_closed(thread, self);
  if (closed != Truth::kFalse)
    return closed == Truth::kError ? RawObject::error() : RawObject::none();
  RawObject flushed = call_method(thread, self, Symbol::kflush);
  Object saved(thread, thread->take_exception());
  Object name(thread, closed_name(thread));
  Object yes(thread, RawObject::true_object());
  bool ok = set_attribute(thread, self, name, yes);
  if (!saved->is_unbound()) {
    thread->set_pending_exception(*saved);
    return RawObject::error();
  }
  return none_or_error(ok && !flushed.is_error());
}
RawObject io__IOBase_seekable(Thread*, Arguments) { return RawObject::false_object(); }
RawObject io__IOBase_readable(Thread*, Arguments) { return RawObject::false_object(); }
RawObject io__IOBase_writable(Thread*, Arguments) { return RawObject::false_object(); }
RawObject io__IOBase_isatty(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return check_open(thread, self) ? RawObject::false_object() : RawObject::error();
}
RawObject io__IOBase_closed_get(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Truth closed = base_closed(thread, self);
  return closed == Truth::kError ? RawObject::error()
                                 : RawObject::from_bool(closed == Truth::kTrue);
}
RawObject io__IOBase__checkClosed(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return none_or_error(check_open(thread, self));
}
RawObject io__IOBase__checkSeekable(Thread* thread, Arguments arguments) {
  return check_ability(thread, arguments[0], "seekable", "File or stream is not seekable.");
}
RawObject io__IOBase__checkReadable(Thread* thread, Arguments arguments) {
  return check_ability(thread, arguments[0], "readable", "File or stream is not readable.");
}
RawObject io__IOBase__checkWritable(Thread* thread, Arguments arguments) {
  return check_ability(thread, arguments[0], "writable", "File or stream is not writable.");
}
RawObject io__IOBase___enter__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return check_open(thread, self) ? *self : RawObject::error();
}
RawObject io__IOBase___exit__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  return call_method(thread, self, Symbol::kclose);
}
RawObject io__IOBase___iter__(Thread* thread, Arguments arguments) {
  return io__IOBase___enter__(thread, arguments);
}

RawObject io__IOBase___next__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object line(thread, call_method(thread, self, Symbol::kreadline));
  if (line->is_error()) return *line;
  word count = length(thread, line);
  if (count < 0) return RawObject::error();
  return count == 0 ? raise_stop_iteration(thread, RawObject::none()) : *line;
}

namespace {

bool is_owned_NoGC(RawObject stream) {
  if (is_heap_file_io(stream)) {
    RawObject flags = stream.at(RawFileIO::kFlagsIndex);
    return flags.is_small_int() && (flags.small_int() & kFileOwned) != 0;
  }
  if (is_heap_buffered(stream)) {
    RawObject flags = stream.at(RawBuffered::kFlagsIndex);
    return flags.is_small_int() && (flags.small_int() & kBufferedOwned) != 0;
  }
  return false;
}

void note_finalizing(Thread* thread, const Object& self) {
  if (is_heap_file_io(*self) && self->at(RawFileIO::kFlagsIndex).is_small_int()) {
    RawFileIO file = RawFileIO::cast(*self);
    file.set_flags(file.flags() | kFileFinalizing);
  } else if (is_heap_buffered(*self) && self->at(RawBuffered::kFlagsIndex).is_small_int()) {
    RawBuffered buffered = RawBuffered::cast(*self);
    buffered.set_flags(buffered.flags() | kBufferedFinalizing);
  } else if (is_heap_text_stream(*self) && self->at(RawTextStream::kFlagsIndex).is_small_int()) {
    RawTextStream text = RawTextStream::cast(*self);
    text.set_flags(text.flags() | word{1} << 20);
  } else {
    Object name(thread, intern_ascii(thread, "_finalizing"));
    Object yes(thread, RawObject::true_object());
    if (!set_attribute(thread, self, name, yes)) thread->take_exception();
  }
}

}  // namespace

// Errors of an implicit close are dropped, as nobody could handle them.
RawObject io__IOBase___del__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  if (is_owned_NoGC(*self)) return RawObject::none();
  Object saved(thread, thread->take_exception());
  Truth closed = stream_closed(thread, self);
  if (closed == Truth::kError) thread->take_exception();
  if (closed == Truth::kFalse) {
    note_finalizing(thread, self);
    if (call_method(thread, self, Symbol::kclose).is_error()) thread->take_exception();
  }
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
  return RawObject::none();
}

namespace {

// How many bytes readline() may take in one read() without reading past the line: what peek() shows
// up to the line end.
bool peeked_length(Thread* thread, const Object& self, const Object& peek, word limit, word room,
                   word* count) {
  *count = 1;
  if (peek->is_unbound()) return true;
  Object one(thread, RawObject::from_small_int(1));
  Object ahead(thread, call(thread, peek, one));
  if (ahead->is_error()) return false;
  if (!is_bytes(*ahead)) {
    raise(thread, Exc::kOSError, "peek() should have returned a bytes object, not '%T'", &ahead);
    return false;
  }
  RawObject exact = underlying_value(*ahead);
  std::string_view data = bytes_data(exact);
  if (data.empty()) return true;
  size_t end = data.find('\n');
  *count =
      end == std::string_view::npos ? static_cast<word>(data.size()) : static_cast<word>(end) + 1;
  if (limit >= 0) *count = std::min(*count, room);
  (void)self;
  return true;
}

}  // namespace

RawObject io__IOBase_readline(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  word limit;
  if (!size_argument(thread, arguments[1], &limit)) return RawObject::error();
  Object peek_name(thread, intern_ascii(thread, "peek"));
  Object peek(thread, find_attribute(thread, self, peek_name));
  if (peek->is_error()) return *peek;
  std::string line;
  Object chunk(thread, RawObject::none());
  Object count_object(thread, RawObject::none());
  while (limit < 0 || static_cast<word>(line.size()) < limit) {
    word count;
    if (!peeked_length(thread, self, peek, limit, limit - static_cast<word>(line.size()), &count))
      return RawObject::error();
    count_object = RawObject::from_small_int(count);
    chunk = call_method(thread, self, Symbol::kread, count_object);
    if (chunk->is_error()) return *chunk;
    if (!is_bytes(*chunk))
      return raise(thread, Exc::kOSError, "read() should have returned a bytes object, not '%T'",
                   &chunk);
    RawObject exact = underlying_value(*chunk);
    std::string_view data = bytes_data(exact);
    if (data.empty()) break;
    line += data;
    if (line.back() == '\n') break;
  }
  return new_bytes(thread, line);
}

RawObject io__IOBase_readlines(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  word hint, total = 0;
  if (!size_argument(thread, arguments[1], &hint)) return RawObject::error();
  List lines(thread, new_list(thread));
  Object iterator(thread, get_iterator(thread, self));
  if (iterator->is_error()) return *iterator;
  Object line(thread, RawObject::none());
  while (true) {
    line = iterate(thread, iterator);
    if (line->is_error()) return *line;
    if (line->is_unbound()) return *lines;
    if (!list_append(thread, lines, line)) return RawObject::error();
    if (hint <= 0) continue;
    word count = length(thread, line);
    if (count < 0) return RawObject::error();
    total += count;
    if (total > hint) return *lines;
  }
}

RawObject io__IOBase_writelines(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object lines(thread, arguments[1]);
  if (!check_open(thread, self)) return RawObject::error();
  Object iterator(thread, get_iterator(thread, lines));
  if (iterator->is_error()) return *iterator;
  Object line(thread, RawObject::none());
  while (true) {
    line = iterate(thread, iterator);
    if (line->is_error()) return *line;
    if (line->is_unbound()) return RawObject::none();
    if (call_method(thread, self, Symbol::kwrite, line).is_error()) return RawObject::error();
  }
}

// --- _RawIOBase

RawObject io__RawIOBase_read(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Object size(thread, arguments[1]);
  word count;
  if (!index_as_word(thread, size, OnOverflow::kClip, &count)) return RawObject::error();
  if (count < 0) return call_named(thread, self, "readall");
  Object memory(thread, new_byte_array(thread, nullptr, 0));
  GrowingBytes bytes(thread, *memory);
  if (!growing_resize(thread, bytes, count)) return RawObject::error();
  std::memset(growing_data_NoGC(*bytes), 0, static_cast<size_t>(count));
  Object result(thread, call_named(thread, self, "readinto", memory));
  if (result->is_error() || result->is_none()) return *result;
  word used;
  if (!index_as_word(thread, result, OnOverflow::kOverflowError, &used)) return RawObject::error();
  std::string copy(growing_view_NoGC(*bytes).substr(
      0, static_cast<size_t>(std::clamp<word>(used, 0, bytes->length()))));
  return new_bytes(thread, copy);
}

RawObject io__RawIOBase_readall(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  std::string all;
  Object size(thread, RawObject::from_small_int(kDefaultBufferSize));
  Object chunk(thread, RawObject::none());
  while (true) {
    chunk = call_method(thread, self, Symbol::kread, size);
    if (chunk->is_error()) return *chunk;
    if (chunk->is_none()) return all.empty() ? *chunk : new_bytes(thread, all);
    if (!is_bytes(*chunk)) return raise_type_error(thread, "read() should return bytes");
    RawObject exact = underlying_value(*chunk);
    std::string_view data = bytes_data(exact);
    if (data.empty()) return new_bytes(thread, all);
    all += data;
  }
}

// --- _BufferedIOBase, _TextIOBase

RawObject io__BufferedIOBase_detach(Thread* thread, Arguments) {
  return raise_unsupported(thread, "detach");
}
RawObject io__BufferedIOBase_read(Thread* thread, Arguments) {
  return raise_unsupported(thread, "read");
}
RawObject io__BufferedIOBase_read1(Thread* thread, Arguments) {
  return raise_unsupported(thread, "read1");
}
RawObject io__BufferedIOBase_write(Thread* thread, Arguments) {
  return raise_unsupported(thread, "write");
}

}  // namespace natives

bool acquire_target(Thread* thread, BufferView* view, const Object& target, const char* method) {
  if (view->acquire(target, BufferAccess::kWrite)) return true;
  if (pending_matches(thread, Exc::kValueError)) return false;
  thread->take_exception();
  raise_type_error(thread, "%s() argument must be read-write bytes-like object, not %T", method,
                   &target);
  return false;
}

namespace natives {

namespace {

// `name` is the method that was called, `method` the one that reads.
RawObject read_into(Thread* thread, Arguments arguments, const char* name, const char* method) {
  Object self(thread, arguments[0]);
  Object target(thread, arguments[1]);
  BufferView view(thread);
  if (!acquire_target(thread, &view, target, name)) return RawObject::error();
  Object size(thread, RawObject::from_small_int(view.size()));
  Object data(thread, call_named(thread, self, method, size));
  if (data->is_error()) return *data;
  if (!is_bytes(*data)) return raise_type_error(thread, "read() should return bytes");
  RawObject exact = underlying_value(*data);
  std::string_view bytes = bytes_data(exact);
  if (static_cast<word>(bytes.size()) > view.size()) {
    return raise_value_error(thread,
                             "read() returned too much data: %ld bytes requested, %ld returned",
                             view.size(), static_cast<word>(bytes.size()));
  }
  std::memcpy(view.data_NoGC(), bytes.data(), bytes.size());
  return RawObject::from_small_int(static_cast<word>(bytes.size()));
}

}  // namespace

RawObject io__BufferedIOBase_readinto(Thread* thread, Arguments arguments) {
  return read_into(thread, arguments, "readinto", "read");
}
RawObject io__BufferedIOBase_readinto1(Thread* thread, Arguments arguments) {
  return read_into(thread, arguments, "readinto1", "read1");
}

RawObject io__TextIOBase_detach(Thread* thread, Arguments) {
  return raise_unsupported(thread, "detach");
}
RawObject io__TextIOBase_read(Thread* thread, Arguments) {
  return raise_unsupported(thread, "read");
}
RawObject io__TextIOBase_readline(Thread* thread, Arguments) {
  return raise_unsupported(thread, "readline");
}
RawObject io__TextIOBase_write(Thread* thread, Arguments) {
  return raise_unsupported(thread, "write");
}
RawObject io__TextIOBase_encoding_get(Thread*, Arguments) { return RawObject::none(); }
RawObject io__TextIOBase_newlines_get(Thread*, Arguments) { return RawObject::none(); }
RawObject io__TextIOBase_errors_get(Thread*, Arguments) { return RawObject::none(); }

}  // namespace natives
}  // namespace pyro
