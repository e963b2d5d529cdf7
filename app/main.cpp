// The command line of pyro. So far it only answers --version.
#include <cstdio>
#include <string_view>

namespace {

constexpr const char* kVersion = "Python 3.11.2";

bool asks_for_version(std::string_view argument) {
  return argument == "--version" || argument == "-V";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && asks_for_version(argv[1])) {
    std::puts(kVersion);
    return 0;
  }
  std::fputs("usage: pyro --version\n", stderr);
  return 2;
}
