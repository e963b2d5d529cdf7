#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstring>

#include "app/program.h"
#include "compiler/compile.h"
#include "interpreter/compile_service.h"
#include "interpreter/interpreter.h"
#include "modules/blocking.h"
#include "modules/support.h"

// The prompt: "Using Python", 1.1; language reference 9.3. A statement is read line by line until
// the compiler finds nothing missing; a compound statement ends with a blank line. Errors are shown
// and end nothing but the statement.

namespace pyro::app {

namespace {

enum class Reading { kLine, kEnd, kInterrupted };

class Prompt {
 public:
  Prompt(Thread* thread, const Configuration& configuration)
      : thread_(thread), configuration_(configuration) {}

  Ending run() {
    set_default("ps1", ">>> ");
    set_default("ps2", "... ");
    while (true) {
      Object code(thread_, RawObject::none());
      Reading reading = read_statement(code);
      if (reading == Reading::kEnd) break;
      if (reading == Reading::kInterrupted) {
        interrupted();
        continue;
      }
      if (code->is_none()) continue;
      Ending ending = execute(code);
      if (ending.has_exited) return ending;
    }
    flush_streams(thread_);
    std::fputs("\n", stderr);
    return {};
  }

 private:
  void set_default(const char* name, const char* text) {
    Object known(thread_, sys_get(thread_, name));
    if (!known->is_unbound()) return;
    Object sys(thread_, thread_->runtime()->sys_module());
    if (!module_set_text(thread_, sys, name, text)) thread_->take_exception();
  }

  // str(sys.ps1); a prompt that cannot be made is empty.
  std::string prompt_text(const char* name) {
    Object value(thread_, sys_get(thread_, name));
    if (value->is_unbound()) return "";
    Object text(thread_, value->is_error() ? *value : str(thread_, value));
    if (!text->is_error()) return utf8_of(*text);
    thread_->take_exception();
    return "";
  }

  void interrupted() {
    if (thread_->has_exception()) thread_->take_exception();
    flush_streams(thread_);
    std::fputs("\nKeyboardInterrupt\n", stderr);
  }

  // A Code, or Error for a statement with a syntax error, or None for an empty one.
  Reading read_statement(Object& code) {
    std::string source;
    for (bool first = true;; first = false) {
      std::string line;
      Reading reading = read_line(prompt_text(first ? "ps1" : "ps2"), &line);
      if (reading == Reading::kInterrupted) return reading;
      if (reading == Reading::kEnd) {
        if (source.empty()) return reading;
        std::fputs("\n", stderr);
        code = compile(source, false);
        return Reading::kLine;
      }
      bool ends_input = line.back() != '\n';
      if (ends_input) line += '\n';
      if (first && is_blank(line)) return Reading::kLine;
      source += line;
      if (!ends_input && is_complete(source, line, code)) return Reading::kLine;
      if (thread_->has_exception()) thread_->take_exception();
    }
  }

  // True if `code` has the statement or its error. A compound statement also needs the blank line.
  bool is_complete(const std::string& source, const std::string& line, Object& code) {
    bool is_empty_line = line == "\n";
    code = compile(source, true);
    if (!code->is_error()) return is_empty_line || !is_compound(source);
    if (!is_incomplete()) return true;
    if (!is_empty_line) return false;
    // Nothing can follow where a block is missing, while strings and brackets may go on after the
    // blank line.
    thread_->take_exception();
    code = compile(source, false);
    return code->is_error() && is_subtype_NoGC(type_of(thread_, thread_->pending_exception()),
                                               exc_type(thread_, Exc::kIndentationError));
  }

  static bool is_compound(const std::string& source) {
    size_t start = source.find_first_not_of(" \t\f");
    if (start == std::string::npos) return false;
    if (source[start] == '@') return true;
    size_t end = start;
    while (end < source.size() &&
           (std::isalnum(static_cast<unsigned char>(source[end])) || source[end] == '_'))
      end++;
    std::string word = source.substr(start, end - start);
    for (const char* keyword : {"if", "while", "for", "try", "with", "def", "class", "async"}) {
      if (word == keyword) return true;
    }
    // A soft keyword: a match statement has an indented block, an expression does not end in a
    // colon.
    size_t line_end = source.find('\n');
    size_t last = source.find_last_not_of(" \t\f", line_end - 1);
    return word == "match" && line_end + 1 < source.size() && last != std::string::npos &&
           source[last] == ':';
  }

