#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <new>
#include <vector>

#include "gc/heap.h"
#include "lib-python/natives.h"
#include "modules/_io/io.h"
#include "modules/blocking.h"
#include "runtime/buffer.h"

// FileIO: system calls on a file descriptor.

namespace pyro {

namespace {

constexpr word kMaxTransfer = 0x7ffff000;

struct FileMode {
  word flags = 0;
  int open_flags = 0;
};

bool parse_mode(Thread* thread, const std::string& text, FileMode* mode) {
  bool primary = false, plus = false, ok = true;
  for (char c : text) {
    switch (c) {
      case 'x':
        ok &= !primary, primary = true, mode->flags |= kFileCreated | kFileWritable,
                        mode->open_flags |= O_EXCL | O_CREAT;
        break;
      case 'r':
        ok &= !primary, primary = true, mode->flags |= kFileReadable;
        break;
      case 'w':
        ok &= !primary, primary = true, mode->flags |= kFileWritable,
                        mode->open_flags |= O_CREAT | O_TRUNC;
        break;
      case 'a':
        ok &= !primary, primary = true, mode->flags |= kFileWritable | kFileAppending,
                        mode->open_flags |= O_APPEND | O_CREAT;
        break;
      case '+':
        ok &= !plus, plus = true, mode->flags |= kFileReadable | kFileWritable;
        break;
      case 'b':
        break;
      default:
        raise_value_error(thread, "invalid mode: %.200s", text.c_str());
        return false;
    }
  }
  if (!ok || !primary) {
    raise_value_error(
        thread, "Must have exactly one of create/read/write/append mode and at most one plus");
    return false;
  }
  constexpr word kBoth = kFileReadable | kFileWritable;
  mode->open_flags |= (mode->flags & kBoth) == kBoth       ? O_RDWR
                      : (mode->flags & kFileReadable) != 0 ? O_RDONLY
                                                           : O_WRONLY;
  mode->open_flags |= O_CLOEXEC;
  return true;
}

bool call_opener(Thread* thread, const Object& name, const Object& opener, int flags,
                 int* descriptor) {
  Object flags_object(thread, new_int(thread, flags));
  Object result(thread, call(thread, opener, name, flags_object));
  if (result->is_error()) return false;
  if (!is_int(*result)) {
    raise_type_error(thread, "expected integer from opener");
    return false;
  }
  if (!as_int(thread, result, descriptor)) return false;
  if (*descriptor < 0) {
    raise_value_error(thread, "opener returned %d", *descriptor);
    return false;
  }
  int now = ::fcntl(*descriptor, F_GETFD);
  if (now >= 0 && (now & FD_CLOEXEC) == 0) ::fcntl(*descriptor, F_SETFD, now | FD_CLOEXEC);
  return true;
}

bool open_path(Thread* thread, const Object& name, const Object& opener, int flags,
               int* descriptor) {
  if (!opener->is_none()) return call_opener(thread, name, opener, flags, descriptor);
  std::string path;
  if (is_bytes(*name)) {
    RawObject exact = underlying_value(*name);
    path = bytes_data(exact);
  } else if (!encode_file_system(thread, name, &path)) {
    return false;
  }
  if (path.find('\0') != std::string::npos) {
    raise_value_error(thread, "embedded null byte");
    return false;
  }
  *descriptor = retry_interrupted(thread, [&] { return ::open(path.c_str(), flags, 0666); });
  if (*descriptor >= 0) return true;
  if (!thread->has_exception()) raise_os_error(thread, errno, name);
  return false;
}

void close_unfinished(RawFileIO file, bool own) {
  if (own && file.fd() >= 0) ::close(static_cast<int>(file.fd()));
  file.set_fd(-1);
}

// Directories cannot be opened as files; the block size is a hint for buffering.
bool examine(Thread* thread, const FileIO& file, const Object& name, bool own) {
  struct stat info;
  int result = ::fstat(static_cast<int>(file->fd()), &info);
  if (result != 0 && errno == EBADF) {
    raise_os_error(thread, EBADF);
    return false;
  }
  if (result == 0 && S_ISDIR(info.st_mode)) {
    close_unfinished(*file, own);
    raise_os_error(thread, EISDIR, name);
    return false;
  }
  file->set_block_size(result == 0 && info.st_blksize > 1 ? static_cast<word>(info.st_blksize)
                                                          : kDefaultBufferSize);
  return true;
}

bool file_init(Thread* thread, const FileIO& file, const Object& given,
               const std::string& mode_text, bool close_descriptor, const Object& opener,
               bool owned) {
  FileMode mode;
  if (file->fd() >= 0 && (file->flags() & kFileCloseDescriptor) != 0)
    ::close(static_cast<int>(file->fd()));
  file->set_fd(-1);
  Object name(thread, *given);
  int descriptor = -1;
  if (is_float(*given)) {
    raise_type_error(thread, "integer argument expected, got float");
    return false;
  }
  if (is_int(*given)) {
    if (!as_int(thread, given, &descriptor)) return false;
    if (descriptor < 0) {
      raise_value_error(thread, "negative file descriptor");
      return false;
    }
  }
  if (!parse_mode(thread, mode_text, &mode)) return false;
  bool own = descriptor < 0;
  if (own) {
    name = file_system_path(thread, given);
    if (name->is_error()) return false;
    if (!close_descriptor) {
      raise_value_error(thread, "Cannot use closefd=False with file name");
      return false;
    }
    if (!open_path(thread, name, opener, mode.open_flags, &descriptor)) return false;
  }
  file->set_fd(descriptor);
  file->set_flags(mode.flags | (close_descriptor ? kFileCloseDescriptor : 0) |
                  (owned ? kFileOwned : 0));
  file->set_seekable(-1);
  if (!examine(thread, file, name, own)) return false;
  Object attribute(thread, thread->runtime()->symbol(Symbol::kname));
  if (!set_attribute(thread, file, attribute, name)) {
    close_unfinished(*file, own);
    return false;
  }
  if ((mode.flags & kFileAppending) != 0) ::lseek(descriptor, 0, SEEK_END);
  return true;
}

void clear_file(RawFileIO file) {
  file.set_fd(-1);
  file.set_flags(kFileCloseDescriptor);
  file.set_seekable(-1);
  file.set_block_size(kDefaultBufferSize);
}

}  // namespace

RawObject new_file_io(Thread* thread, const Object& given, const char* mode, bool close_descriptor,
                      const Object& opener, bool owned) {
  FileIO file(thread, new_stream(thread, io_type(thread, IoType::kFileIO), !owned));
  clear_file(*file);
  return file_init(thread, file, given, mode, close_descriptor, opener, owned) ? *file
                                                                               : RawObject::error();
}

word file_read(Thread* thread, const FileIO& file, void* target, word size) {
  int descriptor = static_cast<int>(file->fd());
  size_t count = static_cast<size_t>(std::min(size, kMaxTransfer));
  ssize_t result = retry_interrupted(thread, [&] { return ::read(descriptor, target, count); });
  if (result >= 0) return result;
  if (thread->has_exception()) return -1;
  if (errno == EAGAIN) return -2;
  raise_os_error(thread, errno);
  return -1;
}

word file_write(Thread* thread, const FileIO& file, const void* source, word size) {
  int descriptor = static_cast<int>(file->fd());
  size_t count = static_cast<size_t>(std::min(size, kMaxTransfer));
  ssize_t result = retry_interrupted(thread, [&] { return ::write(descriptor, source, count); });
  if (result >= 0) return result;
  if (thread->has_exception()) return -1;
  if (errno == EAGAIN) return -2;
  raise_os_error(thread, errno);
  return -1;
}

bool file_isatty(Thread*, RawFileIO file) { return ::isatty(static_cast<int>(file.fd())) == 1; }

void set_owned(Thread* thread, RawObject stream, bool owned) {
  if (is_exact_io(thread, stream, IoType::kFileIO)) {
    RawFileIO file = RawFileIO::cast(stream);
    file.set_flags(owned ? file.flags() | kFileOwned : file.flags() & ~kFileOwned);
  } else if (is_heap_buffered(stream) && (is_exact_io(thread, stream, IoType::kReader) ||
                                          is_exact_io(thread, stream, IoType::kWriter) ||
                                          is_exact_io(thread, stream, IoType::kRandom))) {
    RawBuffered buffered = RawBuffered::cast(stream);
    buffered.set_flags(owned ? buffered.flags() | kBufferedOwned
                             : buffered.flags() & ~kBufferedOwned);
  }
}

namespace natives {

namespace {

RawObject raise_file_closed(Thread* thread) {
  return raise_value_error(thread, "I/O operation on closed file");
}
RawObject raise_not_open_for(Thread* thread, const char* action) {
  return raise_unsupported(thread, (std::string("File not open for ") + action).c_str());
}

bool check_file(Thread* thread, RawObject self) {
  if (RawFileIO::cast(self).fd() >= 0) return true;
  raise_file_closed(thread);
  return false;
}
bool check_readable(Thread* thread, RawObject self) {
  if (!check_file(thread, self)) return false;
  if ((RawFileIO::cast(self).flags() & kFileReadable) != 0) return true;
  raise_not_open_for(thread, "reading");
  return false;
}
bool check_writable(Thread* thread, RawObject self) {
  if (!check_file(thread, self)) return false;
  if ((RawFileIO::cast(self).flags() & kFileWritable) != 0) return true;
  raise_not_open_for(thread, "writing");
  return false;
}

}  // namespace

RawObject io_FileIO___new__(Thread* thread, Arguments arguments) {
  FileIO file(thread, new_stream(thread, arguments[0], true));
  clear_file(*file);
  return *file;
}

RawObject io_FileIO___init__(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  Object given(thread, arguments[1]);
  Object mode(thread, arguments[2]);
  Object close_descriptor(thread, arguments[3]);
  Object opener(thread, arguments[4]);
  if (!is_str(*mode))
    return raise_type_error(thread, "FileIO() argument 'mode' must be str, not %V", &mode);
  Truth closing = is_true(thread, close_descriptor);
  if (closing == Truth::kError) return RawObject::error();
  return none_or_error(
      file_init(thread, file, given, utf8_of(*mode), closing == Truth::kTrue, opener, false));
}

RawObject io_FileIO_readall(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  if (!check_readable(thread, *file)) return RawObject::error();
  std::string all;
  struct stat info;
  int descriptor = static_cast<int>(file->fd());
  off_t position = ::lseek(descriptor, 0, SEEK_CUR);
  word guess = kDefaultBufferSize;
  if (::fstat(descriptor, &info) == 0 && position >= 0 && info.st_size > position)
    guess = info.st_size - position + 1;
  size_t used = 0;
  // The end of a file of known size shows in a read of a few bytes, for which nothing has to grow.
  char more[256];
  while (true) {
    bool at_size = used != 0 && guess < word{sizeof more};
    if (!at_size) all.resize(used + static_cast<size_t>(guess));
    word count = at_size ? file_read(thread, file, more, sizeof more)
                         : file_read(thread, file, all.data() + used, guess);
    if (count == -1) return RawObject::error();
    if (count == -2) {
      if (used == 0) return RawObject::none();
      break;
    }
    if (count == 0) break;
    if (at_size) all.replace(used, std::string::npos, more, static_cast<size_t>(count));
    used += static_cast<size_t>(count);
    guess = at_size ? std::max<word>(kDefaultBufferSize, static_cast<word>(used) / 2)
                    : static_cast<word>(all.size() - used);
  }
  return new_bytes(thread, all.data(), static_cast<word>(used));
}

RawObject io_FileIO_read(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  if (!check_readable(thread, *file)) return RawObject::error();
  word size;
  if (!size_argument(thread, arguments[1], &size)) return RawObject::error();
  if (size < 0) return io_FileIO_readall(thread, arguments);
  if (size > word{1} << 40) return raise_memory_error(thread);
  size = std::min(size, kMaxTransfer);
  std::unique_ptr<char[]> buffer(new (std::nothrow) char[static_cast<size_t>(size)]);
  if (buffer == nullptr) return raise_memory_error(thread);
  word count = file_read(thread, file, buffer.get(), size);
  if (count == -1) return RawObject::error();
  return count == -2 ? RawObject::none() : new_bytes(thread, buffer.get(), count);
}

RawObject io_FileIO_readinto(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  Object target(thread, arguments[1]);
  if (!check_readable(thread, *file)) return RawObject::error();
  BufferView view(thread);
  if (!acquire_target(thread, &view, target, "readinto")) return RawObject::error();
  std::vector<char> buffer(static_cast<size_t>(std::min(view.size(), kMaxTransfer)));
  word count = file_read(thread, file, buffer.data(), static_cast<word>(buffer.size()));
  if (count == -1) return RawObject::error();
  if (count == -2) return RawObject::none();
  std::memcpy(view.data_NoGC(), buffer.data(), static_cast<size_t>(count));
  return RawObject::from_small_int(count);
}

RawObject io_FileIO_write(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  Object data(thread, arguments[1]);
  if (!check_writable(thread, *file)) return RawObject::error();
  BufferView view(thread);
  if (!view.acquire(data)) return RawObject::error();
  std::string copy = view.copy();
  word count = file_write(thread, file, copy.data(), static_cast<word>(copy.size()));
  if (count == -1) return RawObject::error();
  return count == -2 ? RawObject::none() : RawObject::from_small_int(count);
}

RawObject io_FileIO_seek(Thread* thread, Arguments arguments) {
  Object position(thread, arguments[1]);
  Object whence_object(thread, arguments[2]);
  if (!check_file(thread, arguments[0])) return RawObject::error();
  int whence;
  int64_t offset;
  if (!as_int(thread, whence_object, &whence)) return RawObject::error();
  if (is_float(*position)) return raise_type_error(thread, "an integer is required");
  if (!as_int64(thread, position, &offset)) return RawObject::error();
  RawFileIO file = RawFileIO::cast(arguments[0]);
  off_t result = ::lseek(static_cast<int>(file.fd()), offset, whence);
  if (file.seekable() < 0) file.set_seekable(result >= 0);
  return result < 0 ? raise_os_error(thread, errno) : new_int(thread, result);
}

RawObject io_FileIO_tell(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  off_t result = ::lseek(static_cast<int>(RawFileIO::cast(arguments[0]).fd()), 0, SEEK_CUR);
  return result < 0 ? raise_os_error(thread, errno) : new_int(thread, result);
}

RawObject io_FileIO_truncate(Thread* thread, Arguments arguments) {
  if (!check_writable(thread, arguments[0])) return RawObject::error();
  int descriptor = static_cast<int>(RawFileIO::cast(arguments[0]).fd());
  Object size(thread, arguments[1]);
  int64_t length;
  if (size->is_none()) {
    length = ::lseek(descriptor, 0, SEEK_CUR);
    if (length < 0) return raise_os_error(thread, errno);
    size = new_int(thread, length);
  } else if (!as_int64(thread, size, &length)) {
    return RawObject::error();
  }
  int result = retry_interrupted(thread, [&] { return ::ftruncate(descriptor, length); });
  if (result == 0) return *size;
  return thread->has_exception() ? RawObject::error() : raise_os_error(thread, errno);
}

RawObject io_FileIO_close(Thread* thread, Arguments arguments) {
  FileIO file(thread, arguments[0]);
  if ((file->flags() & kFileCloseDescriptor) == 0) {
    RawObject result = io__IOBase_close(thread, arguments);
    file->set_fd(-1);
    return result;
  }
  if ((file->flags() & kFileFinalizing) != 0 && file->fd() >= 0) {
    Object source(thread, *file);
    warn_unclosed(thread, source);
  }
  RawObject base_result = io__IOBase_close(thread, arguments);
  Object saved(thread, thread->take_exception());
  int descriptor = static_cast<int>(file->fd());
  file->set_fd(-1);
  int result = 0;
  if (descriptor >= 0) {
    BlockingRegion region(thread);
    result = ::close(descriptor);
  }
  if (!saved->is_unbound()) {
    thread->set_pending_exception(*saved);
    return RawObject::error();
  }
  if (result < 0 && errno != EINTR) return raise_os_error(thread, errno);
  return base_result;
}

RawObject io_FileIO_seekable(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  RawFileIO file = RawFileIO::cast(arguments[0]);
  if (file.seekable() < 0)
    file.set_seekable(::lseek(static_cast<int>(file.fd()), 0, SEEK_CUR) >= 0);
  return RawObject::from_bool(file.seekable() == 1);
}
RawObject io_FileIO_readable(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool((RawFileIO::cast(arguments[0]).flags() & kFileReadable) != 0);
}
RawObject io_FileIO_writable(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool((RawFileIO::cast(arguments[0]).flags() & kFileWritable) != 0);
}
RawObject io_FileIO_fileno(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  return new_int(thread, RawFileIO::cast(arguments[0]).fd());
}
RawObject io_FileIO_isatty(Thread* thread, Arguments arguments) {
  if (!check_file(thread, arguments[0])) return RawObject::error();
  return RawObject::from_bool(file_isatty(thread, RawFileIO::cast(arguments[0])));
}
RawObject io_FileIO__dealloc_warn(Thread* thread, Arguments arguments) {
  RawFileIO file = RawFileIO::cast(arguments[0]);
  if (file.fd() < 0 || (file.flags() & kFileCloseDescriptor) == 0) return RawObject::none();
  Object source(thread, arguments[1]);
  warn_unclosed(thread, source);
  return RawObject::none();
}
RawObject io_FileIO___getstate__(Thread* thread, Arguments arguments) {
  return raise_no_pickling(thread, arguments[0]);
}

RawObject io_FileIO_closed_get(Thread*, Arguments arguments) {
  return RawObject::from_bool(RawFileIO::cast(arguments[0]).fd() < 0);
}
RawObject io_FileIO_closefd_get(Thread*, Arguments arguments) {
  return RawObject::from_bool((RawFileIO::cast(arguments[0]).flags() & kFileCloseDescriptor) != 0);
}
namespace {

const char* mode_text(word flags) {
  bool readable = (flags & kFileReadable) != 0;
  if ((flags & kFileCreated) != 0) return readable ? "xb+" : "xb";
  if ((flags & kFileAppending) != 0) return readable ? "ab+" : "ab";
  if (readable) return (flags & kFileWritable) != 0 ? "rb+" : "rb";
  return "wb";
}

}  // namespace
RawObject io_FileIO_mode_get(Thread* thread, Arguments arguments) {
  return new_str_ascii(thread, mode_text(RawFileIO::cast(arguments[0]).flags()));
}
RawObject io_FileIO__blksize_get(Thread*, Arguments arguments) {
  return RawObject::from_small_int(RawFileIO::cast(arguments[0]).block_size());
}
RawObject io_FileIO__blksize_set(Thread* thread, Arguments arguments) {
  if (arguments[1].is_unbound())
    return raise_type_error(thread, "can't delete numeric/char attribute");
  Object value(thread, arguments[1]);
  int64_t size;
  if (!as_int64(thread, value, &size)) return RawObject::error();
  RawFileIO::cast(arguments[0]).set_block_size(size);
  return RawObject::none();
}

RawObject io_FileIO___repr__(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  if (RawFileIO::cast(*self).fd() < 0) return new_str_ascii(thread, "<_io.FileIO [closed]>");
  const char* mode = mode_text(RawFileIO::cast(*self).flags());
  const char* closing =
      (RawFileIO::cast(*self).flags() & kFileCloseDescriptor) != 0 ? "True" : "False";
  Object name(thread, find_attribute(thread, self, Symbol::kname));
  if (name->is_error()) return *name;
  if (name->is_unbound()) {
    return new_str_format(thread, "<_io.FileIO fd=%ld mode='%s' closefd=%s>",
                          RawFileIO::cast(*self).fd(), mode, closing);
  }
  if (!enter_repr(thread, self))
    return raise(thread, Exc::kRuntimeError, "reentrant call inside %T.__repr__", &self);
  RawObject text =
      new_str_format(thread, "<_io.FileIO name=%R mode='%s' closefd=%s>", &name, mode, closing);
  Object result(thread, text);
  leave_repr(thread, self);
  return *result;
}

}  // namespace natives
}  // namespace pyro
