#include "runtime/traceback_print.h"
namespace pyro {
[[gnu::weak]] void print_exception(Thread*, const Object&, const Object&) {}
[[gnu::weak]] void write_text(Thread*, const Object&, const std::string& utf8) { __builtin_printf("%s", utf8.c_str()); }
}
