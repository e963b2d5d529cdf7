#include "runtime/traceback_print.h"

#include <cstdio>
#include <map>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/codecs.h"
#include "runtime/dict.h"
#include "runtime/expression_anchors.h"
#include "runtime/factories.h"
#include "runtime/frame.h"
#include "runtime/host_file.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"
#include "runtime/suggestions.h"
#include "runtime/text/source_cookie.h"

namespace pyro {

namespace {

constexpr int kMaxGroupWidth = 15, kMaxGroupDepth = 10, kRepeatLimit = 3;

size_t count_characters(std::string_view utf8) {
  size_t count = 0;
  for (char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

std::string text_of(RawObject str) {
  return is_str(str) ? str_to_utf8_NoGC(underlying_value(str)) : "";
}

class ExceptionPrinter {
 public:
  explicit ExceptionPrinter(Thread* thread) : thread_(thread), seen_(thread, new_list(thread)) {}

  void print(const Object& exception) {
    RecursionGuard guard(thread_, " while printing an exception");
    if (!guard.ok()) {
      thread_->take_exception();
      return;
    }
    note_seen(exception);
    print_chain(exception);
    if (is_heap_base_exception_group(*exception))
      print_group(exception);
    else
      print_single(exception, false);
  }

  word frame_limit();
  void print_frames(const Object& traceback);
  std::string take() { return std::move(out_); }

 private:
  // --- output: every line of a group stands behind a margin
  void emit(std::string_view text, char margin = '|') {
    while (!text.empty()) {
      size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
      if (depth_ > 0) out_ += std::string(static_cast<size_t>(2 * depth_), ' ') + margin + ' ';
      out_ += text.substr(0, end);
      text.remove_prefix(end);
    }
  }

  void note_seen(const Object& exception) {
    List list(thread_, *seen_);
    if (!list_append(thread_, list, exception)) thread_->take_exception();
  }
  bool is_seen(RawObject exception) {
    RawList list = RawList::cast(*seen_);
    for (word i = 0; i < list.length(); i++) {
      if (list_at(list, i) == exception) return true;
    }
    return false;
  }

  void print_chain(const Object& exception) {
    RawBaseException raw = RawBaseException::cast(*exception);
    Object cause(thread_, raw.cause());
    Object context(thread_, raw.context());
    bool suppressed = raw.suppress().is_true();
    if (is_heap_base_exception(*cause)) {
      if (is_seen(*cause)) return;
      print(cause);
      emit("\nThe above exception was the direct cause of the following exception:\n\n");
    } else if (is_heap_base_exception(*context) && !suppressed && !is_seen(*context)) {
      print(context);
      emit("\nDuring handling of the above exception, another exception occurred:\n\n");
    }
  }

  void print_single(const Object& exception, bool group) {
    Object traceback(thread_, RawBaseException::cast(*exception).traceback());
    if (is_heap_traceback(*traceback) && frame_limit() > 0) {
      emit(group ? "Exception Group Traceback (most recent call last):\n"
                 : "Traceback (most recent call last):\n",
           group && top_level_ ? '+' : '|');
      print_frames(traceback);
    }
    print_message(exception);
  }

  void print_group(const Object& exception);
  void print_message(const Object& exception);
  void print_syntax_location(const Object& exception);
  void print_notes(const Object& exception);
  void print_frame(RawTraceback entry);
  void print_source(const std::string& file, int line, const PositionRange* range);
  bool source_line(const std::string& file, int line, std::string* text);
  std::string decoded_source(const std::string& bytes);
  std::string type_name(const Object& exception);
  Object& attribute(const Object& object, const char* name, Object* out);

  Thread* thread_;
  Object seen_;
  std::string out_;
  int depth_ = 0;
  bool top_level_ = false, need_close_ = false;
  std::map<std::string, std::vector<std::string>> sources_;
};

// An attribute, None if missing or failing.
Object& ExceptionPrinter::attribute(const Object& object, const char* name, Object* out) {
  Object key(thread_, intern_ascii(thread_, name));
  *out = find_attribute(thread_, object, key);
  if ((*out)->is_error()) thread_->take_exception();
  if ((*out)->is_error() || (*out)->is_unbound()) *out = RawObject::none();
  return *out;
}

// --- source

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  size_t start = text.starts_with("\xef\xbb\xbf") ? 3 : 0;
  while (start < text.size()) {
    size_t end = std::min(text.find('\n', start), text.size());
    bool carriage_return = end > start && text[end - 1] == '\r';
    lines.push_back(text.substr(start, end - start - carriage_return));
    start = end + 1;
  }
  return lines;
}

}  // namespace

// A source file in UTF-8, whatever encoding it declares.
std::string ExceptionPrinter::decoded_source(const std::string& bytes) {
  const std::string encoding = find_encoding_cookie(bytes);
  if (encoding.empty() || encoding == "utf-8") return bytes;
  Object data(thread_, new_bytes(thread_, bytes));
  if (data->is_error()) return bytes;
  Object text(thread_, decode(thread_, data, encoding.c_str(), "replace"));
  if (!text->is_error()) return str_to_utf8_NoGC(*text);
  thread_->take_exception();
  return bytes;
}

bool ExceptionPrinter::source_line(const std::string& file, int line, std::string* text) {
  auto known = sources_.find(file);
  if (known == sources_.end()) {
    std::vector<std::string> lines;
    std::string text;
    bool is_file = !file.empty() && file[0] != '<' && read_host_file(file, &text);
    if (is_file) lines = lines_of(decoded_source(text));
    known = sources_.emplace(file, std::move(lines)).first;
  }
  if (line < 1 || static_cast<size_t>(line) > known->second.size()) return false;
  *text = known->second[static_cast<size_t>(line) - 1];
  return true;
}

void ExceptionPrinter::print_source(const std::string& file, int line, const PositionRange* range) {
  std::string source;
  if (!source_line(file, line, &source)) return;
  size_t indent = source.find_first_not_of(" \t\f");
  if (indent == std::string::npos) return;
  size_t end = source.find_last_not_of(" \t\f") + 1;
  emit("    " + source.substr(indent, end - indent) + "\n");
  if (range == nullptr || range->column < 0 || range->end_column < 0) return;
  size_t start_column = std::min(static_cast<size_t>(range->column), end);
  bool one_line = range->end_line == range->line;
  size_t end_column =
      one_line ? std::min(static_cast<size_t>(range->end_column), source.size()) : end;
  if (end_column <= start_column || start_column < indent) return;
  std::string_view segment =
      std::string_view(source).substr(start_column, end_column - start_column);
  ExpressionAnchors anchors = one_line ? find_expression_anchors(segment) : ExpressionAnchors{};
  // Marks below the whole line would say nothing.
  if (anchors.start < 0 && start_column == indent && end_column >= end) return;
  std::string marks(
      4 + count_characters(std::string_view(source).substr(indent, start_column - indent)), ' ');
  if (anchors.start < 0) {
    marks.append(count_characters(segment), '^');
  } else {
    size_t before = count_characters(segment.substr(0, static_cast<size_t>(anchors.start)));
    size_t inside = count_characters(segment.substr(
        static_cast<size_t>(anchors.start), static_cast<size_t>(anchors.end - anchors.start)));
    marks.append(before, '~')
        .append(inside, '^')
        .append(count_characters(segment) - before - inside, '~');
  }
  emit(marks + "\n");
}

// --- frames

const PositionRange* find_position(Thread* thread, RawCode code, word position) {
  CodeBlock* block = thread->code_blocks == nullptr ? nullptr : thread->code_blocks[code.block()];
  return block == nullptr ? nullptr : block->position_at(position);
}

// Where an entry stands; those that a program made carry the number that it gave, in bytes.
word position_of_entry(RawTraceback entry) {
  const word position = entry.position();
  return position < 0 ? (-1 - position) / 2 : position;
}

int line_of_entry(RawTraceback entry, const PositionRange* range, RawCode code) {
  if (entry.line().is_small_int()) return static_cast<int>(entry.line().small_int());
  return range != nullptr && range->line > 0 ? range->line : static_cast<int>(code.firstlineno());
}

void ExceptionPrinter::print_frame(RawTraceback entry) {
  RawCode code(RawFrame(entry.frame().raw()).code().raw());
  const PositionRange* range = find_position(thread_, code, position_of_entry(entry));
  int line = line_of_entry(entry, range, code);
  std::string file = text_of(code.filename());
  emit("  File \"" + file + "\", line " + std::to_string(line) + ", in " + text_of(code.name()) +
       "\n");
  print_source(file, line, range != nullptr && range->line == line ? range : nullptr);
}

std::string repeat_note(word count) {
  return "  [Previous line repeated " + std::to_string(count) + " more time" +
         (count == 1 ? "" : "s") + "]\n";
}

// sys.tracebacklimit.
word ExceptionPrinter::frame_limit() {
  if (!is_heap_module(thread_->runtime()->sys_module())) return 1000;
  Object sys(thread_, thread_->runtime()->sys_module());
  Object value(thread_, RawObject::none());
  if (attribute(sys, "tracebacklimit", &value)->is_small_int())
    return std::max<word>(value->small_int(), 0);
  return is_heap_large_int(*value) && int_sign_NoGC(*value) < 0 ? 0 : 1000;
}

void ExceptionPrinter::print_frames(const Object& traceback) {
  word limit = frame_limit(), total = 0;
  Object entry(thread_, *traceback);
  for (RawObject at = *traceback; is_heap_traceback(at); at = RawTraceback::cast(at).next())
    total++;
  for (; total > limit; total--) entry = RawTraceback::cast(*entry).next();
  std::string last;
  word repeated = 0;
  for (; is_heap_traceback(*entry); entry = RawTraceback::cast(*entry).next()) {
    RawTraceback raw = RawTraceback::cast(*entry);
    RawCode code(RawFrame(raw.frame().raw()).code().raw());
    int line = line_of_entry(raw, find_position(thread_, code, position_of_entry(raw)), code);
    std::string key =
        text_of(code.filename()) + "\n" + std::to_string(line) + "\n" + text_of(code.name());
    if (key != last) {
      if (repeated > kRepeatLimit) emit(repeat_note(repeated - kRepeatLimit));
      last = key;
      repeated = 0;
    }
    if (++repeated <= kRepeatLimit) print_frame(raw);
  }
  if (repeated > kRepeatLimit) emit(repeat_note(repeated - kRepeatLimit));
}

// --- the exception itself

std::string ExceptionPrinter::type_name(const Object& exception) {
  Object type(thread_, thread_->runtime()->type_of(*exception));
  Object value(thread_, RawObject::none());
  std::string module = text_of(*attribute(type, "__module__", &value));
  std::string name = text_of(*attribute(type, "__qualname__", &value));
  if (module.empty() || module == "builtins" || module == "__main__") return name;
  return module + "." + name;
}

// A SyntaxError shows the line that could not be understood.
void ExceptionPrinter::print_syntax_location(const Object& exception) {
  Object value(thread_, RawObject::none());
  Object number(thread_, RawObject::none());
  Object filename(thread_, *attribute(exception, "filename", &value));
  if (!filename->is_none() && !is_str(*filename)) {
    filename = str(thread_, filename);
    if (filename->is_error()) thread_->take_exception();
  }
  std::string file = text_of(*filename);
  if (file.empty()) file = "<string>";
  if (attribute(exception, "lineno", &number)->is_none()) return;
  word line = number->is_small_int() ? number->small_int() : 0;
  emit("  File \"" + file + "\", line " + std::to_string(line) + "\n");
  if (!is_str(*attribute(exception, "text", &value))) return;
  std::string text = text_of(*value);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  size_t indent = std::min(text.find_first_not_of(" \t\f"), text.size());
  std::string shown = text.substr(indent);
  emit("    " + shown + "\n");
  word offset = attribute(exception, "offset", &number)->is_small_int() ? number->small_int() : -1;
  if (offset < 1) return;
  word end_line =
      attribute(exception, "end_lineno", &number)->is_small_int() ? number->small_int() : line;
  word end =
      attribute(exception, "end_offset", &number)->is_small_int() ? number->small_int() : offset;
  word width = static_cast<word>(count_characters(text));
  if (end_line != line || end > width + 1) end = width + 1;
  if (end <= offset) end = offset + 1;
  word column = offset - 1 - static_cast<word>(indent);
  if (column < 0) return;
  std::string marks = "    ";
  std::string_view rest = shown;
  for (word i = 0; i < column; i++) {
    char c = rest.empty() ? ' ' : rest[0];
    marks += c == '\t' || c == '\f' ? c : ' ';
    if (!rest.empty()) {
      do rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xc0) == 0x80);
    }
  }
  emit(marks + std::string(static_cast<size_t>(end - offset), '^') + "\n");
}

