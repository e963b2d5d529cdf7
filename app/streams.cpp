#include <sys/stat.h>

#include <cstdio>

#include "app/startup_steps.h"
#include "modules/support.h"

// sys.stdin, sys.stdout and sys.stderr.

namespace pyro::app {

namespace {

// The name the codec goes by. The usual one needs no lookup.
RawObject codec_name(Thread* thread, const std::string& encoding) {
  std::string plain;
  for (char c : encoding)
    plain += c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  if (plain == "utf-8" || plain == "utf8") return new_str_ascii(thread, "utf-8");
  Object lookup(thread, import_from(thread, "codecs", "lookup"));
  if (lookup->is_error()) return *lookup;
  Object name(thread, new_str(thread, encoding));
  Object codec(thread, call(thread, lookup, name));
  return codec->is_error() ? *codec : attribute_named(thread, codec, "name");
}

class StandardStream {
 public:
  StandardStream(Thread* thread, const Configuration& configuration, const Object& io,
                 const Object& encoding)
      : thread_(thread), configuration_(configuration), io_(io), encoding_(encoding) {}

  RawObject open(int descriptor) {
    writing_ = descriptor != 0;
    raw_ = writing_ && configuration_.unbuffered;
    Object buffer(thread_, open_buffer(descriptor));
    if (buffer->is_error()) return *buffer;
    Object stream(thread_, wrap(buffer, descriptor));
    return stream->is_error() || !name_it(buffer, stream, descriptor) ? RawObject::error()
                                                                      : *stream;
  }

 private:
  RawObject open_buffer(int descriptor) {
    Object open(thread_, attribute_named(thread_, io_, "open"));
    if (open->is_error()) return *open;
    Tuple arguments(thread_, new_tuple(thread_, 7));
    for (word i = 3; i < 6; i++) tuple_init(*arguments, i, RawObject::none());
    tuple_init(*arguments, 0, RawObject::from_small_int(descriptor));
    RawObject mode = intern_ascii(thread_, writing_ ? "wb" : "rb");
    tuple_init(*arguments, 1, mode);
    tuple_init(*arguments, 2, RawObject::from_small_int(raw_ ? 0 : -1));
    tuple_init(*arguments, 6, RawObject::false_object());
    Object none(thread_, RawObject::none());
    return call_with(thread_, open, arguments, none);
  }

  RawObject wrap(const Object& buffer, int descriptor) {
    Object wrapper(thread_, attribute_named(thread_, io_, "TextIOWrapper"));
    if (wrapper->is_error()) return *wrapper;
    Object terminal(thread_, call_method(thread_, buffer, Symbol::kisatty));
    if (terminal->is_error()) return *terminal;
    bool line_buffering =
        !configuration_.unbuffered && (descriptor == 2 || *terminal == RawObject::true_object());
    Tuple arguments(thread_, new_tuple(thread_, 6));
    for (word i = 0; i < 6; i++) tuple_init(*arguments, i, RawObject::none());
    tuple_init(*arguments, 0, *buffer);
    tuple_init(*arguments, 1, *encoding_);
    RawObject errors =
        new_str(thread_, descriptor == 2 ? "backslashreplace" : configuration_.stream_errors);
    tuple_init(*arguments, 2, errors);
    tuple_init(*arguments, 3, writing_ ? RawObject::from_small_str("\n", 1) : RawObject::none());
    tuple_init(*arguments, 4, RawObject::from_bool(line_buffering));
    tuple_init(*arguments, 5, RawObject::from_bool(configuration_.unbuffered));
    Object none(thread_, RawObject::none());
    return call_with(thread_, wrapper, arguments, none);
  }

  // The raw stream is called "<stdin>" and so on; the text stream knows its mode.
  bool name_it(const Object& buffer, const Object& stream, int descriptor) {
    Object value(thread_, intern_ascii(thread_, descriptor == 0   ? "<stdin>"
                                                : descriptor == 1 ? "<stdout>"
                                                                  : "<stderr>"));
    Object attribute(thread_, intern_ascii(thread_, "name"));
    Object raw_name(thread_, intern_ascii(thread_, "raw"));
    Object raw_stream(thread_, find_attribute(thread_, buffer, raw_name));
    if (raw_stream->is_error()) return false;
    if (!set_attribute(thread_, raw_stream->is_unbound() ? buffer : raw_stream, attribute, value))
      return false;
    value = intern_ascii(thread_, writing_ ? "w" : "r");
    attribute = intern_ascii(thread_, "mode");
    return set_attribute(thread_, stream, attribute, value);
  }

  Thread* thread_;
  const Configuration& configuration_;
  const Object& io_;
  const Object& encoding_;
  bool writing_ = false, raw_ = false;
};

bool is_valid_descriptor(int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0;
}

}  // namespace

bool make_streams(Thread* thread, const Configuration& configuration, const Object& io) {
  struct stat status;
  if (fstat(0, &status) == 0 && S_ISDIR(status.st_mode)) {
    fatal("init_sys_streams: <stdin> is a directory, cannot continue");
    raise(thread, Exc::kSystemExit, "%s", "");
    return false;
  }
  Object encoding(thread, codec_name(thread, configuration.stream_encoding));
  if (encoding->is_error()) {
    fatal("init_stdio_encoding: failed to get the Python codec name of the stdio encoding");
    raise(thread, Exc::kSystemExit, "%s", "");
    return false;
  }
  if (configuration.unbuffered) {
    // What extension modules print through the C library comes at once, too.
    for (FILE* output : {stdout, stderr}) std::setvbuf(output, nullptr, _IONBF, 0);
  }
  Object stream(thread, RawObject::none());
  Object sys(thread, thread->runtime()->sys_module());
  StandardStream maker(thread, configuration, io, encoding);
  const char* const names[] = {"stdin", "stdout", "stderr"};
  for (int descriptor = 0; descriptor < 3; descriptor++) {
    // A closed descriptor: the stream is None, as the library reference says.
    stream = is_valid_descriptor(descriptor) ? maker.open(descriptor) : RawObject::none();
    if (stream->is_error()) {
      if (!clear_pending_if(thread, Exc::kOSError)) return false;
      stream = RawObject::none();
    }
    std::string original = std::string("__") + names[descriptor] + "__";
    if (!module_set(thread, sys, names[descriptor], stream) ||
        !module_set(thread, sys, original.c_str(), stream))
      return false;
  }
  return true;
}

}  // namespace pyro::app