  static bool is_blank(const std::string& line) {
    size_t start = line.find_first_not_of(" \t\f\r\n");
    return start == std::string::npos || line[start] == '#';
  }

  RawObject compile(const std::string& source, bool may_continue) {
    constexpr uint32_t kDontImplyDedent = 0x200, kAllowIncomplete = 0x4000;
    interpreter::CompileRequest request;
    request.filename = "<stdin>";
    request.mode = compiler::CompileMode::kSingle;
    request.flags = future_flags_ | (may_continue ? kDontImplyDedent | kAllowIncomplete : 0);
    request.optimize_level = thread_->runtime()->optimize_level;
    return interpreter::compile_source(thread_, source, request);
  }

  bool is_incomplete() {
    Object exception(thread_, thread_->pending_exception());
    if (!is_subtype_NoGC(type_of(thread_, *exception), exc_type(thread_, Exc::kSyntaxError)))
      return false;
    RawObject args = RawBaseException(exception->raw()).args();
    if (!is_heap_tuple(args) || tuple_length(args) == 0 || !is_exact_str(tuple_at(args, 0)))
      return false;
    return str_to_utf8_NoGC(tuple_at(args, 0)) == "incomplete input";
  }

  Ending execute(const Object& code) {
    Object module(thread_, main_module(thread_));
    bool failed = code->is_error() || module->is_error();
    if (!failed) {
      future_flags_ |= static_cast<uint32_t>(RawCode::cast(*code).flags()) & compiler::kFutureMask;
      Dict dict(thread_, RawModule::cast(*module).dict());
      Object none(thread_, RawObject::none());
      failed = interpreter::execute_code(thread_, code, dict, dict, none).is_error();
    }
    Ending ending = failed ? report_exception(thread_, configuration_.inspect) : Ending{};
    flush_streams(thread_);
    return ending;
  }

  // --- input

  Reading read_line(const std::string& prompt, std::string* line) {
    flush_streams(thread_);
    if (edits_lines()) return read_edited_line(prompt, line);
    std::fputs(prompt.c_str(), stderr);
    std::fflush(stderr);
    return read_plain_line(line);
  }

  // With the module readline in a terminal, input() edits and remembers.
  bool edits_lines() {
    if (!isatty(0) || !isatty(1)) return false;
    Dict modules(thread_, thread_->runtime()->modules_dict());
    Object name(thread_, intern_ascii(thread_, "readline"));
    RawObject module = dict_get(thread_, modules, name);
    return !module.is_unbound() && !module.is_error() && !module.is_none();
  }

  Reading read_edited_line(const std::string& prompt, std::string* line) {
    Object input(thread_, import_from(thread_, "builtins", "input"));
    Object text(thread_, new_str(thread_, prompt));
    if (!input->is_error()) text = call(thread_, input, text);
    if (text->is_error())
      return clear_pending_if(thread_, Exc::kEOFError) ? Reading::kEnd : Reading::kInterrupted;
    *line = utf8_of(*text) + "\n";
    return Reading::kLine;
  }

  // Lines are read from the descriptor: what a statement reads through sys.stdin comes after the
  // statement's last line only if that is not read ahead, as it is not from a terminal.
  Reading read_plain_line(std::string* line) {
    while (true) {
      size_t end = pending_.find('\n');
      if (end != std::string::npos) {
        *line = pending_.substr(0, end + 1);
        pending_.erase(0, end + 1);
        return Reading::kLine;
      }
      char buffer[4096];
      ssize_t count = retry_interrupted(thread_, [&] { return ::read(0, buffer, sizeof buffer); });
      if (count < 0 && thread_->has_exception()) return Reading::kInterrupted;
      if (count <= 0) break;
      pending_.append(buffer, static_cast<size_t>(count));
    }
    if (pending_.empty()) return Reading::kEnd;
    *line = pending_;
    pending_.clear();
    return Reading::kLine;
  }

  Thread* thread_;
  const Configuration& configuration_;
  uint32_t future_flags_ = 0;
  std::string pending_;
};

}  // namespace

Ending run_prompt(Thread* thread, const Configuration& configuration) {
  return Prompt(thread, configuration).run();
}

}  // namespace pyro::app
