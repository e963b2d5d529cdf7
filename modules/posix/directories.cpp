#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "lib-python/natives.h"
#include "modules/blocking.h"
#include "modules/posix/path.h"
#include "modules/posix/stat_result.h"
#include "runtime/layout.h"

// posix: reading directories. A scandir iterator owns a DIR stream, kept as a word (streams are
// aligned, so the word looks like an int to the collector).

namespace pyro::natives {

namespace {

// A stream for a path or for a duplicate of a descriptor.
DIR* open_directory(const Path& path) {
  if (!path.is_descriptor()) return ::opendir(path.c_str());
  int copy = ::fcntl(path.descriptor(), F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return nullptr;
  DIR* stream = ::fdopendir(copy);
  if (stream == nullptr) {
    int error = errno;
    ::close(copy);
    errno = error;
    return nullptr;
  }
  ::rewinddir(stream);
  return stream;
}

RawObject raise_directory(Thread* thread, const Path& path) {
  return path.is_descriptor() ? raise_os_error(thread, errno) : path.raise_error();
}

bool is_dots(const char* name) {
  return name[0] == '.' && (name[1] == 0 || (name[1] == '.' && name[2] == 0));
}

// The next entry that is not "." or ".."; null at the end (errno 0) or on error.
dirent* next_entry(DIR* stream) {
  while (true) {
    errno = 0;
    dirent* entry = ::readdir(stream);
    if (entry == nullptr || !is_dots(entry->d_name)) return entry;
  }
}

}  // namespace

RawObject posix_listdir(Thread* thread, Arguments arguments) {
  Path path(thread, "listdir", "path", kPathOrDescriptor | kPathOrNone);
  if (!path.read(arguments[0])) return RawObject::error();
  DIR* stream = open_directory(path);
  if (stream == nullptr) return raise_directory(thread, path);
  List names(thread, new_list(thread));
  Object name(thread, RawObject::none());
  while (dirent* entry = next_entry(stream)) {
    name = path.decode(entry->d_name);
    if (name->is_error() || !list_append(thread, names, name)) {
      ::closedir(stream);
      return RawObject::error();
    }
  }
  int error = errno;
  if (path.is_descriptor()) ::rewinddir(stream);
  ::closedir(stream);
  errno = error;
  return error != 0 ? raise_directory(thread, path) : *names;
}

// --- scandir

namespace {

DIR* stream_of(RawScandirIterator iterator) {
  return reinterpret_cast<DIR*>(iterator.at(RawScandirIterator::kStreamIndex).raw());
}
void set_stream(RawScandirIterator iterator, DIR* stream) {
  iterator.set_immediate_at(RawScandirIterator::kStreamIndex,
                            RawObject(reinterpret_cast<uword>(stream)));
}

void close_stream(RawScandirIterator iterator) {
  DIR* stream = stream_of(iterator);
  if (stream == nullptr) return;
  set_stream(iterator, nullptr);
  if (iterator.directory_fd() >= 0) ::rewinddir(stream);
  ::closedir(stream);
}

RawObject new_native(Thread* thread, PosixType type) {
  Layout layout(thread, RawType(posix_type(thread, type).raw()).layout());
  return new_instance(thread, layout);
}

RawObject joined_path(Thread* thread, const Object& directory, bool bytes, std::string_view name) {
  std::string path;
  if (bytes) {
    RawObject exact = underlying_value(*directory);
    path = bytes_data(exact);
  } else if (!encode_file_system(thread, directory, &path)) {
    return RawObject::error();
  }
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return bytes ? new_bytes(thread, path) : decode_file_system(thread, path);
}

RawObject new_dir_entry(Thread* thread, const ScandirIterator& iterator, const dirent& found) {
  std::string name_text = found.d_name;
  word type = found.d_type, inode = static_cast<word>(found.d_ino);
  Object directory(thread, iterator->path());
  bool bytes = is_bytes(*directory);
  Object name(thread, bytes ? new_bytes(thread, name_text) : decode_file_system(thread, name_text));
  if (name->is_error()) return *name;
  Object path(thread,
              directory->is_none() ? *name : joined_path(thread, directory, bytes, name_text));
  if (path->is_error()) return *path;
  DirEntry entry(thread, new_native(thread, PosixType::kDirEntry));
  entry->set_name(*name);
  entry->set_path(*path);
  entry->set_entry_type(type);
  entry->set_inode(inode);
  entry->set_directory_fd(iterator->directory_fd());
  return *entry;
}

}  // namespace

RawObject posix_scandir(Thread* thread, Arguments arguments) {
  Path path(thread, "scandir", "path", kPathOrDescriptor | kPathOrNone);
  if (!path.read(arguments[0])) return RawObject::error();
  DIR* stream = open_directory(path);
  if (stream == nullptr) return raise_directory(thread, path);
  ScandirIterator iterator(thread, new_native(thread, PosixType::kScandirIterator));
  set_stream(*iterator, stream);
  iterator->set_path(path.is_descriptor() ? RawObject::none() : *path.object());
  if (path.is_none()) {
    RawObject here = new_str_ascii(thread, ".");
    iterator->set_path(here);
  }
  iterator->set_directory_fd(path.is_descriptor() ? path.descriptor() : -1);
  thread->heap()->register_finalizable(*iterator);
  return *iterator;
}

RawObject posix_ScandirIterator___iter__(Thread*, Arguments arguments) { return arguments[0]; }

RawObject posix_ScandirIterator___next__(Thread* thread, Arguments arguments) {
  ScandirIterator iterator(thread, arguments[0]);
  DIR* stream = stream_of(*iterator);
  if (stream == nullptr) return raise_stop_iteration(thread, RawObject::none());
  dirent* entry = next_entry(stream);
  if (entry != nullptr) return new_dir_entry(thread, iterator, *entry);
  int error = errno;
  close_stream(*iterator);
  if (error == 0) return raise_stop_iteration(thread, RawObject::none());
  Object path(thread, iterator->path());
  return raise_os_error(thread, error, path);
}

RawObject posix_ScandirIterator_close(Thread*, Arguments arguments) {
  close_stream(RawScandirIterator::cast(arguments[0]));
  return RawObject::none();
}
RawObject posix_ScandirIterator___enter__(Thread*, Arguments arguments) { return arguments[0]; }
RawObject posix_ScandirIterator___exit__(Thread*, Arguments arguments) {
  close_stream(RawScandirIterator::cast(arguments[0]));
  return RawObject::none();
}

RawObject posix_ScandirIterator___del__(Thread* thread, Arguments arguments) {
  ScandirIterator iterator(thread, arguments[0]);
  if (stream_of(*iterator) == nullptr) return RawObject::none();
  close_stream(*iterator);
  if (!warn(thread, Exc::kResourceWarning, 1, "unclosed scandir iterator %R", &iterator)) {
    if (pending_matches(thread, Exc::kWarning)) write_unraisable(thread, iterator);
  }
  return RawObject::none();
}

// --- DirEntry

namespace {

RawObject fetch_stat(Thread* thread, const DirEntry& entry, bool follow) {
  bool by_name = entry->directory_fd() >= 0;
  Object path(thread, by_name ? entry->name() : entry->path());
  std::string text;
  if (is_bytes(*path)) {
    RawObject exact = underlying_value(*path);
    text = bytes_data(exact);
  } else if (!encode_file_system(thread, path, &text)) {
    return RawObject::error();
  }
  struct stat info;
  int directory = by_name ? static_cast<int>(entry->directory_fd()) : AT_FDCWD;
  if (::fstatat(directory, text.c_str(), &info, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
    Object shown(thread, entry->path());
    return raise_os_error(thread, errno, shown);
  }
  return new_stat_result(thread, info);
}

bool entry_is_link(const DirEntry& entry, Thread* thread, bool* failed);

// entry.stat(follow_symlinks=...), kept in the entry.
RawObject entry_stat(Thread* thread, const DirEntry& entry, bool follow) {
  bool failed = false;
  if (!follow) {
    if (entry->link_stat().is_none()) {
      RawObject result = fetch_stat(thread, entry, false);
      if (result.is_error()) return result;
      entry->set_link_stat(result);
    }
    return entry->link_stat();
  }
  if (!entry->stat().is_none()) return entry->stat();
  bool link = entry_is_link(entry, thread, &failed);
  if (failed) return RawObject::error();
  RawObject result = link ? fetch_stat(thread, entry, true) : entry_stat(thread, entry, false);
  if (result.is_error()) return result;
  entry->set_stat(result);
  return result;
}

word mode_of(RawObject stat_result) {
  return tuple_at(underlying_value(stat_result), 0).small_int();
}

bool entry_is_link(const DirEntry& entry, Thread* thread, bool* failed) {
  if (entry->entry_type() != DT_UNKNOWN) return entry->entry_type() == DT_LNK;
  RawObject result = entry_stat(thread, entry, false);
  *failed = result.is_error();
  return !*failed && S_ISLNK(mode_of(result));
}

RawObject entry_test(Thread* thread, RawObject self, RawObject follow_argument, mode_t format,
                     word type) {
  DirEntry entry(thread, self);
  bool follow;
  if (!flag_argument(thread, follow_argument, &follow)) return RawObject::error();
  bool link = entry->entry_type() == DT_LNK;
  if (entry->entry_type() != DT_UNKNOWN && !(follow && link))
    return RawObject::from_bool(entry->entry_type() == type);
  RawObject result = entry_stat(thread, entry, follow);
  if (result.is_error()) {
    return clear_pending_if(thread, Exc::kFileNotFoundError) ? RawObject::false_object()
                                                             : RawObject::error();
  }
  return RawObject::from_bool((static_cast<mode_t>(mode_of(result)) & S_IFMT) == format);
}

}  // namespace

RawObject posix_DirEntry_is_dir(Thread* thread, Arguments arguments) {
  return entry_test(thread, arguments[0], arguments[1], S_IFDIR, DT_DIR);
}
RawObject posix_DirEntry_is_file(Thread* thread, Arguments arguments) {
  return entry_test(thread, arguments[0], arguments[1], S_IFREG, DT_REG);
}
RawObject posix_DirEntry_is_symlink(Thread* thread, Arguments arguments) {
  DirEntry entry(thread, arguments[0]);
  bool failed = false;
  bool link = entry_is_link(entry, thread, &failed);
  if (failed && !clear_pending_if(thread, Exc::kFileNotFoundError)) return RawObject::error();
  return RawObject::from_bool(link);
}
RawObject posix_DirEntry_stat(Thread* thread, Arguments arguments) {
  DirEntry entry(thread, arguments[0]);
  bool follow;
  return flag_argument(thread, arguments[1], &follow) ? entry_stat(thread, entry, follow)
                                                      : RawObject::error();
}
RawObject posix_DirEntry_inode(Thread* thread, Arguments arguments) {
  return new_int(thread, RawDirEntry::cast(arguments[0]).inode());
}
RawObject posix_DirEntry___fspath__(Thread*, Arguments arguments) {
  return RawDirEntry::cast(arguments[0]).path();
}
RawObject posix_DirEntry___repr__(Thread* thread, Arguments arguments) {
  Object name(thread, RawDirEntry::cast(arguments[0]).name());
  return new_str_format(thread, "<DirEntry %R>", &name);
}
RawObject posix_DirEntry___class_getitem__(Thread* thread, Arguments arguments) {
  Object type(thread, thread->runtime()->type_at(LayoutId::kTypesGenericAlias));
  Object origin(thread, arguments[0]);
  Object item(thread, arguments[1]);
  return call(thread, type, origin, item);
}

}  // namespace pyro::natives
