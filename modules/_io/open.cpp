#include <cstring>

#include "lib-python/natives.h"
#include "modules/_io/io.h"

// open().

namespace pyro::natives {

namespace {

struct OpenMode {
  bool creating = false, reading = false, writing = false, appending = false, updating = false,
       text = false, binary = false;
};

bool parse_mode(Thread* thread, const Object& mode, OpenMode* out) {
  std::string text = utf8_of(*mode);
  for (size_t i = 0; i < text.size(); i++) {
    bool* flags[] = {&out->creating, &out->reading, &out->writing, &out->appending,
                     &out->updating, &out->text,    &out->binary};
    const char* letters = "xrwa+tb";
    const char* found = std::strchr(letters, text[i]);
    if (found == nullptr || *flags[found - letters]) {
      raise_value_error(thread, "invalid mode: '%s'", text.c_str());
      return false;
    }
    *flags[found - letters] = true;
  }
  const char* wrong = nullptr;
  if (out->text && out->binary) {
    wrong = "can't have text and binary mode at once";
  } else if (out->creating + out->reading + out->writing + out->appending != 1) {
    wrong = out->creating + out->reading + out->writing + out->appending > 1
                ? "must have exactly one of create/read/write/append mode"
                : "Must have exactly one of create/read/write/append mode and at most one plus";
  }
  if (wrong == nullptr) return true;
  raise_value_error(thread, "%s", wrong);
  return false;
}

bool check_text_arguments(Thread* thread, const OpenMode& mode, Arguments arguments) {
  if (!mode.binary) return true;
  const char* wrong = !arguments[3].is_none()   ? "binary mode doesn't take an encoding argument"
                      : !arguments[4].is_none() ? "binary mode doesn't take an errors argument"
                      : !arguments[5].is_none() ? "binary mode doesn't take a newline argument"
                                                : nullptr;
  if (wrong != nullptr) raise_value_error(thread, "%s", wrong);
  return wrong == nullptr;
}

bool check_types(Thread* thread, Arguments arguments) {
  struct {
    word index;
    const char* name;
  } constexpr kTexts[] = {{3, "encoding"}, {4, "errors"}, {5, "newline"}};
  Object value(thread, arguments[1]);
  if (!is_str(*value)) {
    raise_type_error(thread, "open() argument 'mode' must be str, not %V", &value);
    return false;
  }
  for (const auto& entry : kTexts) {
    value = arguments[entry.index];
    if (value->is_none() || is_str(*value)) continue;
    raise_type_error(thread, "open() argument '%s' must be str or None, not %V", entry.name,
                     &value);
    return false;
  }
  return true;
}

// Closes a stream whose set-up failed; the error stays.
RawObject abandon(Thread* thread, const Object& stream) {
  Object error(thread, thread->take_exception());
  if (call_method(thread, stream, Symbol::kclose).is_error()) thread->take_exception();
  thread->set_pending_exception(*error);
  return RawObject::error();
}

IoType buffered_type(const OpenMode& mode) {
  if (mode.updating) return IoType::kRandom;
  return mode.reading ? IoType::kReader : IoType::kWriter;
}

}  // namespace

RawObject io_open(Thread* thread, Arguments arguments) {
  OpenMode mode;
  Object file(thread, arguments[0]);
  Object mode_text(thread, arguments[1]);
  Object buffering_object(thread, arguments[2]);
  Object opener(thread, arguments[7]);
  Object close_object(thread, arguments[6]);
  int buffering;
  if (!is_int(*file)) {
    file = file_system_path(thread, file);
    if (file->is_error()) return *file;
  }
  if (!check_types(thread, arguments) || !as_int(thread, buffering_object, &buffering))
    return RawObject::error();
  Truth closing = is_true(thread, close_object);
  if (closing == Truth::kError || !parse_mode(thread, mode_text, &mode)) return RawObject::error();
  if (!check_text_arguments(thread, mode, arguments)) return RawObject::error();
  bool unbuffered = buffering == 0 && mode.binary;
  if (mode.binary && buffering == 1 &&
      !warn(thread, Exc::kRuntimeWarning, 1,
            "line buffering (buffering=1) isn't supported in binary mode, the default buffer size "
            "will be used")) {
    return RawObject::error();
  }
  std::string raw_mode = std::string(mode.creating ? "x" : "") + (mode.reading ? "r" : "") +
                         (mode.writing ? "w" : "") + (mode.appending ? "a" : "") +
                         (mode.updating ? "+" : "");
  FileIO raw(thread, new_file_io(thread, file, raw_mode.c_str(), closing == Truth::kTrue, opener,
                                 !unbuffered));
  if (raw->is_error()) return *raw;
  bool line_buffering = buffering == 1 && !mode.binary;
  if (buffering < 0 && file_isatty(thread, *raw)) line_buffering = true;
  if (buffering == 0) {
    if (mode.binary) return *raw;
    raise_value_error(thread, "can't have unbuffered text I/O");
    return abandon(thread, raw);
  }
  word size = buffering <= 1 ? std::max(raw->block_size(), word{1}) : buffering;
  if (buffering < 0 || buffering == 1)
    size = raw->block_size() > 1 ? raw->block_size() : kDefaultBufferSize;
  if (mode.updating) {
    Object stream(thread, *raw);
    Truth seekable = ask_stream(thread, stream, "seekable");
    if (seekable == Truth::kFalse) raise_unsupported(thread, "File or stream is not seekable.");
    if (seekable != Truth::kTrue) return abandon(thread, stream);
  }
  Object buffer(thread, new_buffered(thread, buffered_type(mode), raw, size, !mode.binary));
  if (buffer->is_error()) return abandon(thread, raw);
  if (mode.binary) return *buffer;
  Object encoding(thread, arguments[3]);
  Object errors(thread, arguments[4]);
  Object newline(thread, arguments[5]);
  Object text(thread, new_text_stream(thread, buffer, encoding, errors, newline, line_buffering));
  if (text->is_error()) return abandon(thread, buffer);
  Object name(thread, intern_ascii(thread, "mode"));
  return set_attribute(thread, text, name, mode_text) ? *text : abandon(thread, text);
}

RawObject io_open_code(Thread* thread, Arguments arguments) {
  Object path(thread, arguments[0]);
  if (!is_str(*path))
    return raise_type_error(thread, "open_code() argument 'path' must be str, not %V", &path);
  Object none(thread, RawObject::none());
  Object raw(thread, new_file_io(thread, path, "r", true, none, true));
  if (raw->is_error()) return *raw;
  return new_buffered(thread, IoType::kReader, raw, kDefaultBufferSize, false);
}

RawObject io_text_encoding(Thread* thread, Arguments arguments) {
  if (!arguments[0].is_none()) return arguments[0];
  Object level(thread, arguments[1]);
  int stack_level;
  if (!as_int(thread, level, &stack_level)) return RawObject::error();
  if (!warn_of_default_encoding(thread, stack_level)) return RawObject::error();
  return new_str_ascii(thread, thread->runtime()->utf8_mode ? "utf-8" : "locale");
}

}  // namespace pyro::natives
