#include <pty.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>
#include <utmp.h>

#include <cerrno>
#include <vector>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/posix/path.h"
#include "runtime/buffer.h"
#include "runtime/struct_sequence.h"

// posix: functions on file descriptors.

namespace pyro::natives {

namespace {

// One read or write moves at most this much; the system would not do more either.
constexpr int64_t kMaxTransfer = 0x7ffff000;

bool set_descriptor_inheritable(int descriptor, bool inheritable) {
  int flags = ::fcntl(descriptor, F_GETFD);
  if (flags < 0) return false;
  int wanted = inheritable ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC;
  return wanted == flags || ::fcntl(descriptor, F_SETFD, wanted) == 0;
}

RawObject new_int_pair(Thread* thread, int64_t first, int64_t second) {
  Object a(thread, new_int(thread, first));
  Object b(thread, new_int(thread, second));
  return new_tuple_of(thread, a, b);
}

}  // namespace

RawObject posix_open(Thread* thread, Arguments arguments) {
  Path path(thread, "open");
  int flags, mode, directory;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &flags) ||
      !int_argument(thread, arguments[2], &mode) ||
      !directory_argument(thread, arguments[3], &directory)) {
    return RawObject::error();
  }
  int descriptor = retry_interrupted(thread, [&] {
    return ::openat(directory, path.c_str(), flags | O_CLOEXEC, static_cast<mode_t>(mode));
  });
  if (descriptor >= 0) return new_int(thread, descriptor);
  return thread->has_exception() ? RawObject::error() : path.raise_error();
}

RawObject posix_close(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  int result;
  {
    BlockingRegion region(thread);
    result = ::close(descriptor);
  }
  return result != 0 && errno != EINTR ? failed_call(thread) : RawObject::none();
}

RawObject posix_closerange(Thread* thread, Arguments arguments) {
  int low, high;
  if (!int_argument(thread, arguments[0], &low) || !int_argument(thread, arguments[1], &high))
    return RawObject::error();
  low = std::max(low, 0);
  if (low < high) ::close_range(static_cast<unsigned>(low), static_cast<unsigned>(high - 1), 0);
  return RawObject::none();
}

RawObject posix_dup(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_int(thread, ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
}

RawObject posix_dup2(Thread* thread, Arguments arguments) {
  int from, to;
  bool inheritable;
  if (!int_argument(thread, arguments[0], &from) || !int_argument(thread, arguments[1], &to) ||
      !flag_argument(thread, arguments[2], &inheritable)) {
    return RawObject::error();
  }
  if (from < 0 || to < 0) return raise_os_error(thread, EBADF);
  int result = inheritable || from == to ? ::dup2(from, to) : ::dup3(from, to, O_CLOEXEC);
  if (result >= 0 && from == to && !inheritable) set_descriptor_inheritable(to, false);
  return call_int(thread, result);
}

RawObject posix_read(Thread* thread, Arguments arguments) {
  int descriptor;
  int64_t length;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &length)) {
    return RawObject::error();
  }
  if (length < 0) return raise_os_error(thread, EINVAL);
  std::vector<char> buffer(static_cast<size_t>(std::min(length, kMaxTransfer)));
  ssize_t count =
      retry_interrupted(thread, [&] { return ::read(descriptor, buffer.data(), buffer.size()); });
  return count < 0 ? failed_call(thread) : new_bytes(thread, buffer.data(), count);
}

RawObject posix_pread(Thread* thread, Arguments arguments) {
  int descriptor;
  int64_t length, offset;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &length) ||
      !int64_argument(thread, arguments[2], &offset)) {
    return RawObject::error();
  }
  if (length < 0) return raise_os_error(thread, EINVAL);
  std::vector<char> buffer(static_cast<size_t>(std::min(length, kMaxTransfer)));
  ssize_t count = retry_interrupted(
      thread, [&] { return ::pread(descriptor, buffer.data(), buffer.size(), offset); });
  return count < 0 ? failed_call(thread) : new_bytes(thread, buffer.data(), count);
}

namespace {

bool bytes_argument(Thread* thread, RawObject argument, std::string* out) {
  Object value(thread, argument);
  BufferView view(thread);
  if (!view.acquire(value)) return false;
  *out = view.copy();
  return true;
}

}  // namespace

