#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/posix/path.h"
#include "modules/posix/stat_result.h"
#include "modules/time_value.h"
#include "runtime/struct_sequence.h"

// posix: functions on paths.

namespace pyro {

RawObject new_stat_result(Thread* thread, const struct stat& info) {
  Tuple values(thread, new_tuple(thread, 19));
  auto set_int = [&](word index, uint64_t number) {
    RawObject value = new_int_unsigned(thread, number);
    tuple_init(*values, index, value);
  };
  set_int(0, info.st_mode);
  set_int(1, info.st_ino);
  set_int(2, info.st_dev);
  set_int(3, info.st_nlink);
  set_int(4, info.st_uid);
  set_int(5, info.st_gid);
  set_int(6, static_cast<uint64_t>(info.st_size));
  const timespec* times[] = {&info.st_atim, &info.st_mtim, &info.st_ctim};
  for (word i = 0; i < 3; i++) {
    const timespec& time = *times[i];
    tuple_init(*values, 7 + i, RawObject::from_small_int(time.tv_sec));
    double seconds = static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    RawObject value = new_float(thread, seconds);
    tuple_init(*values, 10 + i, value);
    tuple_init(*values, 13 + i, RawObject::from_small_int(time.tv_sec * 1000000000 + time.tv_nsec));
  }
  set_int(16, static_cast<uint64_t>(info.st_blksize));
  set_int(17, static_cast<uint64_t>(info.st_blocks));
  set_int(18, info.st_rdev);
  Object type(thread, posix_type(thread, PosixType::kStat));
  return new_struct_sequence(thread, type, values);
}

namespace natives {

namespace {

RawObject do_stat(Thread* thread, Path& path, RawObject dir_fd, bool follow) {
  int directory;
  if (!directory_argument(thread, dir_fd, &directory)) return RawObject::error();
  if (path.is_descriptor() && directory != AT_FDCWD) {
    return raise_value_error(thread, "%s: can't specify dir_fd without matching path",
                             path.function());
  }
  if (path.is_descriptor() && !follow) {
    return raise_value_error(thread, "%s: cannot use fd and follow_symlinks together",
                             path.function());
  }
  if (path.is_descriptor() && path.descriptor() == -1) {
    errno = EFAULT;  // what the system says of a path that is not there
    return path.raise_error();
  }
  struct stat info;
  int result;
  {
    BlockingRegion region(thread);
    result = path.is_descriptor()
                 ? ::fstat(path.descriptor(), &info)
                 : ::fstatat(directory, path.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  }
  return result != 0 ? path.raise_error() : new_stat_result(thread, info);
}

}  // namespace

RawObject posix_stat(Thread* thread, Arguments arguments) {
  Path path(thread, "stat", "path", kPathOrDescriptor);
  bool follow;
  if (!path.read(arguments[0]) || !flag_argument(thread, arguments[2], &follow))
    return RawObject::error();
  return do_stat(thread, path, arguments[1], follow);
}

RawObject posix_lstat(Thread* thread, Arguments arguments) {
  Path path(thread, "lstat");
  if (!path.read(arguments[0])) return RawObject::error();
  return do_stat(thread, path, arguments[1], false);
}

RawObject posix_fstat(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  struct stat info;
  int result = retry_interrupted(thread, [&] { return ::fstat(descriptor, &info); });
  return result != 0 ? failed_call(thread) : new_stat_result(thread, info);
}

RawObject posix_access(Thread* thread, Arguments arguments) {
  Path path(thread, "access");
  int mode, directory;
  bool effective, follow;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &mode) ||
      !directory_argument(thread, arguments[2], &directory) ||
      !flag_argument(thread, arguments[3], &effective) ||
      !flag_argument(thread, arguments[4], &follow)) {
    return RawObject::error();
  }
  int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  BlockingRegion region(thread);
  return RawObject::from_bool(::faccessat(directory, path.c_str(), mode, flags) == 0);
}

RawObject posix_chdir(Thread* thread, Arguments arguments) {
  Path path(thread, "chdir", "path", kPathOrDescriptor);
  if (!path.read(arguments[0])) return RawObject::error();
  int result = path.is_descriptor() ? ::fchdir(path.descriptor()) : ::chdir(path.c_str());
  return result != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_chroot(Thread* thread, Arguments arguments) {
  Path path(thread, "chroot");
  if (!path.read(arguments[0])) return RawObject::error();
  return ::chroot(path.c_str()) != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_chmod(Thread* thread, Arguments arguments) {
  Path path(thread, "chmod", "path", kPathOrDescriptor);
  int mode, directory;
  bool follow;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &mode) ||
      !directory_argument(thread, arguments[2], &directory) ||
      !flag_argument(thread, arguments[3], &follow)) {
    return RawObject::error();
  }
  if (!follow) {
    if (path.is_descriptor())
      return raise_value_error(thread, "chmod: cannot use fd and follow_symlinks together");
    if (directory != AT_FDCWD)
      return raise_value_error(thread, "chmod: cannot use dir_fd and follow_symlinks together");
    return raise(thread, Exc::kNotImplementedError,
                 "chmod: follow_symlinks unavailable on this platform");
  }
  mode_t bits = static_cast<mode_t>(mode);
  int result = path.is_descriptor() ? ::fchmod(path.descriptor(), bits)
                                    : ::fchmodat(directory, path.c_str(), bits, 0);
  return result != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_fchmod(Thread* thread, Arguments arguments) {
  int descriptor, mode;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !int_argument(thread, arguments[1], &mode))
    return RawObject::error();
  return call_none(thread, retry_interrupted(thread, [&] {
                     return ::fchmod(descriptor, static_cast<mode_t>(mode));
                   }));
}

RawObject posix_chown(Thread* thread, Arguments arguments) {
  Path path(thread, "chown", "path", kPathOrDescriptor);
  uid_t user;
  gid_t group;
  int directory;
  bool follow;
  if (!path.read(arguments[0]) || !identity_argument(thread, arguments[1], "uid", &user) ||
      !identity_argument(thread, arguments[2], "gid", &group) ||
      !directory_argument(thread, arguments[3], &directory) ||
      !flag_argument(thread, arguments[4], &follow)) {
    return RawObject::error();
  }
  if (path.is_descriptor() && directory != AT_FDCWD) {
    return raise_value_error(thread, "chown: can't specify dir_fd without matching path");
  }
  if (path.is_descriptor() && !follow)
    return raise_value_error(thread, "chown: cannot use fd and follow_symlinks together");
  int result = path.is_descriptor() ? ::fchown(path.descriptor(), user, group)
                                    : ::fchownat(directory, path.c_str(), user, group,
                                                 follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return result != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_lchown(Thread* thread, Arguments arguments) {
  Path path(thread, "lchown");
  uid_t user;
  gid_t group;
  if (!path.read(arguments[0]) || !identity_argument(thread, arguments[1], "uid", &user) ||
      !identity_argument(thread, arguments[2], "gid", &group)) {
    return RawObject::error();
  }
  return ::lchown(path.c_str(), user, group) != 0 ? path.raise_error() : RawObject::none();
}

RawObject posix_fchown(Thread* thread, Arguments arguments) {
  int descriptor;
  uid_t user;
  gid_t group;
  if (!int_argument(thread, arguments[0], &descriptor) ||
      !identity_argument(thread, arguments[1], "uid", &user) ||
      !identity_argument(thread, arguments[2], "gid", &group)) {
    return RawObject::error();
  }
  return call_none(thread,
                   retry_interrupted(thread, [&] { return ::fchown(descriptor, user, group); }));
}

// --- names

RawObject posix_link(Thread* thread, Arguments arguments) {
  Path source(thread, "link", "src"), target(thread, "link", "dst");
  int source_directory, target_directory;
  bool follow;
  if (!source.read(arguments[0]) || !target.read(arguments[1]) ||
      !directory_argument(thread, arguments[2], &source_directory) ||
      !directory_argument(thread, arguments[3], &target_directory) ||
      !flag_argument(thread, arguments[4], &follow)) {
    return RawObject::error();
  }
  bool plain = source_directory == AT_FDCWD && target_directory == AT_FDCWD && follow;
  int result = plain ? ::link(source.c_str(), target.c_str())
                     : ::linkat(source_directory, source.c_str(), target_directory, target.c_str(),
                                follow ? AT_SYMLINK_FOLLOW : 0);
  return result != 0 ? raise_os_error_two_paths(thread, errno, source, target) : RawObject::none();
}

RawObject posix_symlink(Thread* thread, Arguments arguments) {
  Path source(thread, "symlink", "src"), target(thread, "symlink", "dst");
  int directory;
  if (!source.read(arguments[0]) || !target.read(arguments[1]) ||
      !directory_argument(thread, arguments[3], &directory)) {
    return RawObject::error();
  }
  int result = ::symlinkat(source.c_str(), directory, target.c_str());
  return result != 0 ? raise_os_error_two_paths(thread, errno, source, target) : RawObject::none();
}

namespace {

RawObject do_rename(Thread* thread, const char* function, Arguments arguments) {
  Path source(thread, function, "src"), target(thread, function, "dst");
  int source_directory, target_directory;
  if (!source.read(arguments[0]) || !target.read(arguments[1]) ||
      !directory_argument(thread, arguments[2], &source_directory) ||
      !directory_argument(thread, arguments[3], &target_directory)) {
    return RawObject::error();
  }
  int result = ::renameat(source_directory, source.c_str(), target_directory, target.c_str());
  return result != 0 ? raise_os_error_two_paths(thread, errno, source, target) : RawObject::none();
}

RawObject do_unlink(Thread* thread, const char* function, Arguments arguments, int flags) {
  Path path(thread, function);
  int directory;
  if (!path.read(arguments[0]) || !directory_argument(thread, arguments[1], &directory))
    return RawObject::error();
  return ::unlinkat(directory, path.c_str(), flags) != 0 ? path.raise_error() : RawObject::none();
}

}  // namespace

RawObject posix_rename(Thread* thread, Arguments arguments) {
  return do_rename(thread, "rename", arguments);
}
RawObject posix_replace(Thread* thread, Arguments arguments) {
  return do_rename(thread, "replace", arguments);
}
RawObject posix_unlink(Thread* thread, Arguments arguments) {
  return do_unlink(thread, "unlink", arguments, 0);
}
RawObject posix_remove(Thread* thread, Arguments arguments) {
  return do_unlink(thread, "remove", arguments, 0);
}
RawObject posix_rmdir(Thread* thread, Arguments arguments) {
  return do_unlink(thread, "rmdir", arguments, AT_REMOVEDIR);
}

RawObject posix_mkdir(Thread* thread, Arguments arguments) {
  Path path(thread, "mkdir");
  int mode, directory;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &mode) ||
      !directory_argument(thread, arguments[2], &directory)) {
    return RawObject::error();
  }
  return ::mkdirat(directory, path.c_str(), static_cast<mode_t>(mode)) != 0 ? path.raise_error()
                                                                            : RawObject::none();
}

RawObject posix_mkfifo(Thread* thread, Arguments arguments) {
  Path path(thread, "mkfifo");
  int mode, directory;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &mode) ||
      !directory_argument(thread, arguments[2], &directory)) {
    return RawObject::error();
  }
  return call_none(thread, ::mkfifoat(directory, path.c_str(), static_cast<mode_t>(mode)));
}

