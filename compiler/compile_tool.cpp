// compile_tool: what the compiler makes of source files.
//
//   compile_tool [-O | -OO] [--mode exec|eval|single] [--positions] FILE     the instructions
//   compile_tool --scopes FILE                                               the symbol tables
//   compile_tool --check FILE...                                             one line per file: ok,
//   or the error
//
// Errors are printed as the compiler reports them; every unit is validated.

#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "compiler/bytecode_validator.h"
#include "compiler/compile.h"
#include "compiler/disassemble.h"
#include "compiler/scopes.h"

namespace {

using namespace pyro;

struct Arguments {
  compiler::CompileOptions options;
  bool scopes = false, check = false, positions = false;
  std::vector<std::string> files;
};

bool read_file(const std::string& path, std::string* out) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return false;
  std::stringstream buffer;
  buffer << in.rdbuf();
  *out = buffer.str();
  return true;
}

std::string describe(const SyntaxErrorInfo& error) {
  auto number = [](int value) {
    return value == kNoPosition ? std::string("None") : std::to_string(value);
  };
  return std::string(syntax_error_class(error.kind)) + ": " + error.message + " (" +
         number(error.lineno) + ", " + number(error.offset) + ", " + number(error.end_lineno) +
         ", " + number(error.end_offset) + ")";
}

std::string run(const Arguments& arguments, const std::string& path, bool* ok) {
  *ok = false;
  std::string source;
  if (!read_file(path, &source)) return "cannot read " + path;
  Arena arena;
  ParseOptions parse_options;
  parse_options.mode = arguments.options.mode == compiler::CompileMode::kEval ? ParseMode::Eval
                       : arguments.options.mode == compiler::CompileMode::kSingle
                           ? ParseMode::Single
                           : ParseMode::Exec;
  ParseResult parsed = parse(arena, source, path, parse_options);
  if (parsed.tree == nullptr) return describe(parsed.error);
  if (arguments.scopes) {
    uint32_t flags = 0;
    SyntaxErrorInfo error;
    if (!compiler::collect_future_flags(parsed.tree, &flags, &error)) return describe(error);
    auto scopes =
        compiler::analyze_scopes(arena, parsed.tree, (flags & compiler::kFutureAnnotations) != 0);
    if (scopes.table == nullptr) return describe(scopes.error);
    *ok = true;
    return compiler::describe(*scopes.table);
  }
  compiler::CompileOptions options = arguments.options;
  options.filename = path;
  compiler::CompileResult result = compiler::compile_module(arena, parsed.tree, options);
  std::string out;
  for (const CompilerWarning& warning : result.warnings) {
    out += "warning line " + std::to_string(warning.lineno) + ": " + warning.message + "\n";
  }
  if (result.unit == nullptr) return out + describe(result.error);
  std::string problem = compiler::validate(*result.unit);
  if (!problem.empty())
    return "INVALID: " + problem + "\n" +
           (arguments.check ? "" : compiler::disassemble(*result.unit));
  *ok = true;
  return arguments.check ? "ok" : out + compiler::disassemble(*result.unit, arguments.positions);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    std::string argument = argv[i];
    if (argument == "-O") {
      arguments.options.optimize_level = 1;
    } else if (argument == "-OO") {
      arguments.options.optimize_level = 2;
    } else if (argument == "--scopes") {
      arguments.scopes = true;
    } else if (argument == "--check") {
      arguments.check = true;
    } else if (argument == "--positions") {
      arguments.positions = true;
    } else if (argument == "--mode" && i + 1 < argc) {
      std::string mode = argv[++i];
      arguments.options.mode = mode == "eval"     ? compiler::CompileMode::kEval
                               : mode == "single" ? compiler::CompileMode::kSingle
                                                  : compiler::CompileMode::kExec;
    } else {
      arguments.files.push_back(argument);
    }
  }
  if (arguments.files.empty()) {
    std::fputs(
        "usage: compile_tool [-O|-OO] [--mode exec|eval|single] [--positions|--scopes|--check] "
        "FILE...\n",
        stderr);
    return 2;
  }
  bool all_ok = true;
  for (const std::string& file : arguments.files) {
    bool ok = false;
    std::string text = run(arguments, file, &ok);
    all_ok = all_ok && ok;
    if (arguments.files.size() > 1 || arguments.check) std::printf("%s: ", file.c_str());
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!text.ends_with("\n")) std::putchar('\n');
  }
  return all_ok ? 0 : 1;
}
