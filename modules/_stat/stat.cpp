#include <sys/stat.h>

#include "lib-python/natives.h"
#include "modules/support.h"

namespace pyro::natives {

namespace {

constexpr IntConstant kConstants[] = {
    {"S_IFDIR", S_IFDIR},
    {"S_IFCHR", S_IFCHR},
    {"S_IFBLK", S_IFBLK},
    {"S_IFREG", S_IFREG},
    {"S_IFIFO", S_IFIFO},
    {"S_IFLNK", S_IFLNK},
    {"S_IFSOCK", S_IFSOCK},
    {"S_IFDOOR", 0},
    {"S_IFPORT", 0},
    {"S_IFWHT", 0},
    {"S_ISUID", S_ISUID},
    {"S_ISGID", S_ISGID},
    {"S_ISVTX", S_ISVTX},
    {"S_ENFMT", S_ISGID},
    {"S_IREAD", S_IRUSR},
    {"S_IWRITE", S_IWUSR},
    {"S_IEXEC", S_IXUSR},
    {"S_IRWXU", S_IRWXU},
    {"S_IRUSR", S_IRUSR},
    {"S_IWUSR", S_IWUSR},
    {"S_IXUSR", S_IXUSR},
    {"S_IRWXG", S_IRWXG},
    {"S_IRGRP", S_IRGRP},
    {"S_IWGRP", S_IWGRP},
    {"S_IXGRP", S_IXGRP},
    {"S_IRWXO", S_IRWXO},
    {"S_IROTH", S_IROTH},
    {"S_IWOTH", S_IWOTH},
    {"S_IXOTH", S_IXOTH},
    {"UF_NODUMP", 0x1},
    {"UF_IMMUTABLE", 0x2},
    {"UF_APPEND", 0x4},
    {"UF_OPAQUE", 0x8},
    {"UF_NOUNLINK", 0x10},
    {"UF_COMPRESSED", 0x20},
    {"UF_HIDDEN", 0x8000},
    {"SF_ARCHIVED", 0x10000},
    {"SF_IMMUTABLE", 0x20000},
    {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000},
    {"SF_SNAPSHOT", 0x200000},
    {"ST_MODE", 0},
    {"ST_INO", 1},
    {"ST_DEV", 2},
    {"ST_NLINK", 3},
    {"ST_UID", 4},
    {"ST_GID", 5},
    {"ST_SIZE", 6},
    {"ST_ATIME", 7},
    {"ST_MTIME", 8},
    {"ST_CTIME", 9},
};

// st_mode is an unsigned int; larger ints are an error.
bool mode_argument(Thread* thread, RawObject argument, mode_t* mode) {
  Object value(thread, argument);
  if (!is_int(*value)) {
    raise_type_error(thread, "an integer is required");
    return false;
  }
  uint64_t wide;
  if (!as_uint64(thread, value, &wide)) {
    if (clear_pending_if(thread, Exc::kOverflowError)) {
      raise(thread, Exc::kOverflowError,
            is_heap_large_int(*value) ? "Python int too large to convert to C unsigned long"
                                      : "can't convert negative value to unsigned int");
    }
    return false;
  }
  if (wide > UINT32_MAX) {
    raise(thread, Exc::kOverflowError, "mode out of range");
    return false;
  }
  *mode = static_cast<mode_t>(wide);
  return true;
}

RawObject has_format(Thread* thread, Arguments arguments, mode_t format) {
  mode_t mode;
  if (!mode_argument(thread, arguments[0], &mode)) return RawObject::error();
  return RawObject::from_bool(format != 0 && (mode & S_IFMT) == format);
}

char type_letter(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return '-';
    case S_IFDIR:
      return 'd';
    case S_IFLNK:
      return 'l';
    case S_IFBLK:
      return 'b';
    case S_IFCHR:
      return 'c';
    case S_IFIFO:
      return 'p';
    case S_IFSOCK:
      return 's';
    default:
      return '?';
  }
}

}  // namespace

RawObject stat_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  return none_or_error(module_set_ints(thread, module, kConstants));
}

RawObject stat_S_IMODE(Thread* thread, Arguments arguments) {
  mode_t mode;
  return mode_argument(thread, arguments[0], &mode) ? RawObject::from_small_int(mode & 07777)
                                                    : RawObject::error();
}
RawObject stat_S_IFMT(Thread* thread, Arguments arguments) {
  mode_t mode;
  return mode_argument(thread, arguments[0], &mode) ? RawObject::from_small_int(mode & S_IFMT)
                                                    : RawObject::error();
}

RawObject stat_S_ISDIR(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFDIR);
}
RawObject stat_S_ISCHR(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFCHR);
}
RawObject stat_S_ISBLK(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFBLK);
}
RawObject stat_S_ISREG(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFREG);
}
RawObject stat_S_ISFIFO(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFIFO);
}
RawObject stat_S_ISLNK(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFLNK);
}
RawObject stat_S_ISSOCK(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, S_IFSOCK);
}
RawObject stat_S_ISDOOR(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, 0);
}
RawObject stat_S_ISPORT(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, 0);
}
RawObject stat_S_ISWHT(Thread* thread, Arguments arguments) {
  return has_format(thread, arguments, 0);
}

RawObject stat_filemode(Thread* thread, Arguments arguments) {
  mode_t mode;
  if (!mode_argument(thread, arguments[0], &mode)) return RawObject::error();
  std::string text(1, type_letter(mode));
  for (int shift = 6; shift >= 0; shift -= 3) {
    text += (mode >> shift & 4) != 0 ? 'r' : '-';
    text += (mode >> shift & 2) != 0 ? 'w' : '-';
    bool execute = (mode >> shift & 1) != 0;
    bool special = (mode & (shift == 6 ? S_ISUID : shift == 3 ? S_ISGID : S_ISVTX)) != 0;
    char set = shift == 0 ? 't' : 's';
    text += special ? (execute ? set : static_cast<char>(set - 32)) : execute ? 'x' : '-';
  }
  return new_str_ascii(thread, text);
}

}  // namespace pyro::natives
