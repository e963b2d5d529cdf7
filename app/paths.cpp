#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdlib>

#include "app/command_line.h"
#include "runtime/host_file.h"

// Where things are: the executable, the standard library, sys.path (library reference, "The
// initialization of the sys.path module search path"). The prefix of a virtual environment is set
// by `site`, which knows pyvenv.cfg as well.

namespace pyro::app {

namespace {

bool is_directory(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_executable(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         access(path.c_str(), X_OK) == 0;
}

std::string current_directory() {
  char buffer[PATH_MAX];
  return getcwd(buffer, sizeof buffer) != nullptr ? buffer : "";
}

std::string absolute(std::string path) {
  if (!path.empty() && path[0] == '/') return path;
  while (path.compare(0, 2, "./") == 0) path.erase(0, 2);
  std::string directory = current_directory();
  if (path.empty() || directory.empty()) return path.empty() ? directory : path;
  return directory == "/" ? "/" + path : directory + "/" + path;
}

std::string directory_of(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : slash == 0 ? "/" : path.substr(0, slash);
}

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::string linked_path(const char* link) {
  char buffer[PATH_MAX];
  ssize_t length = readlink(link, buffer, sizeof buffer);
  return length > 0 ? std::string(buffer, static_cast<size_t>(length)) : "";
}

// As the shell would find it; links are kept, since a virtual environment is recognised by them.
std::string find_executable(const std::string& program_name) {
  if (program_name.find('/') != std::string::npos) return absolute(program_name);
  const char* path = std::getenv("PATH");
  for (std::string rest = path == nullptr ? "" : path; !program_name.empty() && !rest.empty();) {
    size_t colon = rest.find(':');
    std::string candidate = rest.substr(0, colon) + "/" + program_name;
    if (is_executable(candidate)) return absolute(candidate);
    rest = colon == std::string::npos ? "" : rest.substr(colon + 1);
  }
  return linked_path("/proc/self/exe");
}

std::string trimmed(const std::string& text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// PEP 405: the key `home` of pyvenv.cfg, beside the executable or one level up. Empty outside of a
// virtual environment.
std::string virtual_environment_home(const std::string& executable) {
  std::string directory = directory_of(executable);
  for (const std::string& place : {directory, directory_of(directory)}) {
    std::string text;
    if (!read_host_file(place + "/pyvenv.cfg", &text)) continue;
    for (size_t start = 0; start < text.size();) {
      size_t end = std::min(text.find('\n', start), text.size());
      std::string line = text.substr(start, end - start);
      start = end + 1;
      size_t equals = line.find('=');
      if (equals != std::string::npos && trimmed(line.substr(0, equals)) == "home")
        return trimmed(line.substr(equals + 1));
    }
    return "";
  }
  return "";
}

// The folder of our own library modules: lib/pyro/lib-dynload of an installation, or where the
// build puts them.
std::string extension_folder() {
  std::string directory = directory_of(linked_path("/proc/self/exe"));
  for (const std::string& place :
       {directory_of(directory) + "/lib/pyro/lib-dynload", directory + "/modules/abi3"}) {
    if (is_directory(place)) return place;
  }
  return "";
}

void append_search_path(const std::string& text, std::vector<std::string>* paths) {
  for (size_t start = 0;;) {
    size_t colon = text.find(':', start);
    paths->push_back(
        absolute(text.substr(start, colon == std::string::npos ? colon : colon - start)));
    if (colon == std::string::npos) return;
    start = colon + 1;
  }
}

}  // namespace

std::optional<int> find_paths(Configuration* configuration) {
  Configuration& c = *configuration;
  const char* executable = environment_value(c, "PYTHONEXECUTABLE");
  c.executable = executable != nullptr ? executable : find_executable(c.program_name);
  std::string home = virtual_environment_home(c.executable);
  c.base_executable = home.empty() ? c.executable : home + "/" + base_name(c.executable);
  if (!home.empty() && !is_executable(c.base_executable)) {
    char* real = realpath(c.executable.c_str(), nullptr);
    if (real != nullptr) c.base_executable = real;
    std::free(real);
  }
  if (const char* chosen = environment_value(c, "PYTHONHOME")) {
    std::string text = chosen;
    size_t colon = text.find(':');
    c.prefix = text.substr(0, colon);
    c.exec_prefix = colon == std::string::npos ? c.prefix : text.substr(colon + 1);
    c.library = c.prefix + "/lib/python3.11";
  }
  if (!is_directory(c.library + "/importlib")) {
    return fatal(
        "init_fs_encoding: failed to get the Python codec of the filesystem encoding\n"
        "The standard library is not in '" +
        c.library + "' (PYTHONHOME or the package libpython3.11-stdlib)");
  }
  if (const char* path = environment_value(c, "PYTHONPATH"))
    append_search_path(path, &c.module_search_paths);
  for (const std::string& path : {c.prefix + "/lib/python311.zip", c.library, extension_folder(),
                                  c.exec_prefix + "/lib/python3.11/lib-dynload"}) {
    if (!path.empty()) c.module_search_paths.push_back(path);
  }
  return std::nullopt;
}

}  // namespace pyro::app