void ExceptionPrinter::print_notes(const Object& exception) {
  Object notes(thread_, RawObject::none());
  if (attribute(exception, "__notes__", &notes)->is_none()) return;
  Object item(thread_, RawObject::none());
  Object text(thread_, RawObject::none());
  bool sequence = is_heap_list(*notes) || is_tuple(*notes);
  if (!sequence) {
    text = repr(thread_, notes);
    if (text->is_error()) thread_->take_exception();
    emit(text->is_error() ? "<__notes__ repr() failed>\n" : text_of(*text) + "\n");
    return;
  }
  List list(thread_, list_from_iterable(thread_, notes));
  for (word i = 0; !list->is_error() && i < list->length(); i++) {
    item = list_at(*list, i);
    text = str(thread_, item);
    if (text->is_error()) thread_->take_exception();
    emit(text->is_error() ? "<note str() failed>\n" : text_of(*text) + "\n");
  }
}

void ExceptionPrinter::print_message(const Object& exception) {
  Object text(thread_, RawObject::none());
  Object flag(thread_, RawObject::none());
  bool syntax = is_heap_syntax_error(*exception);
  if (syntax) {
    print_syntax_location(exception);
    attribute(exception, "msg", &text);
    if (!is_str(*text))
      text = text->is_none() ? new_str_ascii(thread_, "<no detail available>") : str(thread_, text);
  } else {
    text = str(thread_, exception);
  }
  std::string name = type_name(exception), message;
  if (text->is_error()) {
    thread_->take_exception();
    message = "<exception str() failed>";
  } else {
    message = text_of(*text);
  }
  std::string line = message.empty() ? name : name + ": " + message;
  std::string suggestion = suggest_name(thread_, exception);
  if (!suggestion.empty()) line += ". Did you mean: '" + suggestion + "'?";
  emit(line + "\n");
  print_notes(exception);
}

