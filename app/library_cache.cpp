#include "app/library_cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "interpreter/code_assembly.h"
#include "interpreter/compile_service.h"
#include "modules/marshal/marshal.h"
#include "runtime/errors.h"
#include "runtime/host_file.h"

namespace pyro::app {

namespace {

// The first 16 bytes of a current cache file.
std::string header_for(const struct stat& source) {
  std::string out = cache_magic();
  uint32_t numbers[] = {0, static_cast<uint32_t>(source.st_mtime),
                        static_cast<uint32_t>(source.st_size)};
  out.append(reinterpret_cast<const char*>(numbers), sizeof numbers);
  return out;
}

void make_folders(const std::string& path) {
  for (size_t end = path.find('/', 1); end != std::string::npos; end = path.find('/', end + 1)) {
    mkdir(path.substr(0, end).c_str(), 0777);
  }
}

// Another process sees the whole file or none. Failing to write is no error: the next start
// compiles again.
bool write_file(const std::string& path, const std::string& data) {
  make_folders(path);
  std::string temporary = path + "." + std::to_string(getpid());
  std::FILE* file = std::fopen(temporary.c_str(), "wbe");
  if (file == nullptr) return false;
  bool written = std::fwrite(data.data(), 1, data.size(), file) == data.size();
  written &= std::fclose(file) == 0;
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return true;
  std::remove(temporary.c_str());
  return false;
}

// Where the compiled file may be: beside the source, in the user's cache.
std::string cached_beside(const std::string& path) {
  size_t slash = path.rfind('/');
  return path.substr(0, slash) + "/__pycache__" + path.substr(slash, path.size() - slash - 3) +
         ".frozen.pyro-311.pyc";
}

RawObject read_cached(Thread* thread, const std::string& path, const std::string& header) {
  std::string data;
  if (!read_host_file(path, &data) || data.compare(0, header.size(), header) != 0)
    return RawObject::unbound();
  marshal::MemorySource source(std::string_view(data).substr(header.size()));
  RawObject code = marshal::read_value(thread, source);
  if (code.is_error()) {
    thread->take_exception();  // a damaged file is replaced
    return RawObject::unbound();
  }
  return is_heap_code(code) ? code : RawObject::unbound();
}

}  // namespace

const std::string& cache_magic() {
  static const std::string magic = [] {
    // PEP 3147: it ends in a line end, so that a copy as text damages it. Half of the fingerprint
    // is left; marshalled code has all of it.
    uint32_t fingerprint = interpreter::instruction_set_fingerprint();
    return std::string(reinterpret_cast<const char*>(&fingerprint), 2) + "\r\n";
  }();
  return magic;
}

std::string user_cache_folder(bool use_environment) {
  const char* cache = use_environment ? std::getenv("XDG_CACHE_HOME") : nullptr;
  if (cache != nullptr && cache[0] == '/') return std::string(cache) + "/pyro/pycache";
  const char* home = std::getenv("HOME");
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.cache/pyro/pycache" : "";
}

RawObject library_code(Thread* thread, const std::string& path, const std::string& shown_name,
                       const std::string& user_cache, bool may_write) {
  struct stat status;
  if (stat(path.c_str(), &status) != 0) {
    return raise(thread, Exc::kImportError, "cannot read the standard library: %s", path.c_str());
  }
  std::string header = header_for(status), places[] = {cached_beside(path), ""};
  if (!user_cache.empty())
    places[1] =
        user_cache + path.substr(0, path.rfind('/')) + places[0].substr(places[0].rfind('/'));
  for (const std::string& place : places) {
    RawObject code = place.empty() ? RawObject::unbound() : read_cached(thread, place, header);
    if (!code.is_unbound()) return code;
  }
  std::string text;
  if (!read_host_file(path, &text))
    return raise(thread, Exc::kImportError, "cannot read the standard library: %s", path.c_str());
  Object code(thread, interpreter::compile_text(thread, text, shown_name));
  if (code->is_error() || !may_write) return *code;
  std::string data = header;
  if (!marshal::write_value(thread, code, marshal::kVersion, &data)) return RawObject::error();
  for (const std::string& place : places) {
    if (!place.empty() && write_file(place, data)) break;
  }
  return *code;
}

}  // namespace pyro::app
