#include "lib-python/natives.h"
#include "modules/marshal/marshal.h"
#include "modules/support.h"
#include "runtime/buffer.h"

namespace pyro::natives {

namespace {

// Reads from an object with a read() method no more than it needs.
class FileSource final : public marshal::Source {
 public:
  explicit FileSource(const Object& file) : file_(file) {}
  bool read(Thread* thread, size_t count, std::string_view* out) override {
    Object size(thread, new_int(thread, static_cast<word>(count)));
    Object data(thread, call_named(thread, file_, "read", size));
    if (data->is_error()) return false;
    if (!is_bytes(*data)) {
      raise_type_error(thread, "file.read() returned not bytes but %T", &data);
      return false;
    }
    RawObject bytes = underlying_value(*data);
    buffer_ = std::string(bytes_data(bytes));
    *out = buffer_;
    return true;
  }

 private:
  const Object& file_;
  std::string buffer_;
};

bool marshal_bytes(Thread* thread, RawObject raw_value, RawObject raw_version, std::string* out) {
  Object value(thread, raw_value), version_object(thread, raw_version);
  int version;
  return as_int(thread, version_object, &version) &&
         marshal::write_value(thread, value, version, out);
}

}  // namespace

RawObject marshal_dumps(Thread* thread, Arguments arguments) {
  std::string out;
  if (!marshal_bytes(thread, arguments[0], arguments[1], &out)) return RawObject::error();
  return new_bytes(thread, out);
}

RawObject marshal_dump(Thread* thread, Arguments arguments) {
  std::string out;
  if (!marshal_bytes(thread, arguments[0], arguments[2], &out)) return RawObject::error();
  Object file(thread, arguments[1]);
  Object bytes(thread, new_bytes(thread, out));
  return call_named(thread, file, "write", bytes);
}

RawObject marshal_loads(Thread* thread, Arguments arguments) {
  Object data(thread, arguments[0]);
  BufferView view(thread);
  if (!view.acquire(data)) return RawObject::error();
  std::string bytes = view.copy();
  marshal::MemorySource source(bytes);
  return marshal::read_value(thread, source);
}

RawObject marshal_load(Thread* thread, Arguments arguments) {
  Object file(thread, arguments[0]);
  FileSource source(file);
  // An unsuitable file shows before anything is read.
  std::string_view nothing;
  if (!source.read(thread, 0, &nothing)) return RawObject::error();
  return marshal::read_value(thread, source);
}

}  // namespace pyro::natives