RawObject posix_write(Thread* thread, Arguments arguments) {
  int descriptor;
  std::string data;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !bytes_argument(thread, arguments[1], &data))
    return RawObject::error();
  size_t size = std::min(data.size(), static_cast<size_t>(kMaxTransfer));
  return call_int(
      thread, retry_interrupted(thread, [&] { return ::write(descriptor, data.data(), size); }));
}

RawObject posix_pwrite(Thread* thread, Arguments arguments) {
  int descriptor;
  int64_t offset;
  std::string data;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !bytes_argument(thread, arguments[1], &data) ||
      !int64_argument(thread, arguments[2], &offset)) {
    return RawObject::error();
  }
  size_t size = std::min(data.size(), static_cast<size_t>(kMaxTransfer));
  return call_int(thread, retry_interrupted(thread, [&] {
                    return ::pwrite(descriptor, data.data(), size, offset);
                  }));
}

// --- scattered buffers
// Objects move while the system call runs, so data passes through native memory.

namespace {

bool buffer_list(Thread* thread, RawObject argument, const char* function, List* out) {
  Object sequence(thread, argument);
  bool is_sequence =
      is_heap_list(*sequence) || is_tuple(*sequence) ||
      !type_lookup(thread, type_of(thread, *sequence), Symbol::k__getitem__).is_unbound();
  if (!is_sequence) {
    raise_type_error(thread, "%s() arg 2 must be a sequence", function);
    return false;
  }
  *out = list_from_iterable(thread, sequence);
  return !(*out)->is_error();
}

RawObject scatter_read(Thread* thread, Arguments arguments, const char* function, int64_t offset,
                       int flags) {
  int descriptor;
  List buffers(thread, RawObject::none());
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !buffer_list(thread, arguments[1], function, &buffers)) {
    return RawObject::error();
  }
  std::vector<std::string> memory(static_cast<size_t>(buffers->length()));
  std::vector<iovec> parts;
  Object item(thread, RawObject::none());
  for (size_t i = 0; i < memory.size(); i++) {
    item = list_at(*buffers, static_cast<word>(i));
    BufferView view(thread);
    if (!view.acquire(item, BufferAccess::kWrite)) {
      if (pending_matches(thread, Exc::kBufferError) || supports_buffer_NoGC(*item)) {
        thread->take_exception();
        return raise(thread, Exc::kBufferError, "Object is not writable.");
      }
      return RawObject::error();
    }
    memory[i].resize(static_cast<size_t>(view.size()));
    parts.push_back({memory[i].data(), memory[i].size()});
  }
  ssize_t count = retry_interrupted(thread, [&] {
    int size = static_cast<int>(parts.size());
    return offset < 0 ? ::readv(descriptor, parts.data(), size)
                      : ::preadv2(descriptor, parts.data(), size, offset, flags);
  });
  if (count < 0) return failed_call(thread);
  size_t left = static_cast<size_t>(count);
  for (size_t i = 0; i < memory.size() && left > 0; i++) {
    item = list_at(*buffers, static_cast<word>(i));
    BufferView view(thread);
    if (!view.acquire(item, BufferAccess::kWrite)) return RawObject::error();
    size_t size = std::min({left, memory[i].size(), static_cast<size_t>(view.size())});
    std::memcpy(view.data_NoGC(), memory[i].data(), size);
    left -= std::min(left, memory[i].size());
  }
  return new_int(thread, count);
}

RawObject gather_write(Thread* thread, Arguments arguments, const char* function, int64_t offset,
                       int flags) {
  int descriptor;
  List buffers(thread, RawObject::none());
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !buffer_list(thread, arguments[1], function, &buffers)) {
    return RawObject::error();
  }
  std::vector<std::string> memory(static_cast<size_t>(buffers->length()));
  std::vector<iovec> parts;
  for (size_t i = 0; i < memory.size(); i++) {
    if (!bytes_argument(thread, list_at(*buffers, static_cast<word>(i)), &memory[i]))
      return RawObject::error();
    parts.push_back({memory[i].data(), memory[i].size()});
  }
  return call_int(thread, retry_interrupted(thread, [&] {
                    int size = static_cast<int>(parts.size());
                    return offset < 0 ? ::writev(descriptor, parts.data(), size)
                                      : ::pwritev2(descriptor, parts.data(), size, offset, flags);
                  }));
}

