#include "modules/digests/support.h"

#include "runtime/type.h"

namespace pyro {

bool acquire_hash_input(Thread* thread, BufferView* view, const Object& data) {
  if (is_str(*data)) {
    raise_type_error(thread, "Strings must be encoded before hashing");
    return false;
  }
  if (!supports_buffer_NoGC(*data)) {
    raise_type_error(thread, "object supporting the buffer API required");
    return false;
  }
  return view->acquire(data);
}

RawObject new_hex_text(Thread* thread, std::string_view digest) {
  std::string text;
  text.reserve(2 * digest.size());
  for (unsigned char byte : digest) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return new_str_ascii(thread, text);
}

RawObject new_hash_object(Thread* thread, const Object& type,
                          std::unique_ptr<NativeResource> state) {
  Layout layout(thread, RawType::cast(*type).layout());
  RawObject self = new_instance(thread, layout);
  RawNativeHandle::cast(self).set_resource(
      thread->runtime()->add_native_resource(std::move(state)));
  thread->heap()->register_native(self);
  return self;
}

}  // namespace pyro
