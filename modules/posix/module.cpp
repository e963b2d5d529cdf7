#include <dlfcn.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <climits>
#include <cstdio>
#include <cstdlib>

#include "lib-python/natives.h"
#include "modules/posix/configuration.h"
#include "modules/posix/path.h"
#include "modules/posix/program.h"
#include "runtime/struct_sequence.h"

// posix: constants, struct sequence types and the environment.

extern "C" char** environ;

namespace pyro {

namespace {

constexpr IntConstant kConstants[] = {
    {"CLD_CONTINUED", CLD_CONTINUED},
    {"CLD_DUMPED", CLD_DUMPED},
    {"CLD_EXITED", CLD_EXITED},
    {"CLD_KILLED", CLD_KILLED},
    {"CLD_STOPPED", CLD_STOPPED},
    {"CLD_TRAPPED", CLD_TRAPPED},
    {"EFD_CLOEXEC", EFD_CLOEXEC},
    {"EFD_NONBLOCK", EFD_NONBLOCK},
    {"EFD_SEMAPHORE", EFD_SEMAPHORE},
    {"EX_CANTCREAT", 0x49},
    {"EX_CONFIG", 0x4e},
    {"EX_DATAERR", 0x41},
    {"EX_IOERR", 0x4a},
    {"EX_NOHOST", 0x44},
    {"EX_NOINPUT", 0x42},
    {"EX_NOPERM", 0x4d},
    {"EX_NOUSER", 0x43},
    {"EX_OK", 0},
    {"EX_OSERR", 0x47},
    {"EX_OSFILE", 0x48},
    {"EX_PROTOCOL", 0x4c},
    {"EX_SOFTWARE", 0x46},
    {"EX_TEMPFAIL", 0x4b},
    {"EX_UNAVAILABLE", 0x45},
    {"EX_USAGE", 0x40},
    {"F_LOCK", F_LOCK},
    {"F_OK", F_OK},
    {"F_TEST", F_TEST},
    {"F_TLOCK", F_TLOCK},
    {"F_ULOCK", F_ULOCK},
    {"GRND_NONBLOCK", 1},
    {"GRND_RANDOM", 2},
    {"MFD_ALLOW_SEALING", MFD_ALLOW_SEALING},
    {"MFD_CLOEXEC", MFD_CLOEXEC},
    {"MFD_HUGETLB", 4},
    {"MFD_HUGE_16GB", 0x88000000},
    {"MFD_HUGE_16MB", 0x60000000},
    {"MFD_HUGE_1GB", 0x78000000},
    {"MFD_HUGE_1MB", 0x50000000},
    {"MFD_HUGE_256MB", 0x70000000},
    {"MFD_HUGE_2GB", 0x7c000000},
    {"MFD_HUGE_2MB", 0x54000000},
    {"MFD_HUGE_32MB", 0x64000000},
    {"MFD_HUGE_512KB", 0x4c000000},
    {"MFD_HUGE_512MB", 0x74000000},
    {"MFD_HUGE_64KB", 0x40000000},
    {"MFD_HUGE_8MB", 0x5c000000},
    {"MFD_HUGE_MASK", 0x3f},
    {"MFD_HUGE_SHIFT", 0x1a},
    {"NGROUPS_MAX", 0x10000},
    {"O_ACCMODE", O_ACCMODE},
    {"O_APPEND", O_APPEND},
    {"O_ASYNC", O_ASYNC},
    {"O_CLOEXEC", O_CLOEXEC},
    {"O_CREAT", O_CREAT},
    {"O_DIRECT", O_DIRECT},
    {"O_DIRECTORY", O_DIRECTORY},
    {"O_DSYNC", O_DSYNC},
    {"O_EXCL", O_EXCL},
    {"O_FSYNC", O_FSYNC},
    {"O_LARGEFILE", 0},
    {"O_NDELAY", O_NDELAY},
    {"O_NOATIME", O_NOATIME},
    {"O_NOCTTY", O_NOCTTY},
    {"O_NOFOLLOW", O_NOFOLLOW},
    {"O_NONBLOCK", O_NONBLOCK},
    {"O_PATH", O_PATH},
    {"O_RDONLY", O_RDONLY},
    {"O_RDWR", O_RDWR},
    {"O_RSYNC", O_RSYNC},
    {"O_SYNC", O_SYNC},
    {"O_TMPFILE", O_TMPFILE},
    {"O_TRUNC", O_TRUNC},
    {"O_WRONLY", O_WRONLY},
    {"POSIX_FADV_DONTNEED", POSIX_FADV_DONTNEED},
    {"POSIX_FADV_NOREUSE", POSIX_FADV_NOREUSE},
    {"POSIX_FADV_NORMAL", POSIX_FADV_NORMAL},
    {"POSIX_FADV_RANDOM", POSIX_FADV_RANDOM},
    {"POSIX_FADV_SEQUENTIAL", POSIX_FADV_SEQUENTIAL},
    {"POSIX_FADV_WILLNEED", POSIX_FADV_WILLNEED},
    {"POSIX_SPAWN_CLOSE", 1},
    {"POSIX_SPAWN_DUP2", 2},
    {"POSIX_SPAWN_OPEN", 0},
    {"PRIO_PGRP", PRIO_PGRP},
    {"PRIO_PROCESS", PRIO_PROCESS},
    {"PRIO_USER", PRIO_USER},
    {"P_ALL", 0},
    {"P_PGID", 2},
    {"P_PID", 1},
    {"P_PIDFD", 3},
    {"RTLD_DEEPBIND", RTLD_DEEPBIND},
    {"RTLD_GLOBAL", RTLD_GLOBAL},
    {"RTLD_LAZY", RTLD_LAZY},
    {"RTLD_LOCAL", RTLD_LOCAL},
    {"RTLD_NODELETE", RTLD_NODELETE},
    {"RTLD_NOLOAD", RTLD_NOLOAD},
    {"RTLD_NOW", RTLD_NOW},
    {"RWF_APPEND", 0x10},
    {"RWF_DSYNC", 2},
    {"RWF_HIPRI", 1},
    {"RWF_NOWAIT", 8},
    {"RWF_SYNC", 4},
    {"R_OK", R_OK},
    {"SCHED_BATCH", SCHED_BATCH},
    {"SCHED_FIFO", SCHED_FIFO},
    {"SCHED_IDLE", SCHED_IDLE},
    {"SCHED_OTHER", SCHED_OTHER},
    {"SCHED_RESET_ON_FORK", 0x40000000},
    {"SCHED_RR", SCHED_RR},
    {"SEEK_DATA", SEEK_DATA},
    {"SEEK_HOLE", SEEK_HOLE},
    {"SPLICE_F_MORE", SPLICE_F_MORE},
    {"SPLICE_F_MOVE", SPLICE_F_MOVE},
    {"SPLICE_F_NONBLOCK", SPLICE_F_NONBLOCK},
    {"ST_APPEND", 0x100},
    {"ST_MANDLOCK", ST_MANDLOCK},
    {"ST_NOATIME", ST_NOATIME},
    {"ST_NODEV", ST_NODEV},
    {"ST_NODIRATIME", ST_NODIRATIME},
    {"ST_NOEXEC", ST_NOEXEC},
    {"ST_NOSUID", ST_NOSUID},
    {"ST_RDONLY", ST_RDONLY},
    {"ST_RELATIME", 0x1000},
    {"ST_SYNCHRONOUS", ST_SYNCHRONOUS},
    {"ST_WRITE", ST_WRITE},
    {"TMP_MAX", TMP_MAX},
    {"WCONTINUED", WCONTINUED},
    {"WEXITED", WEXITED},
    {"WNOHANG", WNOHANG},
    {"WNOWAIT", WNOWAIT},
    {"WSTOPPED", WSTOPPED},
    {"WUNTRACED", WUNTRACED},
    {"W_OK", W_OK},
    {"XATTR_CREATE", XATTR_CREATE},
    {"XATTR_REPLACE", XATTR_REPLACE},
    {"XATTR_SIZE_MAX", 0x10000},
    {"X_OK", X_OK},
};

// What os.py derives supports_fd, supports_dir_fd and supports_follow_symlinks from.
constexpr const char* kFunctionsOfTheSystem[] = {
    "HAVE_EVENTFD",      "HAVE_FACCESSAT", "HAVE_FCHDIR",    "HAVE_FCHMOD",    "HAVE_FCHMODAT",
    "HAVE_FCHOWN",       "HAVE_FCHOWNAT",  "HAVE_FEXECVE",   "HAVE_FDOPENDIR", "HAVE_FPATHCONF",
    "HAVE_FSTATAT",      "HAVE_FSTATVFS",  "HAVE_FTRUNCATE", "HAVE_FUTIMENS",  "HAVE_FUTIMES",
    "HAVE_FUTIMESAT",    "HAVE_LINKAT",    "HAVE_LCHOWN",    "HAVE_LSTAT",     "HAVE_LUTIMES",
    "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT",   "HAVE_MKFIFOAT",  "HAVE_MKNODAT",   "HAVE_OPENAT",
    "HAVE_READLINKAT",   "HAVE_RENAMEAT",  "HAVE_SYMLINKAT", "HAVE_UNLINKAT",  "HAVE_UTIMENSAT",
};

constexpr StructSequenceField kStatFields[] = {
    {"st_mode", "protection bits"},
    {"st_ino", "inode"},
    {"st_dev", "device"},
    {"st_nlink", "how many names the file has"},
    {"st_uid", "the user who owns it"},
    {"st_gid", "the group that owns it"},
    {"st_size", "length in bytes"},
    {nullptr, "when last read, in whole seconds"},
    {nullptr, "when last written, in whole seconds"},
    {nullptr, "when its inode last changed, in whole seconds"},
    {"st_atime", "when last read, in seconds"},
    {"st_mtime", "when last written, in seconds"},
    {"st_ctime", "when its inode last changed, in seconds"},
    {"st_atime_ns", "when last read, in nanoseconds"},
    {"st_mtime_ns", "when last written, in nanoseconds"},
    {"st_ctime_ns", "when its inode last changed, in nanoseconds"},
    {"st_blksize", "how many bytes are best read or written at once"},
    {"st_blocks", "how many blocks of 512 bytes it takes"},
    {"st_rdev", "which device it is, if it is one"},
};
constexpr StructSequenceField kStatvfsFields[] = {
    {"f_bsize", nullptr},  {"f_frsize", nullptr},  {"f_blocks", nullptr}, {"f_bfree", nullptr},
    {"f_bavail", nullptr}, {"f_files", nullptr},   {"f_ffree", nullptr},  {"f_favail", nullptr},
    {"f_flag", nullptr},   {"f_namemax", nullptr}, {"f_fsid", nullptr},
};
constexpr StructSequenceField kTerminalSizeFields[] = {
    {"columns", "how many characters a line has"}, {"lines", "how many lines are shown"}};
constexpr StructSequenceField kTimesFields[] = {
    {"user", "user time"},
    {"system", "system time"},
    {"children_user", "user time of ended children"},
    {"children_system", "system time of ended children"},
    {"elapsed", "time of a clock that began at no fixed moment"}};
constexpr StructSequenceField kUnameFields[] = {{"sysname", "name of the kernel"},
                                                {"nodename", "what the network calls the machine"},
                                                {"release", "release of the kernel"},
                                                {"version", "build of the kernel"},
                                                {"machine", "kind of processor"}};
constexpr StructSequenceField kSchedParamFields[] = {
    {"sched_priority", "priority; higher ones run first"}};
constexpr StructSequenceField kWaitidFields[] = {{"si_pid", nullptr},
                                                 {"si_uid", nullptr},
                                                 {"si_signo", nullptr},
                                                 {"si_status", nullptr},
                                                 {"si_code", nullptr}};

struct NamedSequence {
  PosixType type;
  const char* name;
  StructSequenceDefinition definition;
};
constexpr NamedSequence kSequences[] = {
    {PosixType::kStat,
     "stat_result",
     {"os.stat_result", "The result of stat(), fstat() and lstat().", kStatFields, 10, true}},
    {PosixType::kStatvfs,
     "statvfs_result",
     {"os.statvfs_result", "The result of statvfs() and fstatvfs().", kStatvfsFields, 10, true}},
    {PosixType::kTerminalSize,
     "terminal_size",
     {"os.terminal_size", "The size of a terminal: (columns, lines).", kTerminalSizeFields, 2,
      true}},
    {PosixType::kTimes,
     "times_result",
     {"posix.times_result", "The result of times().", kTimesFields, 5, true}},
    {PosixType::kUname,
     "uname_result",
     {"posix.uname_result", "The result of uname().", kUnameFields, 5, true}},
    {PosixType::kSchedParam,
     "sched_param",
     {"posix.sched_param", "Scheduling parameters of a process.", kSchedParamFields, 1, true}},
    {PosixType::kWaitid,
     "waitid_result",
     {"posix.waitid_result", "The result of waitid().", kWaitidFields, 5, true}},
};

constexpr int kTypeKeys[static_cast<int>(PosixType::kCount)] = {};

void keep_type(Thread* thread, PosixType type, const Object& value) {
  thread->runtime()->set_module_state(&kTypeKeys[static_cast<int>(type)], *value);
}

bool set_types(Thread* thread, const Object& module) {
  Object type(thread, RawObject::none());
  for (const NamedSequence& entry : kSequences) {
    type = new_struct_sequence_type(thread, entry.definition);
    if (type->is_error() || !module_set(thread, module, entry.name, type)) return false;
    keep_type(thread, entry.type, type);
  }
  type = module_get(thread, module, "DirEntry");
  keep_type(thread, PosixType::kDirEntry, type);
  type = module_get(thread, module, "ScandirIterator");
  keep_type(thread, PosixType::kScandirIterator, type);
  Dict dict(thread, RawModule::cast(*module).dict());
  Object name(thread, intern_ascii(thread, "ScandirIterator"));
  return !dict_remove(thread, dict, name).is_error();
}

bool set_have_functions(Thread* thread, const Object& module) {
  List names(thread, new_list(thread));
  Object name(thread, RawObject::none());
  for (const char* function : kFunctionsOfTheSystem) {
    name = new_str_ascii(thread, function);
    if (!list_append(thread, names, name)) return false;
  }
  return module_set(thread, module, "_have_functions", names);
}

// The environment at start-up, bytes to bytes; of names that occur twice the first counts.
bool set_environment(Thread* thread, const Object& module) {
  Dict variables(thread, new_dict(thread));
  Object name(thread, RawObject::none());
  Object value(thread, RawObject::none());
  for (char** at = environ; at != nullptr && *at != nullptr; at++) {
    std::string_view entry = *at;
    size_t equals = entry.find('=');
    if (equals == std::string_view::npos) continue;
    name = new_bytes(thread, entry.substr(0, equals));
    value = new_bytes(thread, entry.substr(equals + 1));
    if (dict_set_default(thread, variables, name, value).is_error()) return false;
  }
  return module_set(thread, module, "environ", variables);
}

}  // namespace

RawObject posix_type(Thread* thread, PosixType type) {
  return thread->runtime()->module_state(&kTypeKeys[static_cast<int>(type)]);
}

namespace natives {

RawObject posix_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object error(thread, exc_type(thread, Exc::kOSError));
  return none_or_error(module_set_ints(thread, module, kConstants) &&
                       module_set(thread, module, "error", error) && set_types(thread, module) &&
                       set_have_functions(thread, module) && set_environment(thread, module) &&
                       set_configuration_names(thread, module));
}

RawObject posix_putenv(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  Object value(thread, arguments[1]);
  std::string name_text, value_text;
  if (!system_text(thread, name, &name_text) || !system_text(thread, value, &value_text))
    return RawObject::error();
  if (name_text.find('=') != std::string::npos)
    return raise_value_error(thread, "illegal environment variable name");
  return call_none(thread, ::setenv(name_text.c_str(), value_text.c_str(), 1));
}

RawObject posix_unsetenv(Thread* thread, Arguments arguments) {
  Object name(thread, arguments[0]);
  std::string text;
  if (!system_text(thread, name, &text)) return RawObject::error();
  return call_none(thread, ::unsetenv(text.c_str()));
}

}  // namespace natives
}  // namespace pyro