bool offset_and_flags(Thread* thread, Arguments arguments, int64_t* offset, int* flags) {
  if (!int64_argument(thread, arguments[2], offset) || !int_argument(thread, arguments[3], flags))
    return false;
  if (*offset >= 0) return true;
  raise_os_error(thread, EINVAL);
  return false;
}

}  // namespace

RawObject posix_readv(Thread* thread, Arguments arguments) {
  return scatter_read(thread, arguments, "readv", -1, 0);
}
RawObject posix_writev(Thread* thread, Arguments arguments) {
  return gather_write(thread, arguments, "writev", -1, 0);
}
RawObject posix_preadv(Thread* thread, Arguments arguments) {
  int64_t offset;
  int flags;
  if (!offset_and_flags(thread, arguments, &offset, &flags)) return RawObject::error();
  return scatter_read(thread, arguments, "preadv", offset, flags);
}
RawObject posix_pwritev(Thread* thread, Arguments arguments) {
  int64_t offset;
  int flags;
  if (!offset_and_flags(thread, arguments, &offset, &flags)) return RawObject::error();
  return gather_write(thread, arguments, "pwritev", offset, flags);
}

// --- from one descriptor to another

namespace {

struct Transfer {
  int source, target;
  int64_t count;
  off64_t source_offset, target_offset;
  off64_t *source_pointer, *target_pointer;
};

bool transfer_arguments(Thread* thread, Arguments arguments, Transfer* out) {
  if (!int_argument(thread, arguments[0], &out->source) ||
      !int_argument(thread, arguments[1], &out->target) ||
      !int64_argument(thread, arguments[2], &out->count)) {
    return false;
  }
  if (out->count < 0) {
    raise_value_error(thread, "negative value for 'count' not allowed");
    return false;
  }
  out->source_pointer = arguments[3].is_none() ? nullptr : &out->source_offset;
  out->target_pointer = arguments[4].is_none() ? nullptr : &out->target_offset;
  return (out->source_pointer == nullptr ||
          int64_argument(thread, arguments[3], &out->source_offset)) &&
         (out->target_pointer == nullptr ||
          int64_argument(thread, arguments[4], &out->target_offset));
}

}  // namespace

RawObject posix_copy_file_range(Thread* thread, Arguments arguments) {
  Transfer transfer;
  if (!transfer_arguments(thread, arguments, &transfer)) return RawObject::error();
  return call_int(thread, retry_interrupted(thread, [&] {
                    return ::copy_file_range(transfer.source, transfer.source_pointer,
                                             transfer.target, transfer.target_pointer,
                                             static_cast<size_t>(transfer.count), 0);
                  }));
}

RawObject posix_splice(Thread* thread, Arguments arguments) {
  Transfer transfer;
  int flags;
  if (!transfer_arguments(thread, arguments, &transfer) ||
      !int_argument(thread, arguments[5], &flags))
    return RawObject::error();
  return call_int(thread, retry_interrupted(thread, [&] {
                    return ::splice(transfer.source, transfer.source_pointer, transfer.target,
                                    transfer.target_pointer, static_cast<size_t>(transfer.count),
                                    static_cast<unsigned>(flags));
                  }));
}

RawObject posix_sendfile(Thread* thread, Arguments arguments) {
  int out, in;
  int64_t offset = 0, count;
  if (!int_argument(thread, arguments[0], &out) || !int_argument(thread, arguments[1], &in))
    return RawObject::error();
  bool has_offset = !arguments[2].is_none();
  if (has_offset && !int64_argument(thread, arguments[2], &offset)) return RawObject::error();
  if (!int64_argument(thread, arguments[3], &count)) return RawObject::error();
  off64_t position = offset;
  return call_int(thread, retry_interrupted(thread, [&] {
                    return ::sendfile(out, in, has_offset ? &position : nullptr,
                                      static_cast<size_t>(count));
                  }));
}

// --- position, size, state

RawObject posix_lseek(Thread* thread, Arguments arguments) {
  int descriptor, whence;
  int64_t position;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &position) ||
      !int_argument(thread, arguments[2], &whence)) {
    return RawObject::error();
  }
  return call_int(thread, ::lseek(descriptor, position, whence));
}