RawObject posix_mknod(Thread* thread, Arguments arguments) {
  Path path(thread, "mknod");
  int mode, directory;
  int64_t device;
  if (!path.read(arguments[0]) || !int_argument(thread, arguments[1], &mode) ||
      !int64_argument(thread, arguments[2], &device) ||
      !directory_argument(thread, arguments[3], &directory)) {
    return RawObject::error();
  }
  return call_none(thread, ::mknodat(directory, path.c_str(), static_cast<mode_t>(mode),
                                     static_cast<dev_t>(device)));
}

RawObject posix_readlink(Thread* thread, Arguments arguments) {
  Path path(thread, "readlink");
  int directory;
  if (!path.read(arguments[0]) || !directory_argument(thread, arguments[1], &directory))
    return RawObject::error();
  char target[PATH_MAX + 1];
  ssize_t length = ::readlinkat(directory, path.c_str(), target, PATH_MAX);
  return length < 0 ? path.raise_error()
                    : path.decode(std::string_view(target, static_cast<size_t>(length)));
}

RawObject posix_truncate(Thread* thread, Arguments arguments) {
  Path path(thread, "truncate", "path", kPathOrDescriptor);
  int64_t length;
  if (!path.read(arguments[0]) || !int64_argument(thread, arguments[1], &length))
    return RawObject::error();
  int result = path.is_descriptor() ? ::ftruncate(path.descriptor(), length)
                                    : ::truncate(path.c_str(), length);
  if (result == 0) return RawObject::none();
  return path.is_descriptor() ? failed_call(thread) : path.raise_error();
}