// --- groups

void ExceptionPrinter::print_group(const Object& exception) {
  if (depth_ > kMaxGroupDepth) {
    emit("... (max_group_depth is " + std::to_string(kMaxGroupDepth) + ")\n");
    return;
  }
  bool outermost = depth_ == 0;
  if (outermost) depth_++;
  top_level_ = outermost;
  print_single(exception, true);
  top_level_ = false;
  Object members(thread_, RawBaseExceptionGroup::cast(*exception).exceptions());
  word count = is_heap_tuple(*members) ? tuple_length(*members) : 0;
  word shown = count <= kMaxGroupWidth ? count : kMaxGroupWidth + 1;
  need_close_ = false;
  Object member(thread_, RawObject::none());
  for (word i = 0; i < shown; i++) {
    bool last = i == shown - 1, truncated = i >= kMaxGroupWidth;
    if (last) need_close_ = true;
    out_ += std::string(static_cast<size_t>(2 * depth_), ' ') + (i == 0 ? "+-" : "  ") +
            "+---------------- " + (truncated ? "..." : std::to_string(i + 1)) +
            " ----------------\n";
    depth_++;
    if (truncated) {
      word rest = count - kMaxGroupWidth;
      emit("and " + std::to_string(rest) + " more exception" + (rest == 1 ? "" : "s") + "\n");
    } else {
      member = tuple_at(*members, i);
      print(member);
    }
    if (last && need_close_) {
      out_ += std::string(static_cast<size_t>(2 * depth_), ' ') +
              "+------------------------------------\n";
      need_close_ = false;
    }
    depth_--;
  }
  if (outermost) depth_ = 0;
}

}  // namespace