RawObject posix_ftruncate(Thread* thread, Arguments arguments) {
  int descriptor;
  int64_t length;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &length)) {
    return RawObject::error();
  }
  return call_none(thread,
                   retry_interrupted(thread, [&] { return ::ftruncate(descriptor, length); }));
}

RawObject posix_fsync(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!descriptor_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_none(thread, retry_interrupted(thread, [&] { return ::fsync(descriptor); }));
}
RawObject posix_fdatasync(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!descriptor_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_none(thread, retry_interrupted(thread, [&] { return ::fdatasync(descriptor); }));
}
RawObject posix_fchdir(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!descriptor_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_none(thread, retry_interrupted(thread, [&] { return ::fchdir(descriptor); }));
}
RawObject posix_sync(Thread* thread, Arguments) {
  BlockingRegion region(thread);
  ::sync();
  return RawObject::none();
}

RawObject posix_posix_fallocate(Thread* thread, Arguments arguments) {
  int descriptor;
  int64_t offset, length;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &offset) ||
      !int64_argument(thread, arguments[2], &length)) {
    return RawObject::error();
  }
  int error = ::posix_fallocate(descriptor, offset, length);
  return error != 0 ? raise_os_error(thread, error) : RawObject::none();
}

RawObject posix_posix_fadvise(Thread* thread, Arguments arguments) {
  int descriptor, advice;
  int64_t offset, length;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int64_argument(thread, arguments[1], &offset) ||
      !int64_argument(thread, arguments[2], &length) ||
      !int_argument(thread, arguments[3], &advice)) {
    return RawObject::error();
  }
  int error = ::posix_fadvise(descriptor, offset, length, advice);
  return error != 0 ? raise_os_error(thread, error) : RawObject::none();
}

RawObject posix_lockf(Thread* thread, Arguments arguments) {
  int descriptor, command;
  int64_t length;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int_argument(thread, arguments[1], &command) ||
      !int64_argument(thread, arguments[2], &length)) {
    return RawObject::error();
  }
  return call_none(thread,
                   retry_interrupted(thread, [&] { return ::lockf(descriptor, command, length); }));
}

RawObject posix_isatty(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return RawObject::from_bool(::isatty(descriptor) == 1);
}

RawObject posix_get_inheritable(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  int flags = ::fcntl(descriptor, F_GETFD);
  return flags < 0 ? failed_call(thread) : RawObject::from_bool((flags & FD_CLOEXEC) == 0);
}

RawObject posix_set_inheritable(Thread* thread, Arguments arguments) {
  int descriptor, inheritable;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int_argument(thread, arguments[1], &inheritable)) {
    return RawObject::error();
  }
  return set_descriptor_inheritable(descriptor, inheritable != 0) ? RawObject::none()
                                                                  : failed_call(thread);
}

RawObject posix_get_blocking(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  int flags = ::fcntl(descriptor, F_GETFL);
  return flags < 0 ? failed_call(thread) : RawObject::from_bool((flags & O_NONBLOCK) == 0);
}