// --- times

namespace {

// Whole nanoseconds as divmod(ns, 10**9) splits them.
bool split_nanoseconds(Thread* thread, const Object& value, timespec* out) {
  int64_t nanoseconds;
  if (!as_int64(thread, value, &nanoseconds)) return false;
  out->tv_sec = nanoseconds / 1000000000;
  out->tv_nsec = nanoseconds % 1000000000;
  if (out->tv_nsec < 0) out->tv_nsec += 1000000000, out->tv_sec--;
  return true;
}

bool read_times(Thread* thread, Arguments arguments, timespec times[2], bool* now) {
  bool has_times = !arguments[1].is_none() && !arguments[1].is_unbound(),
       has_ns = !arguments[2].is_unbound();
  *now = !has_times && !has_ns;
  if (has_times && has_ns) {
    raise_value_error(thread, "utime: you may specify either 'times' or 'ns' but not both");
    return false;
  }
  if (*now) return true;
  Object given(thread, has_times ? arguments[1] : arguments[2]);
  if (!is_tuple(*given) || tuple_length(underlying_value(*given)) != 2) {
    raise_type_error(thread, has_times ? "utime: 'times' must be either a tuple of two ints or None"
                                       : "utime: 'ns' must be a tuple of two ints");
    return false;
  }
  for (word i = 0; i < 2; i++) {
    Object item(thread, tuple_at(underlying_value(*given), i));
    long nanoseconds;
    if (has_ns) {
      if (!split_nanoseconds(thread, item, &times[i])) return false;
    } else {
      if (!as_seconds(thread, item, TimeRounding::kFloor, &times[i].tv_sec, &nanoseconds))
        return false;
      times[i].tv_nsec = nanoseconds;
    }
  }
  return true;
}

}  // namespace