std::string format_exception_text(Thread* thread, const Object& exception) {
  Object saved(thread, thread->take_exception());
  ExceptionPrinter printer(thread);
  printer.print(exception);
  if (!saved->is_unbound()) thread->set_pending_exception(*saved);
  return printer.take();
}

std::string format_traceback_text(Thread* thread, const Object& traceback) {
  ExceptionPrinter printer(thread);
  if (is_heap_traceback(*traceback)) printer.print_frames(traceback);
  return "Traceback (most recent call last):\n" + printer.take();
}

void write_text(Thread* thread, const Object& stream, const std::string& utf8) {
  if (!stream->is_none()) {
    Object saved(thread, thread->take_exception());
    Object text(thread, new_str(thread, utf8));
    bool failed = call_method(thread, stream, Symbol::kwrite, text).is_error();
    if (failed) thread->take_exception();
    if (!saved->is_unbound()) thread->set_pending_exception(*saved);
    if (!failed) return;
  }
  std::fwrite(utf8.data(), 1, utf8.size(), stderr);
}

void print_exception(Thread* thread, const Object& exception, const Object& stream) {
  write_text(thread, stream, format_exception_text(thread, exception));
  if (stream->is_none()) return;
  if (call_method(thread, stream, Symbol::kflush).is_error()) thread->take_exception();
}

}  // namespace pyro