RawObject posix_set_blocking(Thread* thread, Arguments arguments) {
  int descriptor;
  bool blocking;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !flag_argument(thread, arguments[1], &blocking)) {
    return RawObject::error();
  }
  int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0) return failed_call(thread);
  return call_none(
      thread, ::fcntl(descriptor, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

// --- making descriptors

RawObject posix_pipe(Thread* thread, Arguments) {
  int ends[2];
  return ::pipe2(ends, O_CLOEXEC) != 0 ? failed_call(thread)
                                       : new_int_pair(thread, ends[0], ends[1]);
}

RawObject posix_pipe2(Thread* thread, Arguments arguments) {
  int flags, ends[2];
  if (!int_argument(thread, arguments[0], &flags)) return RawObject::error();
  return ::pipe2(ends, flags) != 0 ? failed_call(thread) : new_int_pair(thread, ends[0], ends[1]);
}

RawObject posix_memfd_create(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  std::string text;
  int flags;
  if (!path_text(thread, name, "memfd_create: name", &text) ||
      !int_argument(thread, arguments[1], &flags)) {
    return RawObject::error();
  }
  return call_int(thread, ::memfd_create(text.c_str(), static_cast<unsigned>(flags)));
}

RawObject posix_eventfd(Thread* thread, Arguments arguments) {
  int64_t initial;
  int flags;
  if (!int64_argument(thread, arguments[0], &initial) ||
      !int_argument(thread, arguments[1], &flags))
    return RawObject::error();
  return call_int(thread, ::eventfd(static_cast<unsigned>(initial), flags));
}

RawObject posix_eventfd_read(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!descriptor_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  eventfd_t value;
  int result = retry_interrupted(thread, [&] { return ::eventfd_read(descriptor, &value); });
  return result != 0 ? failed_call(thread) : new_int_unsigned(thread, value);
}

RawObject posix_eventfd_write(Thread* thread, Arguments arguments) {
  int descriptor;
  uint64_t value;
  Object number(thread, arguments[1]);
  if (!descriptor_argument(thread, arguments[0], &descriptor) || !as_uint64(thread, number, &value))
    return RawObject::error();
  return call_none(thread,
                   retry_interrupted(thread, [&] { return ::eventfd_write(descriptor, value); }));
}

// --- terminals

RawObject posix_openpty(Thread* thread, Arguments) {
  int master, slave;
  if (::openpty(&master, &slave, nullptr, nullptr, nullptr) != 0) return failed_call(thread);
  set_descriptor_inheritable(master, false);
  set_descriptor_inheritable(slave, false);
  return new_int_pair(thread, master, slave);
}

RawObject posix_login_tty(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!descriptor_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_none(thread, ::login_tty(descriptor));
}

RawObject posix_ttyname(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  char name[PATH_MAX];
  int error = ::ttyname_r(descriptor, name, sizeof(name));
  return error != 0 ? raise_os_error(thread, error) : decode_file_system(thread, name);
}

RawObject posix_ctermid(Thread* thread, Arguments) {
  char name[L_ctermid];
  ::ctermid(name);
  return decode_file_system(thread, name);
}

RawObject posix_tcgetpgrp(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return call_int(thread, ::tcgetpgrp(descriptor));
}
RawObject posix_tcsetpgrp(Thread* thread, Arguments arguments) {
  int descriptor, group;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int_argument(thread, arguments[1], &group))
    return RawObject::error();
  return call_none(thread, ::tcsetpgrp(descriptor, group));
}

RawObject posix_device_encoding(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  return ::isatty(descriptor) == 1 ? new_str_ascii(thread, "utf-8") : RawObject::none();
}

RawObject posix_get_terminal_size(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  winsize size;
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return failed_call(thread);
  Tuple values(thread, new_tuple(thread, 2));
  tuple_init(*values, 0, RawObject::from_small_int(size.ws_col));
  tuple_init(*values, 1, RawObject::from_small_int(size.ws_row));
  Object type(thread, posix_type(thread, PosixType::kTerminalSize));
  return new_struct_sequence(thread, type, values);
}

// --- random bytes

RawObject posix_urandom(Thread* thread, Arguments arguments) {
  int64_t size;
  if (!int64_argument(thread, arguments[0], &size)) return RawObject::error();
  if (size < 0) return raise_value_error(thread, "negative argument not allowed");
  std::vector<char> data(static_cast<size_t>(size));
  for (size_t done = 0; done < data.size();) {
    ssize_t count = retry_interrupted(
        thread, [&] { return ::getrandom(data.data() + done, data.size() - done, 0); });
    if (count < 0) return failed_call(thread);
    done += static_cast<size_t>(count);
  }
  return new_bytes(thread, data.data(), size);
}

RawObject posix_getrandom(Thread* thread, Arguments arguments) {
  int64_t size;
  int flags;
  if (!int64_argument(thread, arguments[0], &size) || !int_argument(thread, arguments[1], &flags))
    return RawObject::error();
  if (size < 0) return raise_os_error(thread, EINVAL);
  std::vector<char> data(static_cast<size_t>(size));
  ssize_t count = retry_interrupted(
      thread, [&] { return ::getrandom(data.data(), data.size(), static_cast<unsigned>(flags)); });
  return count < 0 ? failed_call(thread) : new_bytes(thread, data.data(), count);
}

}  // namespace pyro::natives