RawObject posix_utime(Thread* thread, Arguments arguments) {
  Path path(thread, "utime", "path", kPathOrDescriptor);
  timespec times[2];
  bool now, follow;
  int directory;
  if (!path.read(arguments[0]) || !read_times(thread, arguments, times, &now) ||
      !directory_argument(thread, arguments[3], &directory) ||
      !flag_argument(thread, arguments[4], &follow)) {
    return RawObject::error();
  }
  if (path.is_descriptor() && directory != AT_FDCWD) {
    return raise_value_error(thread, "utime: can't specify dir_fd without matching path");
  }
  if (path.is_descriptor() && !follow)
    return raise_value_error(thread, "utime: cannot use fd and follow_symlinks together");
  const timespec* wanted = now ? nullptr : times;
  int result = path.is_descriptor()
                   ? ::futimens(path.descriptor(), wanted)
                   : ::utimensat(directory, path.c_str(), wanted, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  if (result == 0) return RawObject::none();
  return path.is_descriptor() ? failed_call(thread) : path.raise_error();
}

// --- file systems

namespace {

RawObject new_statvfs_result(Thread* thread, const struct statvfs& info) {
  uint64_t numbers[] = {info.f_bsize,  info.f_frsize,  info.f_blocks, info.f_bfree,
                        info.f_bavail, info.f_files,   info.f_ffree,  info.f_favail,
                        info.f_flag,   info.f_namemax, info.f_fsid};
  Tuple values(thread, new_tuple(thread, 11));
  for (word i = 0; i < 11; i++) {
    RawObject value = new_int_unsigned(thread, numbers[i]);
    tuple_init(*values, i, value);
  }
  Object type(thread, posix_type(thread, PosixType::kStatvfs));
  return new_struct_sequence(thread, type, values);
}

}  // namespace

RawObject posix_statvfs(Thread* thread, Arguments arguments) {
  Path path(thread, "statvfs", "path", kPathOrDescriptor);
  if (!path.read(arguments[0])) return RawObject::error();
  struct statvfs info;
  int result =
      path.is_descriptor() ? ::fstatvfs(path.descriptor(), &info) : ::statvfs(path.c_str(), &info);
  return result != 0 ? path.raise_error() : new_statvfs_result(thread, info);
}

RawObject posix_fstatvfs(Thread* thread, Arguments arguments) {
  int descriptor;
  if (!int_argument(thread, arguments[0], &descriptor)) return RawObject::error();
  struct statvfs info;
  int result = retry_interrupted(thread, [&] { return ::fstatvfs(descriptor, &info); });
  return result != 0 ? failed_call(thread) : new_statvfs_result(thread, info);
}

namespace {

bool device_argument(Thread* thread, RawObject argument, uint64_t* device) {
  Object value(thread, argument);
  return as_uint64(thread, value, device);
}

}  // namespace

RawObject posix_major(Thread* thread, Arguments arguments) {
  uint64_t device;
  return device_argument(thread, arguments[0], &device) ? new_int(thread, gnu_dev_major(device))
                                                        : RawObject::error();
}
RawObject posix_minor(Thread* thread, Arguments arguments) {
  uint64_t device;
  return device_argument(thread, arguments[0], &device) ? new_int(thread, gnu_dev_minor(device))
                                                        : RawObject::error();
}
RawObject posix_makedev(Thread* thread, Arguments arguments) {
  int major, minor;
  if (!int_argument(thread, arguments[0], &major) || !int_argument(thread, arguments[1], &minor))
    return RawObject::error();
  return new_int_unsigned(
      thread, gnu_dev_makedev(static_cast<unsigned>(major), static_cast<unsigned>(minor)));
}

// --- path arithmetic

RawObject posix_fspath(Thread* thread, Arguments arguments) {
  Object path(thread, arguments[0]);
  return file_system_path(thread, path);
}

namespace {

// POSIX lets exactly two leading slashes mean something special.
std::string normal_path(std::string_view path) {
  size_t slashes = path.empty() || path[0] != '/'                                             ? 0
                   : path.size() > 1 && path[1] == '/' && (path.size() < 3 || path[2] != '/') ? 2
                                                                                              : 1;
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= path.size();) {
    size_t end = std::min(path.find('/', at), path.size());
    std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != ".." || (slashes == 0 && parts.empty()) ||
        (!parts.empty() && parts.back() == "..")) {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  std::string result(slashes, '/');
  for (size_t i = 0; i < parts.size(); i++) {
    if (i > 0) result += '/';
    result += parts[i];
  }
  return result;
}

}  // namespace

RawObject posix__path_normpath(Thread* thread, Arguments arguments) {
  Object path(thread, arguments[0]);
  if (!is_str(*path)) return raise_type_error(thread, "expected 'str', not '%T'", &path);
  return new_str(thread, normal_path(utf8_of(*path)));
}

RawObject posix_getcwd(Thread* thread, Arguments) {
  char path[PATH_MAX + 1];
  if (::getcwd(path, sizeof(path)) == nullptr) return failed_call(thread);
  return decode_file_system(thread, path);
}
RawObject posix_getcwdb(Thread* thread, Arguments) {
  char path[PATH_MAX + 1];
  if (::getcwd(path, sizeof(path)) == nullptr) return failed_call(thread);
  return new_bytes(thread, std::string_view(path));
}

}  // namespace natives
}  // namespace pyro
