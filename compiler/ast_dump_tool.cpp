// Prints the tree of a source file as Python's ast.dump(..., include_attributes=True) does, or the
// error as "Class|message|lineno|offset|end_lineno|end_offset".
//
// usage: ast_dump_tool [--mode exec|eval|single|func_type] [--type-comments] [--str] FILE
//        ast_dump_tool --batch    reads "LENGTH\n" and that many bytes of source, again and again,
//        and answers likewise

#include <cstdio>
#include <cstdlib>
#include <string>

#include "compiler/parser.h"

namespace {

std::string position(int value) {
  return value == pyro::kNoPosition ? "None" : std::to_string(value);
}

bool show_warnings = false;
bool show_text = false;  // of a tool that ends soon

std::string describe_text(const pyro::SyntaxErrorInfo& error) {
  if (!show_text) return "";
  return error.has_text ? "|" + error.text : "|None";
}

std::string describe(const pyro::SyntaxErrorInfo& error) {
  std::string text = std::string(pyro::syntax_error_class(error.kind)) + "|" + error.message;
  if (!error.has_position) return text;
  return text + "|" + position(error.lineno) + "|" + position(error.offset) + "|" +
         position(error.end_lineno) + "|" + position(error.end_offset) + describe_text(error);
}

std::string dump_source(std::string_view source, const pyro::ParseOptions& options) {
  pyro::Arena arena;
  pyro::ParseResult result = pyro::parse(arena, source, "<tool>", options);
  std::string warnings;
  if (show_warnings) {
    for (const pyro::CompilerWarning& warning : result.warnings) {
      bool is_syntax = warning.category == pyro::WarningCategory::SyntaxWarning;
      warnings += (is_syntax ? "SyntaxWarning|" : "DeprecationWarning|") + warning.message + "|" +
                  std::to_string(warning.lineno) + "\n";
    }
  }
  return warnings +
         (result.tree != nullptr ? pyro::ast::dump(result.tree, true) : describe(result.error));
}

// False at the end of the input.
bool read_request(std::string* source) {
  char line[32];
  if (std::fgets(line, sizeof line, stdin) == nullptr) return false;
  source->resize(std::strtoul(line, nullptr, 10));
  return std::fread(source->data(), 1, source->size(), stdin) == source->size();
}

int run_batch(const pyro::ParseOptions& options) {
  std::string source;
  while (read_request(&source)) {
    std::string answer = dump_source(source, options);
    std::printf("%zu\n", answer.size());
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    std::fflush(stdout);
  }
  return 0;
}

bool read_file(const char* path, std::string* source) {
  std::FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return false;
  char buffer[4096];
  size_t count;
  while ((count = std::fread(buffer, 1, sizeof buffer, file)) > 0) source->append(buffer, count);
  std::fclose(file);
  return true;
}

bool parse_mode(std::string_view name, pyro::ParseMode* mode) {
  if (name == "exec")
    *mode = pyro::ParseMode::Exec;
  else if (name == "eval")
    *mode = pyro::ParseMode::Eval;
  else if (name == "single")
    *mode = pyro::ParseMode::Single;
  else if (name == "func_type")
    *mode = pyro::ParseMode::FuncType;
  else
    return false;
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  pyro::ParseOptions options;
  bool is_batch = false;
  const char* file = nullptr;
  for (int i = 1; i < count; i++) {
    std::string_view argument = arguments[i];
    if (argument == "--batch")
      is_batch = true;
    else if (argument == "--type-comments")
      options.type_comments = true;
    else if (argument == "--dont-imply-dedent")
      options.dont_imply_dedent = true;
    else if (argument == "--allow-incomplete-input")
      options.allow_incomplete_input = true;
    else if (argument == "--warnings")
      show_warnings = true;
    else if (argument == "--text")
      show_text = true;
    else if (argument == "--str")
      options.ignore_cookie = true;
    else if (argument == "--feature-version" && i + 1 < count)
      options.feature_version = std::atoi(arguments[++i]);
    else if (argument == "--mode" && i + 1 < count && parse_mode(arguments[i + 1], &options.mode))
      i++;
    else
      file = arguments[i];
  }
  if (is_batch) return run_batch(options);
  if (file == nullptr) {
    std::fprintf(stderr, "usage: ast_dump_tool [--mode MODE] [--type-comments] FILE | --batch\n");
    return 2;
  }
  std::string source;
  if (!read_file(file, &source)) {
    std::perror(file);
    return 1;
  }
  std::puts(dump_source(source, options).c_str());
  return 0;
}
