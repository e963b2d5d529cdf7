// Prints the tree of a source file as Python's ast.dump(..., include_attributes=True) does, or the
// error as "Class|message|lineno|offset|end_lineno|end_offset".
//
// usage: ast_dump_tool [--mode exec|eval|single|func_type] [--type-comments] [--str] FILE
//        ast_dump_tool --batch    reads "LENGTH\n" and that many bytes of source, again and again,
//        and answers likewise

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "compiler/parser.h"

namespace {

std::string position(int value) {
  return value == pyro::kNoPosition ? "None" : std::to_string(value);
}

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
  return result.tree != nullptr ? pyro::ast::dump(result.tree, true) : describe(result.error);
}

int run_batch(const pyro::ParseOptions& options) {
  std::string line;
  while (std::getline(std::cin, line)) {
    size_t length = std::strtoul(line.c_str(), nullptr, 10);
    std::string source(length, '\0');
    if (!std::cin.read(source.data(), static_cast<std::streamsize>(length))) return 1;
    std::string answer = dump_source(source, options);
    std::cout << answer.size() << "\n" << answer << std::flush;
  }
  return 0;
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
  std::ifstream input(file, std::ios::binary);
  std::stringstream buffer;
  buffer << input.rdbuf();
  std::cout << dump_source(buffer.str(), options) << "\n";
  return 0;
}
